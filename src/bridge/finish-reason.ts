import type { FinishReason } from '../../generated/tgi.ts';

const FINISH_REASON = {
  length: 'length',
  eos_token: 'stop',
  stop_sequence: 'stop',
} as const satisfies Record<FinishReason, 'stop' | 'length'>;

/** TGI says how generation ended; OpenAI only distinguishes "done" from "cut off". */
export function toFinishReason(reason: FinishReason): 'stop' | 'length' {
  // A word of a newer server ends a text all the same.
  return Object.hasOwn(FINISH_REASON, reason) ? FINISH_REASON[reason] : 'stop';
}
