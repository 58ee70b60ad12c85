/** Streams of TGI's `/v1` that are left at their limit, which TGI oversteps: each event of a choice is a token. */
import { isObject } from '../../base/check.ts';
import type { JsonObject } from '../../base/check.ts';
import { isV1Body } from '../../servers/v1-events.ts';
import type { V1Body } from '../../servers/v1-events.ts';

/**
 * The events up to the limit of each choice: the last of a choice says `length`. Where one was cut there is no usage, which would be of
 * another text. What is no event of a stream passes.
 */
export async function* cutAtLimit<Event>(
  batches: AsyncIterable<readonly Event[]>,
  { maxTokens, choices }: { maxTokens: number; choices: number },
): AsyncGenerator<(Event | V1Body)[]> {
  const limit = new ChoiceLimits(maxTokens, choices);
  for await (const events of batches) {
    const passed = events.flatMap((event) => limit.pass(event));
    if (passed.length > 0) yield passed;
    if (limit.isCut && limit.isOver) return;
  }
  if (!limit.isCut && limit.usages.length > 0) yield limit.usages;
}

class ChoiceLimits {
  readonly #maxTokens: number;
  readonly #choices: number;
  readonly #counts = new Map<number, number>();
  readonly #ended = new Set<number>();
  /** Events that tell what the text cost, without the text. */
  readonly usages: V1Body[] = [];
  /** Whether the last of them came without text. */
  #isBare = false;
  isCut = false;

  constructor(maxTokens: number, choices: number) {
    this.#maxTokens = maxTokens;
    this.#choices = choices;
  }

  get isOver(): boolean {
    return this.#ended.size >= this.#choices;
  }

  pass<Event>(event: Event): (Event | V1Body)[] {
    // Text alone is given where there is one choice.
    const body: unknown = typeof event === 'string' ? { choices: [{ index: 0, delta: { content: event } }] } : event;
    if (!isV1Body(body)) return [event];
    const cut = body.choices.filter(isObject).map((choice) => this.#passChoice(choice, this.#toIndex(choice)));
    const left = cut.filter((choice) => choice !== undefined);
    const isSame = left.length === body.choices.length && left.every((choice, at) => choice === body.choices[at]);
    if (!isObject(body['usage'])) return isSame ? [event] : left.length > 0 ? [{ ...body, choices: left }] : [];
    // Of those that say nothing else the last counts.
    if (left.length === 0 && this.#isBare) this.usages.pop();
    this.#isBare = left.length === 0;
    this.usages.push({ ...body, choices: body.choices.map(toSilent) });
    const { usage: _, ...rest } = body;
    return left.length > 0 ? [{ ...rest, choices: left }] : [];
  }

  #toIndex({ index }: JsonObject): number {
    return this.#choices === 1 || !Number.isInteger(index) ? 0 : Number(index);
  }

  /** Undefined behind the limit. */
  #passChoice(choice: JsonObject, index: number): JsonObject | undefined {
    if (this.#ended.has(index)) return undefined;
    const count = (this.#counts.get(index) ?? 0) + toTokenCount(choice);
    this.#counts.set(index, count);
    const { finish_reason: reason } = choice;
    const isEnd = typeof reason === 'string' && reason !== '';
    const isCut = !isEnd && count >= this.#maxTokens;
    if (isEnd || isCut) this.#ended.add(index);
    this.isCut ||= isCut;
    return isCut ? { ...withoutLast(choice, count - this.#maxTokens), finish_reason: 'length' } : choice;
  }
}

/** One, unless the logprobs tell of several. */
function toTokenCount({ logprobs }: JsonObject): number {
  const tokens = isObject(logprobs) ? logprobs['content'] : undefined;
  return Array.isArray(tokens) ? Math.max(1, tokens.length) : 1;
}

/** A choice without the last tokens of several that came at once, as far as its logprobs tell them apart. */
function withoutLast(choice: JsonObject, count: number): JsonObject {
  const { logprobs, delta } = choice;
  const tokens = isObject(logprobs) ? logprobs['content'] : undefined;
  if (count <= 0 || !isObject(logprobs) || !isObject(delta) || !Array.isArray(tokens)) return choice;
  const kept = tokens.slice(0, -count);
  const text = kept
    .map((token) => (isObject(token) && typeof token['token'] === 'string' ? token['token'] : ''))
    .join('');
  return { ...choice, delta: { ...delta, content: text }, logprobs: { ...logprobs, content: kept } };
}

/** A choice without its text: its number and its end tell whose cost it is. */
function toSilent(choice: unknown): unknown {
  return isObject(choice) ? { index: choice['index'], finish_reason: choice['finish_reason'] } : choice;
}
