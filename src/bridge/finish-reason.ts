import type { FinishReason } from '../../generated/tgi.ts';
import type { GenerationEnd } from './generation.ts';

type Finish = GenerationEnd['finishReason'];

const TGI_REASONS = {
  length: 'length',
  eos_token: 'stop',
  stop_sequence: 'stop',
} as const satisfies Record<FinishReason, Finish>;

/** The words of TGI, of OpenAI, and of servers behind Hugging Face's router. */
const FINISH_REASONS: ReadonlyMap<string, Finish> = new Map<string, Finish>([
  ...Object.entries(TGI_REASONS),
  ['stop', 'stop'],
  ['eos', 'stop'],
  ['max_tokens', 'length'],
  ['model_length', 'length'],
  ['tool_calls', 'tool_calls'],
  ['function_call', 'tool_calls'],
  ['content_filter', 'content_filter'],
]);

/** OpenAI's word for how a text ended; undefined while it has not. A word of a newer server ends a text all the same. */
export function toFinishReason(word: unknown): Finish | undefined {
  return isFinishWord(word) ? (FINISH_REASONS.get(word) ?? 'stop') : undefined;
}

/** Whether a choice has ended: TGI's `/v1/completions` writes `""` for "not yet". */
export function isFinishWord(word: unknown): word is string {
  return typeof word === 'string' && word !== '';
}

/** TGI's own word, where `/v1` has not replaced it; null for any other. */
export function toTgiReason(word: unknown): FinishReason | null {
  return typeof word === 'string' && Object.hasOwn(TGI_REASONS, word) ? (word as FinishReason) : null;
}
