/** How the events of a stream are read, whichever API of a server it comes from; what is an API's own is said by its rules. */
import type { AnySignal } from '../base/abort.ts';
import { isObject } from '../base/check.ts';
import type { StreamTruncatedError } from '../base/errors.ts';
import { APIError } from '../base/errors.ts';
import { toAPIError } from '../net/api-error.ts';
import { toStreamError, truncated } from '../net/connection-error.ts';
import type { EventReader } from '../net/events.ts';
import type { Redact } from '../net/failure.ts';
import { redactFailure, toInBandFailure } from '../net/failure.ts';
import { toSaid } from '../net/in-band.ts';
import { isDone } from '../net/stray-lines.ts';

/** Where a stream comes from. */
export interface StreamSource {
  url: string;
  redact: Redact;
  signal: AnySignal | undefined;
  /** How many requests it took. */
  attempts: number;
  /** Called once, at whichever end. */
  onEnd?: (() => void) | undefined;
}

/** What the events of one API are. */
export interface EventRules<Event> {
  /** What an event is, in an error: "a token nor an error of TGI". */
  readonly names: string;
  /** The event that a text is, where its form alone tells; undefined to have it parsed. For speed. */
  scan?(data: string): Event | undefined;
  /** The value of an event's JSON; undefined for what cannot be parsed. */
  parse(data: string): unknown;
  /** The event that a value is; null for one that says nothing, undefined for what a server of this API never sends as a whole. */
  take(value: unknown, data: string): Event | null | undefined;
  /** Whether nothing that may still come is of use. */
  readonly isOver: boolean;
  /** Whether all is there that makes a stream whole; `[DONE]` may be a part of that. */
  isWhole(hasDone: boolean): boolean;
  /** What a long silence would mean, now that all the stream was asked for has come; undefined before. */
  readonly silence?: 'end' | 'cut' | undefined;
}

/** Reads to the last event that is of use. An error among the events is thrown. */
export function createEventReader<Event>(source: StreamSource, rules: EventRules<Event>): EventReader<Event> {
  return new ServerEventReader(source, rules);
}

class ServerEventReader<Event> implements EventReader<Event> {
  readonly #source: StreamSource;
  readonly #rules: EventRules<Event>;
  #hasDone = false;
  #hasBegun = false;
  #hasUnreadable = false;
  /** What the server said last, beside its events. */
  #said: string | undefined;

  constructor(source: StreamSource, rules: EventRules<Event>) {
    this.#source = source;
    this.#rules = rules;
  }

  get isOver(): boolean {
    return this.#hasDone || this.#rules.isOver;
  }

  read(data: string, events: Event[]): void {
    // Only the last event may be cut short; one with more behind it was never whole.
    if (this.#hasUnreadable) throw malformed(this.#source.url, this.#rules.names);
    const event = this.#rules.scan?.(data);
    if (event !== undefined) events.push(event);
    else if (isDone(data)) this.#hasDone = true;
    else this.#readValue(data, events);
    this.#hasBegun = true;
  }

  #readValue(data: string, events: Event[]): void {
    const value = this.#rules.parse(data);
    const failure = toInBandFailure(value);
    const event = this.#take(value, { data, failure });
    if (event !== undefined && event !== null) events.push(event);
    // What the server says beside its failure has been handed on before.
    if (failure !== undefined) throw toAPIError(redactFailure(failure, this.#source.redact));
    if (event === undefined && !(this.#hasBegun && isOddity(value))) this.#hasUnreadable = true;
    if (event === null) this.#said = toSaid(value) ?? this.#said;
  }

  /** What the server says of a failure tells more than that something beside it cannot be read. */
  #take(value: unknown, { data, failure }: { data: string; failure: unknown }): Event | null | undefined {
    try {
      return this.#rules.take(value, data);
    } catch (cause) {
      if (failure === undefined) throw cause;
      return null;
    }
  }

  get isComplete(): boolean {
    return this.#rules.silence !== undefined;
  }

  leave(): void {
    if (this.#rules.silence === 'cut') throw this.#truncated();
  }

  finish(): void {
    const isWhole = this.#rules.isOver || (!this.#hasUnreadable && this.#rules.isWhole(this.#hasDone));
    if (!isWhole) throw this.#truncated();
  }

  #truncated(): StreamTruncatedError {
    const { url, redact } = this.#source;
    const said =
      this.#said === undefined ? undefined : redactFailure({ status: 0, message: this.#said }, redact).message;
    return truncated(url, { said });
  }

  toError(cause: unknown): unknown {
    const error = toStreamError(cause, this.#source);
    error.attempts = this.#source.attempts;
    return error;
  }

  close(): void {
    this.#source.onEnd?.();
  }
}

/** JSON that is no object: an oddity among events, and no beginning of a stream. */
function isOddity(value: unknown): boolean {
  return value !== undefined && !isObject(value);
}

function malformed(url: string, names: string): APIError {
  return new APIError(`The stream from ${url} contains an event that is neither ${names}. Check \`apiBase\`.`, {
    status: 200,
  });
}
