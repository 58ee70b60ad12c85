/** What families write besides content where no tools are offered: only that has to be read then. */

import type { ResponseTemplateLike, ResponseTemplateName } from './families.ts';

/** `nothing`, or reasoning between markers that are plain text. Of all others the markers may be special tokens. */
const WITHOUT_TOOLS: Readonly<Partial<Record<ResponseTemplateName, 'nothing' | 'plain'>>> = {
  llama3: 'nothing',
  mistral: 'nothing',
  gemma3: 'nothing',
  granite4: 'nothing',
  qwen: 'plain',
  qwen3_coder: 'plain',
  deepseek: 'plain',
};

/** How an answer has to be read: not at all, as text, or with its special tokens, which servers leave out of the text. */
export type ReadingNeed = 'nothing' | 'plain' | 'special';

export function toReadingNeed(template: ResponseTemplateLike | undefined, offersTools: boolean): ReadingNeed {
  if (template === undefined) return 'nothing';
  if (offersTools || typeof template !== 'string') return 'special';
  return WITHOUT_TOOLS[template] ?? 'special';
}
