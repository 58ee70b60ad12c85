/** The events of a stream as its spec has them, whichever API of a server it comes from. */
import type { JsonObject } from '../base/check.ts';
import { isObject } from '../base/check.ts';
import { toAPIError } from '../net/api-error.ts';
import type { CallSettings, Connection } from '../net/call.ts';
import { toStreamError, truncated } from '../net/connection-error.ts';
import type { EventReader } from '../net/events.ts';
import { redactFailure, toInBandFailure } from '../net/failure.ts';
import { parseBody } from '../net/json.ts';

/** One call, and the URL it goes to. */
export interface TypedCall extends CallSettings {
  url: string;
  redact: Connection['redact'];
}

/** Ends with the last event of a native stream, or with `[DONE]`; a stream of `/v1` without it is whole if it told why it ended. */
export class TypedEventReader implements EventReader<unknown> {
  readonly #call: TypedCall;
  readonly close: () => void;
  #isWhole = false;
  isOver = false;

  constructor(call: TypedCall, onEnd: () => void) {
    this.#call = call;
    this.close = onEnd;
  }

  read(data: string, events: unknown[]): void {
    if (data === '[DONE]') {
      this.isOver = true;
      return;
    }
    const event = toEvent(data, this.#call);
    events.push(event);
    this.#isWhole ||= hasFinished(event);
    this.isOver = isLastNative(event);
  }

  finish(): void {
    if (!this.isOver && !this.#isWhole) throw truncated(this.#call.url);
  }

  toError(cause: unknown): unknown {
    return toStreamError(cause, this.#call);
  }
}

/** Throws for an event that is an error, and for one that is cut. */
function toEvent(data: string, { url, redact }: TypedCall): JsonObject {
  const event = parseBody(data);
  const failure = toInBandFailure(event);
  if (failure !== undefined) throw toAPIError(redactFailure(failure, redact));
  if (isObject(event)) return event;
  throw truncated(url);
}

function isLastNative(event: JsonObject): boolean {
  return typeof event['generated_text'] === 'string';
}

function hasFinished({ choices }: JsonObject): boolean {
  const reasons: unknown[] = Array.isArray(choices)
    ? choices.map((choice) => (isObject(choice) ? choice['finish_reason'] : undefined))
    : [];
  return reasons.some((reason) => typeof reason === 'string' && reason !== '');
}
