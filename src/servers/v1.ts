/** The OpenAI-shaped routes of a server, typed by `openapi/tgi.yaml`: chat and text completion, whole and streamed. */
import type { paths } from '../../generated/tgi.ts';
import { APIError } from '../base/errors.ts';
import { toAPIError } from '../net/api-error.ts';
import type { CallSettings, Connection } from '../net/call.ts';
import { AnswerInfo, createTypedClient, expectOk, toInit, typedAs } from '../net/call.ts';
import { truncated } from '../net/connection-error.ts';
import { readEvents } from '../net/events.ts';
import { redactFailure, toInBandFailure } from '../net/failure.ts';
import { mergeBody, parseBody, stringifyWithSeed } from '../net/json.ts';
import { createEventReader } from './event-reader.ts';
import { MessagesEvents, isMessagesBody } from './v1-events.ts';
import type { MessagesBody, StreamedBody } from './v1-events.ts';

export type { MessagesBody, StreamedBody };

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

/** The events; or all at once, of a server that does not stream. */
export type MessagesStream = { info: AnswerInfo } & (
  { batches: AsyncIterable<StreamedBody[]> } | { whole: MessagesBody }
);

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
      const { attempts = 1 } = response;
      const reader = createEventReader({ url, redact, signal: settings.signal, attempts }, new MessagesEvents(call));
      if (data === null || data === undefined) {
        const whole = parseBody(await response.text());
        if (typeof whole !== 'object') throw reader.toError(truncated(url));
        return { whole: expectChoices(whole, { url, redact, attempts }), info: new AnswerInfo(response) };
      }
      return { batches: readEvents(data, settings, reader), info: new AnswerInfo(response) };
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
