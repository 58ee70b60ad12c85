import type { DialectFacts } from './facts.ts';

export const lmdeploy: DialectFacts = {
  name: 'LMDeploy',
  seenAt: '0.18, in its source',
  owner: 'lmdeploy',
  ignores: { chat: { n: 'requests' }, completions: { n: 'requests' } },
  wantsMaxTokens: true,
  reasoning: 'reasoning_content',
};
