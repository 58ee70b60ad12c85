import type { DialectFacts } from './facts.ts';

export const llamacpp: DialectFacts = {
  name: 'llama.cpp',
  seenAt: 'b11434',
  tokenizer: 'llamacpp',
  owner: 'llamacpp',
  header: 'llama.cpp',
  ignores: { completions: { echo: 'written here' } },
  completionSchema: 'json_schema',
  reasoning: 'reasoning_content',
};
