import type { DialectFacts } from './facts.ts';
import { TGI_ALONE } from './facts.ts';

export const lmdeploy: DialectFacts = {
  name: 'LMDeploy',
  seenAt: '0.18, in its source',
  owner: 'lmdeploy',
  ignores: {
    chat: { ...TGI_ALONE, n: 'requests' },
    completions: { ...TGI_ALONE, n: 'requests', response_format: 'refused' },
    embeddings: { dimensions: 'refused' },
  },
  wantsMaxTokens: true,
  reasoning: 'reasoning_content',
  regex: (regex) => ({ response_format: { type: 'regex_schema', regex_schema: regex } }),
  effort: 'enable_thinking',
};
