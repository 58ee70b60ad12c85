/** TGI's native API, typed by `openapi/tgi.yaml`: generation at the root route (which TGI, Endpoints and hf-inference share), and the small routes beside it. */
import type {
  ChatTokenizeResponse,
  CompatGenerateRequest,
  Details,
  GenerateResponse,
  Info,
  Message,
  ModelsInfo,
  StreamDetails,
  StreamResponse,
  TokenizeResponse,
  paths,
} from '../../generated/tgi.ts';
import type { EasyLLMError } from '../errors.ts';
import { APIError, toAPIError } from '../errors.ts';
import type { ByteStream, TransportResponse } from '../transport.ts';
import type { CallSettings, Connection } from './call.ts';
import { AnswerInfo, createTypedClient, expectOk, toInit, typedAs } from './call.ts';
import { cutOff, toStreamError, truncated } from './connection-error.ts';
import { readEventBatches } from './event-stream.ts';
import { redactFailure, toInBandFailure } from './failure.ts';
import { mergeBody, parseWithExactSeeds, stringifyWithSeed } from './json.ts';
import type { ExactSeed } from './json.ts';

/** A request for one text. The seed stands apart, as a bigint: TGI takes 64 bits. */
export interface GenerateCall {
  inputs: string;
  parameters: Omit<NonNullable<CompatGenerateRequest['parameters']>, 'seed'>;
  seed?: bigint | undefined;
}

export type Generated = Omit<GenerateResponse, 'details'> & { details?: ExactSeed<Details> | null | undefined };
export type GeneratedEvent = Omit<StreamResponse, 'details'> & {
  details?: ExactSeed<StreamDetails> | null | undefined;
};

/** The native API at an endpoint. URLs are whole, as `toEndpointUrl` gives them. */
export interface Tgi {
  generate(url: string, call: GenerateCall, settings: CallSettings): Promise<TgiAnswer<Generated>>;
  /**
   * Resolves when the first event is there. Batches hold what one network read completed. Ends after the event that carries
   * `generated_text`; throws StreamTruncatedError where that never comes. Leaving the loop closes the connection.
   */
  generateStream(url: string, call: GenerateCall, settings: CallSettings): Promise<GeneratedStream>;
  tokenize(url: string, inputs: string, settings: CallSettings): Promise<TgiAnswer<TokenizeResponse>>;
  chatTokenize(url: string, messages: Message[], settings: CallSettings): Promise<TgiAnswer<ChatTokenizeResponse>>;
  info(url: string, settings: CallSettings): Promise<TgiAnswer<Info>>;
  models(url: string, settings: CallSettings): Promise<TgiAnswer<ModelsInfo>>;
}

export interface TgiAnswer<Data> {
  data: Data;
  info: AnswerInfo;
}

export interface GeneratedStream {
  batches: AsyncIterable<GeneratedEvent[]>;
  info: AnswerInfo;
}

export function createTgi({ transport, redact }: Connection): Tgi {
  const client = createTypedClient<paths>(transport);

  return {
    async generate(url, call, settings) {
      const { data, response } = await expectOk(
        client.POST(typedAs('/'), {
          ...toInit(settings),
          baseUrl: url,
          body: { inputs: call.inputs },
          bodySerializer: () => encode(call, { stream: false, extraBody: settings.extraBody }),
          parseAs: 'text',
        }),
        { url, redact, signal: settings.signal },
      );
      return { data: toGenerated(data ?? '', { url, attempts: response.attempts }), info: new AnswerInfo(response) };
    },

    async generateStream(url, call, settings) {
      const { data, response } = await expectOk(
        client.POST(typedAs('/'), {
          // Both types, in this order: an error answer is JSON, and proxies and mocks choose by this header.
          ...toInit(settings, 'text/event-stream, application/json'),
          baseUrl: url,
          body: { inputs: call.inputs },
          bodySerializer: () => encode(call, { stream: true, extraBody: settings.extraBody }),
          parseAs: 'stream',
        }),
        { url, redact, signal: settings.signal },
      );
      const context = { ...settings, url, redact, attempts: response.attempts };
      if (data === null || data === undefined) throw withAttempts(notStreaming(url), context);
      return { batches: readEvents(data, context), info: new AnswerInfo(response) };
    },

    async tokenize(url, inputs, settings) {
      const call = client.POST(typedAs('/tokenize'), { ...toInit(settings), baseUrl: url, body: { inputs } });
      return toAnswer(await expectOk(call, { url, redact, signal: settings.signal }), url);
    },

    async chatTokenize(url, messages, settings) {
      const call = client.POST(typedAs('/chat_tokenize'), {
        ...toInit(settings),
        baseUrl: url,
        body: { messages: [] },
        bodySerializer: () => JSON.stringify({ messages }),
      });
      return toAnswer(await expectOk(call, { url, redact, signal: settings.signal }), url);
    },

    async info(url, settings) {
      const call = client.GET(typedAs('/info'), { ...toInit(settings), baseUrl: url });
      return toAnswer(await expectOk(call, { url, redact, signal: settings.signal }), url);
    },

    async models(url, settings) {
      const call = client.GET(typedAs('/v1/models'), { ...toInit(settings), baseUrl: url });
      const answer = toAnswer(await expectOk(call, { url, redact, signal: settings.signal }), url);
      // What is no object, or has no list, comes from some other server.
      if (isObject(answer.data) && Array.isArray(answer.data.data)) return answer;
      throw new APIError(`${url} answered 200 without \`data\`: it lists no models. Check \`apiBase\`.`, {
        status: 200,
        attempts: 1,
      });
    },
  };
}

function encode(
  { inputs, parameters, seed }: GenerateCall,
  { stream, extraBody }: { stream: boolean; extraBody: CallSettings['extraBody'] },
): string {
  const { parameters: merged, ...rest } = mergeBody({ inputs, stream, parameters }, extraBody);
  const written = isObject(merged) ? stringifyWithSeed(merged, seed) : JSON.stringify(merged);
  return `${JSON.stringify(rest).slice(0, -1)},"parameters":${written}}`;
}

/** Where an answer came from, and how many requests it took. */
interface AnswerOrigin {
  url: string;
  attempts: number | undefined;
}

/** The root route answers a list of one; `/generate` and some proxies the object itself. */
function toGenerated(text: string, { url, attempts = 1 }: AnswerOrigin): Generated {
  const parsed = tryParse(text);
  const first: unknown = Array.isArray(parsed) ? parsed[0] : parsed;
  if (isGenerated(first)) return first;
  // Node's fetch takes a connection that breaks for the end of the answer where the server had said `connection: close`.
  if (parsed === undefined && /^\s*[[{]/.test(text)) throw cutOff(url, attempts);
  throw new APIError(
    `${url} answered 200 without \`generated_text\`: it is no text-generation server. Check \`apiBase\` and \`model\`.`,
    { status: 200, attempts },
  );
}

function isGenerated(value: unknown): value is Generated {
  return isObject(value) && typeof value['generated_text'] === 'string';
}

function isGeneratedEvent(value: unknown): value is GeneratedEvent {
  return isObject(value) && (isObject(value['token']) || typeof value['generated_text'] === 'string');
}

interface StreamContext extends CallSettings, AnswerOrigin {
  redact: Connection['redact'];
}

async function* readEvents(body: ByteStream, context: StreamContext): AsyncGenerator<GeneratedEvent[]> {
  let sawUnreadable = false;
  try {
    for await (const events of readEventBatches(body, context)) {
      const batch: GeneratedEvent[] = [];
      for (const { data } of events) {
        // Only the last event may be cut short; one with more behind it was never whole.
        if (sawUnreadable) {
          if (batch.length > 0) yield batch;
          throw malformed(context.url);
        }
        if (data === '[DONE]') continue;
        const event = tryParse(data);
        const failure = toInBandFailure(event);
        if (failure !== undefined) {
          if (batch.length > 0) yield batch;
          throw toAPIError(redactFailure(failure, context.redact));
        }
        if (isGeneratedEvent(event)) {
          batch.push(event);
          if (isLast(event)) {
            yield batch;
            return;
          }
        } else {
          sawUnreadable = true;
        }
      }
      if (batch.length > 0) yield batch;
    }
  } catch (cause) {
    throw withAttempts(toStreamError(cause, context), context);
  }
  throw withAttempts(truncated(context.url), context);
}

/** `generated_text` may be the empty string: null alone means "not yet". */
function isLast(event: GeneratedEvent): boolean {
  return typeof event.generated_text === 'string';
}

function withAttempts(error: EasyLLMError, { attempts = 1 }: StreamContext): EasyLLMError {
  error.attempts = attempts;
  return error;
}

function notStreaming(url: string): APIError {
  return new APIError(
    `${url} answered as a whole where a stream was asked for: it does not stream. Leave out \`stream\`.`,
    { status: 200 },
  );
}

function malformed(url: string): APIError {
  return new APIError(
    `The stream from ${url} contains an event that is neither a token nor an error of TGI. Check \`apiBase\`.`,
    { status: 200 },
  );
}

function toAnswer<Data>(
  { data, response }: { data?: Data; response: TransportResponse },
  url: string,
): TgiAnswer<Data> {
  if (data !== undefined) return { data, info: new AnswerInfo(response) };
  throw new APIError(`${url} answered with an empty body.`, { status: 200, attempts: response.attempts ?? 1 });
}

function tryParse(text: string): unknown {
  try {
    return parseWithExactSeeds(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
