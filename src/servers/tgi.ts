/** TGI's native API, typed by `openapi/tgi.yaml`: generation at the root route, which TGI, Endpoints and hf-inference share. */
import type { CompatGenerateRequest, Details, GenerateResponse, paths } from '../../generated/tgi.ts';
import { isObject, tryParse } from '../base/check.ts';
import type { JsonObject } from '../base/check.ts';
import { APIError } from '../base/errors.ts';
import { awaitFirst } from '../net/begun.ts';
import type { CallSettings, Connection } from '../net/call.ts';
import { HttpHead } from '../net/call.ts';
import { cutOff, truncated } from '../net/connection-error.ts';
import { toAPIError } from '../net/api-error.ts';
import { redactFailure, toInBandFailure } from '../net/failure.ts';
import { bytesOf, readEvents } from '../net/events.ts';
import { holdsEvents } from '../net/stray-lines.ts';
import { mergeBody, parseLoosely, parseWithExactSeeds, stringifyWithSeed, toJson } from '../net/json.ts';
import type { ExactSeed } from '../net/json.ts';
import { toMethods } from './fast/call.ts';
import { ACCEPT_EVENTS, send } from './send.ts';
import { createEventReader } from './event-reader.ts';
import { TgiEvents } from './tgi-events.ts';
import type { GeneratedEvent, StreamedEvent } from './tgi-events.ts';

export type { GeneratedEvent, StreamedEvent };

/** A request for one text. The seed stands apart, as a bigint: TGI takes 64 bits. */
export interface GenerateCall {
  inputs: string;
  parameters: Omit<NonNullable<CompatGenerateRequest['parameters']>, 'seed'>;
  seed?: bigint | undefined;
  /** Of a stream's tokens the text alone is wanted. Default: false. */
  isTextOnly?: boolean | undefined;
}

export type Generated = Omit<GenerateResponse, 'details'> & { details?: ExactSeed<Details> | null | undefined };

/** The native API at an endpoint. URLs are whole, as `toEndpointUrl` gives them. */
export interface Tgi {
  generate(url: string, call: GenerateCall, settings: CallSettings): Promise<GeneratedAnswer>;
  /**
   * Resolves when the first event is there. Batches hold what one network read completed. Ends after the event that carries
   * `generated_text`; throws StreamTruncatedError where that never comes. Leaving the loop closes the connection.
   */
  generateStream(url: string, call: GenerateCall, settings: CallSettings): Promise<GeneratedAnswer>;
}

/** What came: events, or all at once. Servers stream, or do not, whatever they are asked for. */
export type GeneratedAnswer = { info: HttpHead } & ({ batches: AsyncIterable<StreamedEvent[]> } | { whole: Generated });

const tgi = toMethods<paths>();

export function createTgi(connection: Connection): Tgi {
  const { redact } = connection;
  const toSource = (url: string, { signal }: CallSettings) => ({ url, redact, signal });
  return {
    async generate(url, call, settings) {
      const { data, response } = await send({ connection, url, settings }, (init) =>
        tgi.POST('/', { parseAs: 'text', ...init, ...toBody(call, { stream: false, settings }) }),
      );
      const { attempts = 1 } = response;
      const text = data ?? '';
      const info = new HttpHead(response);
      if (!isStreamed(text)) return { whole: toGenerated(text, { url, redact, attempts }), info };
      const reader = createEventReader({ attempts, ...toSource(url, settings) }, new TgiEvents({ isTextOnly: false }));
      return { batches: readEvents(bytesOf(text), settings, reader), info };
    },

    async generateStream(url, call, settings) {
      const { data, response } = await send({ connection, url, settings, accept: ACCEPT_EVENTS }, (init) =>
        tgi.POST('/', { parseAs: 'stream', ...init, ...toBody(call, { stream: true, settings }) }),
      );
      const { attempts = 1 } = response;
      const source = { attempts, ...toSource(url, settings) };
      const reader = createEventReader(source, new TgiEvents({ isTextOnly: call.isTextOnly === true }));
      if (data === null || data === undefined) {
        const text = await response.text();
        if (tryParse(text) === undefined) throw reader.toError(truncated(url));
        return { whole: toGenerated(text, { url, redact, attempts }), info: new HttpHead(response) };
      }
      return {
        batches: await awaitFirst(readEvents(data, settings, reader), { signal: settings.signal, isFirst: () => true }),
        info: new HttpHead(response),
      };
    },
  };
}

function toBody(
  { inputs, parameters, seed }: GenerateCall,
  { stream, settings: { extraBody } }: { stream: boolean; settings: CallSettings },
) {
  const body: CompatGenerateRequest = { inputs, stream, parameters };
  return { body, bodySerializer: (given: CompatGenerateRequest) => write(mergeBody(given, extraBody), seed) };
}

/** The seed is written with all its digits. */
function write({ parameters, ...rest }: JsonObject, seed: bigint | undefined): string {
  const written = isObject(parameters) ? stringifyWithSeed(parameters, seed) : toJson(parameters);
  return `${toJson(rest).slice(0, -1)},"parameters":${written}}`;
}

/** Whether a whole answer came as events. */
function isStreamed(text: string): boolean {
  return /^\s*(?:data|event|error|:)/.test(text) && holdsEvents(text);
}

/** Where an answer came from, and how many requests it took. */
interface ResponseOrigin {
  url: string;
  redact: Connection['redact'];
  attempts: number | undefined;
}

/** The root route answers a list of one; `/generate` and some proxies the object itself. */
function toGenerated(text: string, { url, redact, attempts = 1 }: ResponseOrigin): Generated {
  const parsed = parseLoosely(text, parseWithExactSeeds);
  const first: unknown = Array.isArray(parsed) ? parsed[0] : parsed;
  // Some proxies answer an error with 200.
  const failure = toInBandFailure(parsed);
  if (failure !== undefined) throw toAPIError(redactFailure(failure, redact), { attempts });
  if (isGenerated(first)) return first;
  // Node's fetch takes a connection that breaks for the end of the answer where the server had said `connection: close`.
  if (parsed === undefined && /^\s*[[{]/.test(text)) throw cutOff(url, attempts);
  throw new APIError(
    `${url} answered 200 without \`generated_text\`: it is no text-generation server. Check \`apiBase\` and \`model\`.`,
    // Another server's JSON, such as a TEI's vectors; what is no JSON may be a proxy's page.
    { status: 200, code: parsed === undefined ? undefined : 'unsupported_operation', attempts },
  );
}

function isGenerated(value: unknown): value is Generated {
  return isObject(value) && typeof value['generated_text'] === 'string';
}
