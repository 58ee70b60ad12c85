import type { DialectFacts } from './facts.ts';
import { TGI_ALONE } from './facts.ts';

export const ollama: DialectFacts = {
  name: 'Ollama',
  seenAt: '0.17.4',
  owner: 'library',
  ignores: {
    chat: { ...TGI_ALONE, n: 'requests', tool_choice: 'no tools', regex: 'refused' },
    completions: { ...TGI_ALONE, n: 'requests', echo: 'written here', response_format: 'refused', logprobs: 'refused' },
  },
  wantsMaxTokens: true,
  singlePrompts: true,
  reasoning: 'reasoning',
};
