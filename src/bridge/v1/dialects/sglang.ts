import type { DialectFacts } from './facts.ts';

export const sglang: DialectFacts = {
  name: 'SGLang',
  seenAt: '0.5.23, in its source',
  tokenizer: 'vllm',
  owner: 'sglang',
  reasoning: 'reasoning_content',
  completionSchema: 'response_format',
  regex: (regex) => ({ regex }),
  skipsSpecialTokens: true,
};
