/** The events of an OpenAI-shaped stream: chunks up to the last one that is of use, or an error. */
import { isObject, tryParse } from '../base/check.ts';
import type { AnySignal } from '../base/abort.ts';
import { APIError } from '../base/errors.ts';
import { toAPIError } from '../net/api-error.ts';
import { toStreamError, truncated } from '../net/connection-error.ts';
import type { EventReader } from '../net/events.ts';
import type { Redact } from '../net/failure.ts';
import { redactFailure, toInBandFailure } from '../net/failure.ts';
import { TextEventReader } from './fast/text-event.ts';

/** An answer, or one event of a stream. Servers differ in everything inside, and the bridge reads it with care. */
export interface MessagesBody {
  choices: readonly unknown[];
  id?: unknown;
  usage?: unknown;
}

export function isMessagesBody(value: unknown): value is MessagesBody & Readonly<Record<string, unknown>> {
  return isObject(value) && Array.isArray(value['choices']);
}

/** An event of a stream; of one that repeats the one before but for its text, the text alone. */
export type StreamedBody = MessagesBody | string;

/** Where a stream comes from, and what is wanted of it. */
export interface MessagesSource {
  url: string;
  redact: Redact;
  signal: AnySignal | undefined;
  /** How many requests it took. */
  attempts: number;
  /** How many texts the answer holds. */
  choices: number;
  /** Whether it is to tell what it cost. */
  wantsUsage: boolean;
}

export class MessagesEventReader implements EventReader<StreamedBody> {
  readonly #source: MessagesSource;
  /** Text alone does not tell its choice: it is looked for where there is one. */
  readonly #texts: TextEventReader | undefined;
  #sawUnreadable = false;
  /** By their numbers: some servers say a choice's reason twice. */
  readonly #finished = new Set<unknown>();
  #hasUsage = false;
  #isDone = false;

  constructor(source: MessagesSource) {
    this.#source = source;
    this.#texts = source.choices === 1 ? new TextEventReader() : undefined;
  }

  /** Whether all was said, or all but what was asked for and need not come. */
  get #isWhole(): boolean {
    return this.#isDone || this.#finished.size >= this.#source.choices;
  }

  get isOver(): boolean {
    return this.#isDone || (this.#isWhole && (this.#hasUsage || !this.#source.wantsUsage));
  }

  read(data: string, events: StreamedBody[]): void {
    const { url, redact } = this.#source;
    // Only the last event may be cut short; one with more behind it was never whole.
    if (this.#sawUnreadable) throw malformed(url);
    const text = this.#texts?.read(data);
    if (text !== undefined) events.push(text);
    else if (data === '[DONE]') this.#isDone = true;
    else {
      const event = tryParse(data);
      const failure = toInBandFailure(event);
      if (failure !== undefined) throw toAPIError(redactFailure(failure, redact));
      if (isMessagesBody(event)) this.#see(data, event, events);
      else this.#sawUnreadable = true;
    }
  }

  #see(data: string, event: MessagesBody & Readonly<Record<string, unknown>>, events: StreamedBody[]): void {
    this.#texts?.learn(data, event);
    for (const choice of event.choices) if (hasFinishReason(choice)) this.#finished.add(this.#toNumber(choice));
    this.#hasUsage ||= isObject(event.usage);
    events.push(event);
  }

  /** A lone choice is the first, whatever its number: TGI 1.4 counts tokens there. */
  #toNumber(choice: unknown): unknown {
    return this.#source.choices > 1 && isObject(choice) ? (choice['index'] ?? 0) : 0;
  }

  finish(): void {
    // Usage was asked for and did not come: the text is whole all the same.
    if (!this.#isWhole) throw truncated(this.#source.url);
  }

  toError(cause: unknown): unknown {
    const error = toStreamError(cause, this.#source);
    error.attempts = this.#source.attempts;
    return error;
  }
}

/** TGI's `/v1/completions` writes `""` for "not yet". */
function hasFinishReason(choice: unknown): boolean {
  const reason = isObject(choice) ? choice['finish_reason'] : undefined;
  return typeof reason === 'string' && reason !== '';
}

function malformed(url: string): APIError {
  return new APIError(
    `The stream from ${url} contains an event that is neither a chunk in OpenAI’s shape nor an error. Check \`apiBase\`.`,
    { status: 200 },
  );
}
