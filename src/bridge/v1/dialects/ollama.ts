import type { DialectFacts } from './facts.ts';

export const ollama: DialectFacts = {
  name: 'Ollama',
  seenAt: '0.17.4',
  owner: 'library',
  ignores: {
    chat: { n: 'requests', tool_choice: 'no tools', regex: 'refused' },
    completions: { n: 'requests', echo: 'written here', response_format: 'refused', logprobs: 'refused' },
  },
  wantsMaxTokens: true,
  singlePrompts: true,
  reasoning: 'reasoning',
};
