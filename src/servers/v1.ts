/** The OpenAI-shaped routes of a server, typed by `openapi/tgi.yaml`: chat and text completion, whole and streamed. */
import type { ChatCompletionRequest, CompletionRequest, paths as OpenAIPaths } from '../../generated/openai.ts';
import type { ChatRequest, CompletionRequest as TgiCompletionRequest, paths as TgiPaths } from '../../generated/tgi.ts';
import type { JsonObject } from '../base/check.ts';
import { isObject } from '../base/check.ts';
import { APIError, InternalServerError } from '../base/errors.ts';
import { toAPIError } from '../net/api-error.ts';
import { awaitFirst } from '../net/begun.ts';
import type { CallSettings, Connection } from '../net/call.ts';
import { HttpHead } from '../net/call.ts';
import { bytesOf, readEvents } from '../net/events.ts';
import { holdsEvents } from '../net/stray-lines.ts';
import { redactFailure, toInBandFailure } from '../net/failure.ts';
import type { ByteStream } from '../net/transport.ts';
import { mergeBody, parseBody, stringifyWithSeed } from '../net/json.ts';
import { toMethods } from './fast/call.ts';
import { ACCEPT_EVENTS, notJson, saying, send } from './send.ts';
import type { SentMessage } from './tgi-routes.ts';
import { createEventReader } from './event-reader.ts';
import { isFinishWord } from './finish-word.ts';
import { MessagesEvents, isV1Body } from './v1-events.ts';
import type { V1Body, StreamedBody } from './v1-events.ts';

export type { V1Body, StreamedBody };

/** The two routes, which take a body in the words of TGI's spec, or in OpenAI's. */
type Paths = { [Route in V1Route]: TgiPaths[Route] | OpenAIPaths[Route] };
type V1Route = '/v1/chat/completions' | '/v1/completions';

/** What is written apart from the rest of a body. */
type Apart = 'seed' | 'stream';

/** A chat for TGI. */
export interface TgiChatBody extends Omit<ChatRequest, Apart | 'messages'> {
  messages: SentMessage[];
}

/** A text completion for TGI. */
export type TgiCompletionBody = Omit<TgiCompletionRequest, Apart>;

/** A body for a server of another maker, which may take members of its own besides. */
export type OpenAIBody<Request> = Omit<Request, Apart> & Readonly<Record<string, unknown>>;

/** One request. */
export type V1Request = {
  /** Apart, as a bigint: TGI takes 64 bits. */
  seed?: bigint | undefined;
  /** How many texts the answer holds. */
  choices: number;
} & (
  | { route: '/v1/chat/completions'; body: TgiChatBody | OpenAIBody<ChatCompletionRequest> }
  | { route: '/v1/completions'; body: TgiCompletionBody | OpenAIBody<CompletionRequest> }
);

/** URLs are whole, as `toEndpointUrl` gives them. */
export interface V1 {
  /** A whole answer; or events, of a server that streams whatever it is asked for. */
  create(url: string, call: V1Request, settings: CallSettings): Promise<V1Answer>;
  /**
   * Resolves when the first event is there. Batches hold what one network read completed. Ends with `[DONE]`, or with the bytes where
   * every choice that began has a finish reason; throws StreamTruncatedError where neither comes. Leaving the loop closes the connection.
   */
  stream(url: string, call: V1Request, settings: CallSettings): Promise<V1Answer>;
}

/** A whole response. */
export interface V1Response {
  data: V1Body;
  /** What failed, by the server's own words or since there is no answer: what there is of one is in `data`. */
  failure?: APIError | undefined;
}

/** What came: events, or all at once. Servers stream, or do not, whatever they are asked for. */
export type V1Answer = { info: HttpHead } & ({ batches: AsyncIterable<StreamedBody[]> } | { whole: V1Response });

const v1 = toMethods<Paths>();

export function createV1(connection: Connection): V1 {
  const { redact } = connection;
  return {
    async create(url, call, settings) {
      const { data, response } = await send({ connection, url, settings }, (init) =>
        v1.POST(call.route, { parseAs: 'text', ...init, ...toBody(call, { stream: false, settings }) }),
      );
      const { attempts = 1 } = response;
      const text = data ?? '';
      const body = parseBody(text);
      const info = new HttpHead(response);
      if (typeof body !== 'string' && body !== undefined)
        return { whole: readResponse(body, { url, redact, attempts }), info };
      if (!holdsEvents(text)) throw notJson(url, response.status, response.url);
      const reader = createEventReader({ url, redact, signal: settings.signal, attempts }, new MessagesEvents(call));
      return { batches: readEvents(bytesOf(text), settings, reader), info };
    },

    async stream(url, call, settings) {
      const { data, response } = await send({ connection, url, settings, accept: ACCEPT_EVENTS }, (init) =>
        v1.POST(call.route, { parseAs: 'stream', ...init, ...toBody(call, { stream: true, settings }) }),
      );
      const { attempts = 1 } = response;
      const reader = createEventReader({ url, redact, signal: settings.signal, attempts }, new MessagesEvents(call));
      const begin = (body: ByteStream) =>
        awaitFirst(readEvents(body, settings, reader), { signal: settings.signal, isFirst: hasChunk });
      const info = new HttpHead(response);
      if (data !== null && data !== undefined) {
        return { batches: await begin(data), info };
      }
      const text = await response.text();
      const whole = parseBody(text);
      if (typeof whole === 'object') return { whole: readResponse(whole, { url, redact, attempts }), info };
      // Some servers send their events as JSON, or end a whole answer as a stream.
      return { batches: await begin(bytesOf(text)), info };
    },
  };
}

/** Whether an event holds a chunk: some hold usage alone. */
function hasChunk(events: readonly StreamedBody[]): boolean {
  return events.some((event) => typeof event === 'string' || event.choices.some(isObject));
}

/** The seed is written with all its digits. */
function toBody(
  { body, seed }: V1Request,
  { stream, settings: { extraBody } }: { stream: boolean; settings: CallSettings },
) {
  return {
    body: { ...body, stream },
    bodySerializer: (given: JsonObject) => stringifyWithSeed(mergeBody(given, extraBody), seed),
  };
}

/** Where an answer came from, and how many requests it took. */
interface ResponseOrigin {
  url: string;
  redact: Connection['redact'];
  attempts: number | undefined;
}

/** What a server says is an answer, or a failure that keeps what there is of one. */
function readResponse(body: unknown, { url, redact, attempts = 1 }: ResponseOrigin): V1Response {
  // Some proxies answer an error with 200.
  const failure = toInBandFailure(body);
  const data = isV1Body(body) ? body : { ...(isObject(body) && body), choices: [] };
  if (failure !== undefined) return { data, failure: toAPIError(redactFailure(failure, redact), { attempts }) };
  if (data.choices.some(isAnswer)) return { data };
  if (!isObject(body) || !('choices' in body)) throw toForeign(body, { url, redact, attempts });
  return {
    data,
    failure: new InternalServerError(toNoAnswer(url, data), { status: 500, code: 'no_answer', attempts }),
  };
}

function toForeign(body: unknown, { url, redact, attempts = 1 }: ResponseOrigin): APIError {
  return new APIError(
    `${url} answered 200 without \`choices\`: it is no OpenAI-shaped server. Check \`apiBase\`.${saying(body, redact)}`,
    { status: 200, attempts },
  );
}

/** Whether a choice holds a message, a text, or what would be one in a stream. */
function isAnswer(choice: unknown): boolean {
  if (!isObject(choice)) return false;
  const { message, delta, text } = choice;
  return isObject(message) || isObject(delta) || (text !== null && text !== undefined);
}

function toNoAnswer(url: string, { choices }: V1Body): string {
  const words = choices.flatMap((choice) =>
    isObject(choice) && isFinishWord(choice['finish_reason']) ? [choice['finish_reason']] : [],
  );
  const reason = words.length === 0 ? '' : ` It says why: ${words.join(', ')}.`;
  return `${url} answered 200 without an answer: its \`choices\` are empty, or hold no message.${reason} Try again, or see the server’s log.`;
}
