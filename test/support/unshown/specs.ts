/** What no example of a spec shows, and for which of its requests that is asked. */
import type { Unshown } from '../shown-values.ts';
import type { Operation } from '../spec-operations.ts';
import { OPENAI_UNSHOWN } from './openai.ts';
import { TEI_UNSHOWN } from './tei.ts';
import { TGI_UNSHOWN } from './tgi.ts';
import { VLLM_UNSHOWN } from './vllm.ts';

interface Wanted {
  readonly unshown: Unshown;
  readonly isAsked: (operation: Operation) => boolean;
}

export const UNSHOWN: Readonly<Record<string, Wanted>> = {
  tgi: { unshown: TGI_UNSHOWN, isAsked: () => true },
  tei: { unshown: TEI_UNSHOWN, isAsked: () => true },
  // Its documents describe requests whole: `spec:diff` compares them.
  vllm: { unshown: VLLM_UNSHOWN, isAsked: () => false },
  // Likewise OpenAI's, but for those that are not in the part of it that is compared.
  openai: { unshown: OPENAI_UNSHOWN, isAsked: ({ id }) => /rerank|response|file|batch/i.test(id) },
};
