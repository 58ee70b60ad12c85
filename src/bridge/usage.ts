/** Exact token counts, from servers that count in headers, details or `usage`. */
import type { ChatCompletionRequest, CompletionUsage } from '../../generated/openai.ts';
import type { JsonObject } from '../base/check.ts';
import { isCount, isObject, toCount } from '../base/check.ts';

/** Exact token counts; absent where the server gave none. */
export interface TokenCounts {
  prompt: number;
  completion: number;
  /** All that an OpenAI-shaped server says of them. */
  given?: JsonObject | undefined;
}

/** Both counts, as numbers or as digits of a header; undefined where one is missing or is no count. */
export function toCounts(prompt: unknown, completion: unknown): TokenCounts | undefined {
  const counts = { prompt: toCount(prompt), completion: toCount(completion) };
  return counts.prompt === undefined || counts.completion === undefined
    ? undefined
    : { prompt: counts.prompt, completion: counts.completion };
}

/** The sum over all texts of a call; undefined where one of them lacks counts, since a part would be a guess. */
export function toUsage(counts: readonly (TokenCounts | undefined)[]): CompletionUsage | undefined {
  let prompt = 0;
  let completion = 0;
  let given: JsonObject | undefined;
  for (const count of counts) {
    if (count === undefined) return undefined;
    prompt += count.prompt;
    completion += count.completion;
    if (count.given !== undefined) given = given === undefined ? count.given : addMembers(given, count.given);
  }
  // What is beyond exact numbers is no count either.
  if (!isCount(prompt + completion)) return undefined;
  const sums = { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
  if (given === undefined) return sums;
  // The server's own, which may count more kinds of tokens.
  if (isCount(given['total_tokens'])) sums.total_tokens = given['total_tokens'];
  return { ...sums, ...without(given, sums) };
}

function without(members: JsonObject, names: object): JsonObject {
  return Object.fromEntries(Object.entries(withoutNoCounts(members)).filter(([name]) => !(name in names)));
}

/** What a server says of its counts and their details, without nulls, and without members named as counts that are none. */
export function withoutNoCounts(members: JsonObject): JsonObject {
  return withCounts(members, (value) => (isObject(value) ? withCounts(value, (detail) => detail) : value));
}

function withCounts(members: JsonObject, read: (value: unknown) => unknown): JsonObject {
  const isGood = ([name, value]: [string, unknown]) =>
    value !== null && value !== undefined && (!name.endsWith('_tokens') || isCount(value));
  return Object.fromEntries(
    Object.entries(members)
      .filter(isGood)
      .map(([name, value]) => [name, read(value)]),
  );
}

/** The usage of two requests together: numbers are added, in objects too, and of others the later one counts. */
function addMembers(one: JsonObject, other: JsonObject): JsonObject {
  const sum: Record<string, unknown> = { ...one };
  for (const [name, value] of Object.entries(other)) {
    const before = sum[name];
    if (typeof before === 'number' && typeof value === 'number') sum[name] = before + value;
    else if (isObject(before) && isObject(value)) sum[name] = addNumbers(before, value);
    else if (value !== null) sum[name] = value;
  }
  return sum;
}

function addNumbers(one: JsonObject, other: JsonObject): JsonObject {
  const sum: Record<string, unknown> = { ...one };
  for (const [name, value] of Object.entries(other)) {
    const before = sum[name];
    if (value !== null) sum[name] = typeof before === 'number' && typeof value === 'number' ? before + value : value;
  }
  return sum;
}

/** Whether a stream is to end with the counts. */
export function wantsUsage({
  stream,
  stream_options: options,
}: Pick<ChatCompletionRequest, 'stream' | 'stream_options'>): boolean {
  return stream === true && options?.include_usage === true;
}
