/** What traces say of an answer, whole or chunk by chunk. */
import { isObject, toCount } from '../base/check.ts';
import type { JsonObject } from '../base/check.ts';
import type { TracedCall, TracedUsage } from './traced-call.ts';

/** Adds what a whole answer, a chunk of a stream or an event of a response says of itself. */
export function noteAnswer(context: TracedCall, answer: unknown): void {
  if (!isObject(answer)) return;
  // Events of a response hold it as it is by then.
  const said = isObject(answer['response']) ? answer['response'] : answer;
  if (said === answer && 'type' in answer) return;
  const { id, model, usage, choices, status, timings } = said;
  if (typeof id === 'string') context.id ??= id;
  if (typeof model === 'string') context.answeredBy ??= model;
  if (isObject(usage)) context.usage = toUsage(usage);
  if (isObject(timings)) Object.assign(context.timings, toNumbers(timings));
  if (Array.isArray(choices)) {
    for (const choice of choices) noteChoice(context, choice);
  } else if (context.operation === 'response' && typeof status === 'string' && ENDS.has(status)) {
    context.finishReasons = [status];
  }
}

/** How a response may have ended. */
const ENDS: ReadonlySet<string> = new Set(['completed', 'incomplete', 'failed', 'cancelled']);

function noteChoice({ finishReasons }: TracedCall, choice: unknown): void {
  const reason = isObject(choice) ? choice['finish_reason'] : undefined;
  if (typeof reason === 'string') finishReasons.push(reason);
}

function toUsage(usage: JsonObject): TracedUsage {
  const input = usage['prompt_tokens_details'] ?? usage['input_tokens_details'];
  const output = usage['completion_tokens_details'] ?? usage['output_tokens_details'];
  return {
    inputTokens: toCount(usage['prompt_tokens'] ?? usage['input_tokens']),
    outputTokens: toCount(usage['completion_tokens'] ?? usage['output_tokens']),
    cachedInputTokens: isObject(input) ? toCount(input['cached_tokens']) : undefined,
    reasoningTokens: isObject(output) ? toCount(output['reasoning_tokens']) : undefined,
  };
}

/** What TGI and TEI say of their work (router, server.rs), in milliseconds. */
const TIMING = /^x-(?:(total|validation|tokenization|queue|inference)-time|(time-per-token))$/;

/** The timings in the headers of an answer, by their names without what all have in common. */
export function toTimings(headers: Iterable<[string, string]>): Record<string, number> {
  const timings: Record<string, number> = {};
  for (const [name, value] of headers) {
    const [, work, perToken] = TIMING.exec(name.toLowerCase()) ?? [];
    const said = work ?? (perToken === undefined ? undefined : 'per_token');
    if (said !== undefined && Number.isFinite(Number(value))) timings[said] = Number(value);
  }
  return timings;
}

/** The members that are numbers, such as llama.cpp's `prompt_ms`. */
function toNumbers(members: JsonObject): Record<string, number> {
  const numbers = Object.entries(members).filter((member): member is [string, number] => typeof member[1] === 'number');
  return Object.fromEntries(numbers.slice(0, 32));
}
