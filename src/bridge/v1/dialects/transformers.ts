import type { DialectFacts } from './facts.ts';

/** `transformers serve`. Its list of models names no owner that is its own, so the setting `dialect` names it. */
export const transformers: DialectFacts = {
  name: 'transformers serve',
  seenAt: '5.19',
  ignores: {
    chat: { n: 'requests', response_format: 'refused', logprobs: 'refused' },
    completions: { n: 'requests', echo: 'written here', response_format: 'refused', logprobs: 'refused' },
  },
  wantsMaxTokens: true,
  effort: 'template',
};
