/** How a text ended: the words of all servers, as OpenAI's. */
import type { FinishReason as TgiReason } from '../../generated/tgi.ts';
import type { EasyLLMError } from '../base/errors.ts';
import { InternalServerError } from '../base/errors.ts';
import { isFinishWord } from '../servers/finish-word.ts';

/** OpenAI's words, and any that a server has besides: what is not known here is handed on as it is. */
export type FinishReason = 'stop' | 'length' | 'tool_calls' | 'content_filter' | (string & {});

const TGI_REASONS = {
  length: 'length',
  eos_token: 'stop',
  stop_sequence: 'stop',
} as const satisfies Record<TgiReason, FinishReason>;

/** The words of TGI, of OpenAI, and of the servers and providers that speak its API. */
const FINISH_REASONS: ReadonlyMap<string, FinishReason> = new Map([
  ...Object.entries(TGI_REASONS),
  ['stop', 'stop'],
  ['eos', 'stop'],
  ['max_tokens', 'length'],
  ['MAX_TOKENS', 'length'],
  ['max_output_tokens', 'length'],
  ['model_length', 'length'],
  // z.ai; vLLM, which cuts a text that repeats itself.
  ['model_context_window_exceeded', 'length'],
  ['repetition', 'length'],
  ['tool_calls', 'tool_calls'],
  ['function_call', 'tool_calls'],
  ['content_filter', 'content_filter'],
  // Gemini; z.ai.
  ['SAFETY', 'content_filter'],
  ['RECITATION', 'content_filter'],
  ['BLOCKLIST', 'content_filter'],
  ['PROHIBITED_CONTENT', 'content_filter'],
  ['sensitive', 'content_filter'],
]);

/** Ends that are failures: vLLM, SGLang and LMDeploy, z.ai, DeepSeek, gateways. */
const FAILURES: ReadonlySet<string> = new Set([
  'abort',
  'aborted',
  'cancelled',
  'error',
  'network_error',
  'insufficient_system_resource',
  'parse_error',
]);

/** OpenAI's word for how a text ended, or the server's own where OpenAI has none; undefined while it has not. */
export function toFinishReason(word: unknown): FinishReason | undefined {
  return isFinishWord(word) ? (FINISH_REASONS.get(word) ?? word) : undefined;
}

/** The error that an end is; undefined for an end that is none. */
export function toEndFailure(word: unknown): EasyLLMError | undefined {
  if (typeof word !== 'string' || !FAILURES.has(word)) return undefined;
  return new InternalServerError(
    `The server ended the text with \`${word}\` before it was whole. What came is in \`partial\`; the server’s log may say why.`,
    { status: 500, code: word, attempts: 1 },
  );
}

/** TGI's own word, where `/v1` has not replaced it; null for any other. */
export function toTgiReason(word: unknown): TgiReason | null {
  return typeof word === 'string' && Object.hasOwn(TGI_REASONS, word) ? (word as TgiReason) : null;
}
