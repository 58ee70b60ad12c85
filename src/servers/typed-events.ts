/** The events of a stream as its spec has them, whichever API of a server it comes from. */
import type { JsonObject } from '../base/check.ts';
import { isObject } from '../base/check.ts';
import { toErrorObject } from '../net/in-band.ts';
import { parseLoosely } from '../net/json.ts';
import type { EventRules } from './event-reader.ts';
import { hasFinishReason } from './v1-events.ts';

/** Ends with the last event of a native stream, or with `[DONE]`; a stream of `/v1` without it is whole if it told why it ended. */
export class TypedEvents implements EventRules<JsonObject> {
  readonly names = 'an object of JSON nor an error';
  #isFinished = false;
  isOver = false;

  parse(data: string): unknown {
    return parseLoosely(data);
  }

  take(value: unknown): JsonObject | null | undefined {
    if (value === null) return null;
    if (!isObject(value)) {
      // Whatever was cut is missing.
      this.#isFinished = false;
      return undefined;
    }
    // It is thrown, and no event of the spec.
    if (toErrorObject(value) !== undefined) return null;
    const { choices, generated_text: text } = value;
    this.#isFinished ||= Array.isArray(choices) && choices.some(hasFinishReason);
    this.isOver = typeof text === 'string';
    return value;
  }

  isWhole(hasDone: boolean): boolean {
    return hasDone || this.isOver || this.#isFinished;
  }
}
