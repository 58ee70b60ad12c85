import type { DialectFacts } from './facts.ts';

/** What is written otherwise for it is in `tgi-request.ts`, and marked in `openapi/openai.yaml`. */
export const tgi: DialectFacts = {
  name: 'TGI',
  seenAt: '3.3.7',
  tokenizer: 'tgi',
  takesLists: true,
  ignores: { chat: { n: 'requests' }, completions: { n: 'requests' } },
};
