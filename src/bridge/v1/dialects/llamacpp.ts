import type { DialectFacts } from './facts.ts';
import { TGI_ALONE } from './facts.ts';

// Its grammar is a text.
const { typical_p: _, grammar: __, ...LACKS } = TGI_ALONE;

export const llamacpp: DialectFacts = {
  name: 'llama.cpp',
  seenAt: 'b11434',
  tokenizer: 'llamacpp',
  takesLists: true,
  owner: 'llamacpp',
  header: 'llama.cpp',
  ignores: {
    chat: { ...LACKS, tool_choice: 'one tool' },
    completions: { ...LACKS, echo: 'written here' },
    embeddings: { dimensions: 'refused' },
  },
  completionSchema: 'json_schema',
  reasoning: 'reasoning_content',
};
