/** The OpenAI-shaped routes of a server, typed by `openapi/tgi.yaml`: chat and text completion, whole and streamed. */
import type { paths } from '../../generated/tgi.ts';
import type { EasyLLMError } from '../errors.ts';
import { APIError, toAPIError } from '../errors.ts';
import type { ByteStream } from '../transport.ts';
import type { CallSettings, Connection } from './call.ts';
import { AnswerInfo, createTypedClient, expectOk, toInit, typedAs } from './call.ts';
import { toStreamError, truncated } from './connection-error.ts';
import { readEventBatches } from './event-stream.ts';
import { redactFailure, toInBandFailure } from './failure.ts';
import { mergeBody, stringifyWithSeed } from './json.ts';
import { TextEventReader } from './text-event.ts';

/** Which of the two routes. */
export type MessagesRoute = '/v1/chat/completions' | '/v1/completions';

/** One request. The seed stands apart, as a bigint: TGI takes 64 bits. */
export interface MessagesCall {
  route: MessagesRoute;
  body: object;
  seed?: bigint | undefined;
  /** How many texts the answer holds. */
  choices: number;
  /** Whether a stream is to tell what it cost. */
  wantsUsage: boolean;
}

/** An answer, or one event of a stream. Servers differ in everything inside, and the bridge reads it with care. */
export interface MessagesBody {
  choices: readonly unknown[];
  id?: unknown;
  usage?: unknown;
}

/** URLs are whole, as `toEndpointUrl` gives them. */
export interface Messages {
  create(url: string, call: MessagesCall, settings: CallSettings): Promise<{ data: MessagesBody; info: AnswerInfo }>;
  /**
   * Resolves when the first event is there. Batches hold what one network read completed. Ends when every choice has a finish reason
   * (and usage came, where it was asked for), or with `[DONE]`; throws StreamTruncatedError where neither comes. Leaving the loop
   * closes the connection.
   */
  stream(url: string, call: MessagesCall, settings: CallSettings): Promise<MessagesStream>;
}

/** An event of a stream; of one that repeats the one before but for its text, the text alone. */
export type StreamedBody = MessagesBody | string;

export interface MessagesStream {
  batches: AsyncIterable<StreamedBody[]>;
  info: AnswerInfo;
}

export function createMessages({ transport, redact }: Connection): Messages {
  const client = createTypedClient<paths>(transport);

  return {
    async create(url, call, settings) {
      const { data, response } = await expectOk(
        client.POST(typedAs(call.route), {
          ...toInit(settings),
          baseUrl: url,
          // For the type only: the body is written below, in the words of whichever server this is.
          body: { messages: [], prompt: '' },
          bodySerializer: () => encode(call, { stream: false, extraBody: settings.extraBody }),
        }),
        { url, redact, signal: settings.signal },
      );
      const origin = { url, redact, attempts: response.attempts };
      return { data: expectChoices(data, origin), info: new AnswerInfo(response) };
    },

    async stream(url, call, settings) {
      const { data, response } = await expectOk(
        client.POST(typedAs(call.route), {
          // Both types, in this order: an error answer is JSON, and proxies and mocks choose by this header.
          ...toInit(settings, 'text/event-stream, application/json'),
          baseUrl: url,
          body: { messages: [], prompt: '' },
          bodySerializer: () => encode(call, { stream: true, extraBody: settings.extraBody }),
          parseAs: 'stream',
        }),
        { url, redact, signal: settings.signal },
      );
      const context = { ...settings, url, redact, call, attempts: response.attempts };
      if (data === null || data === undefined) throw withAttempts(truncated(url), context);
      return { batches: readEvents(data, context), info: new AnswerInfo(response) };
    },
  };
}

function encode(
  { body, seed }: MessagesCall,
  { stream, extraBody }: { stream: boolean; extraBody: CallSettings['extraBody'] },
): string {
  return stringifyWithSeed(mergeBody({ ...body, stream }, extraBody), seed);
}

/** Where an answer came from, and how many requests it took. */
interface AnswerOrigin {
  url: string;
  redact: Connection['redact'];
  attempts: number | undefined;
}

function expectChoices(data: unknown, { url, redact, attempts = 1 }: AnswerOrigin): MessagesBody {
  if (isMessagesBody(data)) return data;
  // Some proxies answer an error with 200.
  const failure = toInBandFailure(data);
  if (failure !== undefined) throw toAPIError(redactFailure(failure, redact), { attempts });
  throw new APIError(`${url} answered 200 without \`choices\`: it is no OpenAI-shaped server. Check \`apiBase\`.`, {
    status: 200,
    attempts,
  });
}

function isMessagesBody(value: unknown): value is MessagesBody & Readonly<Record<string, unknown>> {
  return isObject(value) && Array.isArray(value['choices']);
}

interface StreamContext extends CallSettings, AnswerOrigin {
  call: MessagesCall;
}

/** Knows from the events so far whether a stream is whole, and whether there is more to wait for. */
class Progress {
  readonly #choices: number;
  readonly #wantsUsage: boolean;
  #finished = 0;
  #hasUsage = false;
  #isDone = false;

  constructor({ choices, wantsUsage }: MessagesCall) {
    this.#choices = choices;
    this.#wantsUsage = wantsUsage;
  }

  see({ choices, usage }: MessagesBody): void {
    this.#finished += choices.filter(hasFinishReason).length;
    this.#hasUsage ||= isObject(usage);
  }

  seeDone(): void {
    this.#isDone = true;
  }

  get isWhole(): boolean {
    return this.#isDone || this.#finished >= this.#choices;
  }

  get isOver(): boolean {
    return this.#isDone || (this.isWhole && (this.#hasUsage || !this.#wantsUsage));
  }
}

/** TGI's `/v1/completions` writes `""` for "not yet". */
function hasFinishReason(choice: unknown): boolean {
  const reason = isObject(choice) ? choice['finish_reason'] : undefined;
  return typeof reason === 'string' && reason !== '';
}

async function* readEvents(body: ByteStream, context: StreamContext): AsyncGenerator<StreamedBody[]> {
  const batch = new EventBatch(context);
  try {
    for await (const events of readEventBatches(body, context)) {
      const read = batch.read(events);
      if (read.length > 0) yield read;
      if (batch.failure !== undefined) throw batch.failure;
      if (batch.progress.isOver) return;
    }
  } catch (cause) {
    throw withAttempts(toStreamError(cause, context), context);
  }
  // Usage was asked for and did not come: the text is whole all the same.
  if (batch.progress.isWhole) return;
  throw withAttempts(truncated(context.url), context);
}

/** Reads events as those of an OpenAI-shaped server, read by read, up to the last one or the first that is a failure. */
class EventBatch {
  readonly #context: StreamContext;
  /** Text alone does not tell its choice: it is looked for where there is one. */
  readonly #texts: TextEventReader | undefined;
  #sawUnreadable = false;
  readonly progress: Progress;
  failure: EasyLLMError | undefined;

  constructor(context: StreamContext) {
    this.#context = context;
    this.#texts = context.call.choices === 1 ? new TextEventReader() : undefined;
    this.progress = new Progress(context.call);
  }

  read(events: readonly string[]): StreamedBody[] {
    const read: StreamedBody[] = [];
    for (const data of events) {
      // Only the last event may be cut short; one with more behind it was never whole.
      if (this.#sawUnreadable) this.failure = malformed(this.#context.url);
      const event = this.failure === undefined ? this.#readOne(data) : undefined;
      if (event !== undefined) read.push(event);
      if (this.failure !== undefined || this.progress.isOver) break;
    }
    return read;
  }

  #readOne(data: string): StreamedBody | undefined {
    const text = this.#texts?.read(data);
    if (text !== undefined) return text;
    if (data === '[DONE]') {
      this.progress.seeDone();
      return undefined;
    }
    const event = tryParse(data);
    const failure = toInBandFailure(event);
    if (failure !== undefined) this.failure = toAPIError(redactFailure(failure, this.#context.redact));
    else if (!isMessagesBody(event)) this.#sawUnreadable = true;
    else {
      this.#texts?.learn(data, event);
      this.progress.see(event);
      return event;
    }
    return undefined;
  }
}

function withAttempts(error: EasyLLMError, { attempts = 1 }: AnswerOrigin): EasyLLMError {
  error.attempts = attempts;
  return error;
}

function malformed(url: string): APIError {
  return new APIError(
    `The stream from ${url} contains an event that is neither a chunk in OpenAI’s shape nor an error. Check \`apiBase\`.`,
    { status: 200 },
  );
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
