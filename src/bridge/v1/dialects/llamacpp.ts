import type { DialectFacts } from './facts.ts';

export const llamacpp: DialectFacts = {
  name: 'llama.cpp',
  seenAt: 'b11434',
  tokenizer: 'llamacpp',
  owner: 'llamacpp',
  header: 'llama.cpp',
  ignores: {
    chat: { tool_choice: 'one tool' },
    completions: { echo: 'written here' },
    embeddings: { dimensions: 'refused' },
  },
  completionSchema: 'json_schema',
  reasoning: 'reasoning_content',
};
