/** TGI's native API, typed by `openapi/tgi.yaml`: generation at the root route, which TGI, Endpoints and hf-inference share. */
import type { CompatGenerateRequest, Details, GenerateResponse, paths } from '../../generated/tgi.ts';
import { isObject, tryParse } from '../base/check.ts';
import { APIError } from '../base/errors.ts';
import type { CallSettings, Connection } from '../net/call.ts';
import { AnswerInfo, createTypedClient, expectOk, toInit, typedAs } from '../net/call.ts';
import { cutOff, truncated } from '../net/connection-error.ts';
import { readEvents } from '../net/events.ts';
import { mergeBody, parseWithExactSeeds, stringifyWithSeed, toJson } from '../net/json.ts';
import type { ExactSeed } from '../net/json.ts';
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
  generate(url: string, call: GenerateCall, settings: CallSettings): Promise<{ data: Generated; info: AnswerInfo }>;
  /**
   * Resolves when the first event is there. Batches hold what one network read completed. Ends after the event that carries
   * `generated_text`; throws StreamTruncatedError where that never comes. Leaving the loop closes the connection.
   */
  generateStream(url: string, call: GenerateCall, settings: CallSettings): Promise<GeneratedStream>;
}

/** The events; or all at once, of a server that does not stream. */
export type GeneratedStream = { info: AnswerInfo } & (
  { batches: AsyncIterable<StreamedEvent[]> } | { whole: Generated }
);

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
      const { attempts = 1 } = response;
      const source = { url, redact, signal: settings.signal, attempts };
      const reader = createEventReader(source, new TgiEvents({ isTextOnly: call.isTextOnly === true }));
      if (data === null || data === undefined) {
        const text = await response.text();
        if (tryParse(text) === undefined) throw reader.toError(truncated(url));
        return { whole: toGenerated(text, { url, attempts }), info: new AnswerInfo(response) };
      }
      return { batches: readEvents(data, settings, reader), info: new AnswerInfo(response) };
    },
  };
}

function encode(
  { inputs, parameters, seed }: GenerateCall,
  { stream, extraBody }: { stream: boolean; extraBody: CallSettings['extraBody'] },
): string {
  const { parameters: merged, ...rest } = mergeBody({ inputs, stream, parameters }, extraBody);
  const written = isObject(merged) ? stringifyWithSeed(merged, seed) : toJson(merged);
  return `${toJson(rest).slice(0, -1)},"parameters":${written}}`;
}

/** Where an answer came from, and how many requests it took. */
interface AnswerOrigin {
  url: string;
  attempts: number | undefined;
}

/** The root route answers a list of one; `/generate` and some proxies the object itself. */
function toGenerated(text: string, { url, attempts = 1 }: AnswerOrigin): Generated {
  const parsed = tryParse(text, parseWithExactSeeds);
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
