/** The events of TGI's native stream: tokens up to the one that carries the whole text, or an error. */
import type { StreamDetails, StreamResponse } from '../../generated/tgi.ts';
import { isObject, tryParse } from '../base/check.ts';
import type { AnySignal } from '../base/abort.ts';
import { APIError } from '../base/errors.ts';
import { toAPIError } from '../net/api-error.ts';
import { toStreamError, truncated } from '../net/connection-error.ts';
import type { EventReader } from '../net/events.ts';
import type { Redact } from '../net/failure.ts';
import { redactFailure, toInBandFailure } from '../net/failure.ts';
import { parseWithExactSeeds } from '../net/json.ts';
import type { ExactSeed } from '../net/json.ts';
import { readTokenText } from './fast/text-event.ts';

export type GeneratedEvent = Omit<StreamResponse, 'details'> & {
  details?: ExactSeed<StreamDetails> | null | undefined;
};

/** An event; of an ordinary token, where its call wants no more of it, the text alone. */
export type StreamedEvent = GeneratedEvent | string;

/** Where a stream comes from, and what is wanted of it. */
export interface TgiStream {
  url: string;
  redact: Redact;
  signal: AnySignal | undefined;
  /** How many requests it took. */
  attempts: number;
  isTextOnly: boolean;
}

export class TgiEventReader implements EventReader<StreamedEvent> {
  readonly #stream: TgiStream;
  #sawUnreadable = false;
  isOver = false;

  constructor(stream: TgiStream) {
    this.#stream = stream;
  }

  read(data: string, events: StreamedEvent[]): void {
    const { url, redact, isTextOnly } = this.#stream;
    // Only the last event may be cut short; one with more behind it was never whole.
    if (this.#sawUnreadable) throw malformed(url);
    const text = isTextOnly ? readTokenText(data) : undefined;
    if (text !== undefined) return void events.push(text);
    if (data === '[DONE]') return undefined;
    const event = tryParse(data, parseWithExactSeeds);
    const failure = toInBandFailure(event);
    if (failure !== undefined) throw toAPIError(redactFailure(failure, redact));
    if (!isGeneratedEvent(event)) {
      this.#sawUnreadable = true;
      return undefined;
    }
    events.push(event);
    // It may be the empty string: null alone means "not yet".
    this.isOver = typeof event.generated_text === 'string';
    return undefined;
  }

  finish(): void {
    if (!this.isOver) throw truncated(this.#stream.url);
  }

  toError(cause: unknown): unknown {
    const error = toStreamError(cause, this.#stream);
    error.attempts = this.#stream.attempts;
    return error;
  }
}

function isGeneratedEvent(value: unknown): value is GeneratedEvent {
  if (!isObject(value)) return false;
  const { token, generated_text } = value;
  return (isObject(token) && typeof token['text'] === 'string') || typeof generated_text === 'string';
}

function malformed(url: string): APIError {
  return new APIError(
    `The stream from ${url} contains an event that is neither a token nor an error of TGI. Check \`apiBase\`.`,
    { status: 200 },
  );
}
