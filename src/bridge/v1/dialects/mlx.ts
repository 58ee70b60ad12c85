import type { DialectFacts } from './facts.ts';
import { TGI_ALONE } from './facts.ts';

/** `mlx_lm.server`. Its list of models names no owner, so the setting `dialect` names it. */
export const mlx: DialectFacts = {
  name: 'mlx-lm',
  seenAt: '0.32, in its source',
  ignores: {
    chat: { ...TGI_ALONE, n: 'requests', response_format: 'refused' },
    completions: { ...TGI_ALONE, n: 'requests', response_format: 'refused' },
  },
  reasoning: 'reasoning',
  effort: 'template',
};
