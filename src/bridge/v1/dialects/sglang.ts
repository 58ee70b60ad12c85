import type { DialectFacts } from './facts.ts';
import { TGI_ALONE } from './facts.ts';

const { best_of: _, ...LACKS } = TGI_ALONE;

export const sglang: DialectFacts = {
  name: 'SGLang',
  seenAt: '0.5.23, in its source',
  tokenizer: 'vllm',
  takesLists: true,
  owner: 'sglang',
  ignores: { chat: TGI_ALONE, completions: LACKS },
  reasoning: 'reasoning_content',
  completionSchema: 'response_format',
  regex: (regex) => ({ regex }),
  skipsSpecialTokens: true,
};
