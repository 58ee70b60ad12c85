/** The dialects by name. TGI's differs in so much that it has files of its own: `tgi-request.ts`, and the marks in `openapi/openai.yaml`. */
import type { Dialect } from '../../dialect.ts';
import type { DialectFacts } from './facts.ts';
import { llamacpp } from './llamacpp.ts';
import { lmdeploy } from './lmdeploy.ts';
import { mlx } from './mlx.ts';
import { ollama } from './ollama.ts';
import { sglang } from './sglang.ts';
import { transformers } from './transformers.ts';
import { vllm } from './vllm.ts';

const ANY: DialectFacts = { name: 'this server', seenAt: 'any' };

export const dialects: Readonly<Record<Dialect, DialectFacts>> = {
  openai: ANY,
  router: ANY,
  tgi: { name: 'TGI', seenAt: '3.3.7', ignores: { chat: { n: 'requests' }, completions: { n: 'requests' } } },
  vllm,
  sglang,
  llamacpp,
  ollama,
  transformers,
  lmdeploy,
  mlx,
};

/** What is known of a server; of one that is not known, nothing. */
export function factsOf(dialect: Dialect | undefined): DialectFacts {
  return dialects[dialect ?? 'openai'];
}
