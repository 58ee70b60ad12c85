/** The OpenAI-shaped routes of a server, typed by `openapi/tgi.yaml`: chat and text completion, whole and streamed. */
import type { ChatCompletionRequest, CompletionRequest, paths as OpenAIPaths } from '../../generated/openai.ts';
import type { ChatRequest, CompletionRequest as TgiCompletionRequest, paths as TgiPaths } from '../../generated/tgi.ts';
import type { JsonObject } from '../base/check.ts';
import { APIError } from '../base/errors.ts';
import { toAPIError } from '../net/api-error.ts';
import type { CallSettings, Connection } from '../net/call.ts';
import { HttpHead } from '../net/call.ts';
import { truncated } from '../net/connection-error.ts';
import { readEvents } from '../net/events.ts';
import { redactFailure, toInBandFailure } from '../net/failure.ts';
import { mergeBody, parseBody, stringifyWithSeed } from '../net/json.ts';
import { callsOf } from './fast/call.ts';
import { ACCEPT_EVENTS, send } from './send.ts';
import type { SentMessage } from './tgi-routes.ts';
import { createEventReader } from './event-reader.ts';
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
  /** Whether a stream is to tell what it cost. */
  wantsUsage: boolean;
} & (
  | { route: '/v1/chat/completions'; body: TgiChatBody | OpenAIBody<ChatCompletionRequest> }
  | { route: '/v1/completions'; body: TgiCompletionBody | OpenAIBody<CompletionRequest> }
);

/** URLs are whole, as `toEndpointUrl` gives them. */
export interface V1 {
  create(url: string, call: V1Request, settings: CallSettings): Promise<{ data: V1Body; info: HttpHead }>;
  /**
   * Resolves when the first event is there. Batches hold what one network read completed. Ends when every choice has a finish reason
   * (and usage came, where it was asked for), or with `[DONE]`; throws StreamTruncatedError where neither comes. Leaving the loop
   * closes the connection.
   */
  stream(url: string, call: V1Request, settings: CallSettings): Promise<V1Stream>;
}

/** The events; or all at once, of a server that does not stream. */
export type V1Stream = { info: HttpHead } & ({ batches: AsyncIterable<StreamedBody[]> } | { whole: V1Body });

const v1 = callsOf<Paths>();

export function createV1(connection: Connection): V1 {
  const { redact } = connection;
  return {
    async create(url, call, settings) {
      const { data, response } = await send({ connection, url, settings }, (init) =>
        v1.POST(call.route, { ...init, ...toBody(call, { stream: false, settings }) }),
      );
      const origin = { url, redact, attempts: response.attempts };
      return { data: expectChoices(data, origin), info: new HttpHead(response) };
    },

    async stream(url, call, settings) {
      const { data, response } = await send({ connection, url, settings, accept: ACCEPT_EVENTS }, (init) =>
        v1.POST(call.route, { ...init, ...toBody(call, { stream: true, settings }), parseAs: 'stream' }),
      );
      const { attempts = 1 } = response;
      const reader = createEventReader({ url, redact, signal: settings.signal, attempts }, new MessagesEvents(call));
      if (data === null || data === undefined) {
        const whole = parseBody(await response.text());
        if (typeof whole !== 'object') throw reader.toError(truncated(url));
        return { whole: expectChoices(whole, { url, redact, attempts }), info: new HttpHead(response) };
      }
      return { batches: readEvents(data, settings, reader), info: new HttpHead(response) };
    },
  };
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

function expectChoices(data: unknown, { url, redact, attempts = 1 }: ResponseOrigin): V1Body {
  if (isV1Body(data)) return data;
  // Some proxies answer an error with 200.
  const failure = toInBandFailure(data);
  if (failure !== undefined) throw toAPIError(redactFailure(failure, redact), { attempts });
  throw new APIError(`${url} answered 200 without \`choices\`: it is no OpenAI-shaped server. Check \`apiBase\`.`, {
    status: 200,
    attempts,
  });
}
