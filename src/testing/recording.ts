/** Real exchanges, saved byte for byte and played back: one JSON object a line. */
import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expectFunction, tryParse } from '../base/check.ts';
import { ConfigurationError } from '../base/errors.ts';
import { expectResponse } from '../net/transport.ts';
import type { Fetch } from '../net/transport.ts';

/** One request and its answer. Secrets are replaced before they are written. */
export interface Exchange {
  readonly request: {
    readonly method: string;
    /** With its query, without secrets. */
    readonly url: string;
    /** Without secrets. */
    readonly headers: Readonly<Record<string, string>>;
    /** As text; empty if there is none. */
    readonly body: string;
  };
  readonly response: {
    readonly status: number;
    /** Without secrets. */
    readonly headers: Readonly<Record<string, string>>;
    /** The body as it came, read by read: text, or base64 where it is no UTF-8. */
    readonly chunks: readonly (string | { readonly base64: string })[];
    /** Whether the body ended before its end: it broke, or its reader left. */
    readonly isCut: boolean;
  };
}

const REDACTED = '[redacted]';

/** Names of headers and query parameters whose values are secret, or may be. Servers count and time tokens in headers too: those are not. */
const SECRET = /auth|cookie|key|(?<!per-)token(?!s$|ization)|secret|session|signature/i;

/** Shorter ones would be found everywhere. */
const MIN_SECRET_LENGTH = 6;

/** They describe the body as it was sent, not as `fetch` hands it over. */
const TRANSFER_HEADERS = ['content-encoding', 'content-length', 'transfer-encoding'];

/**
 * A `fetch` that does what the given one does, and adds each exchange to the file once its body has ended. Tokens, cookies and keys
 * are left out, wherever else in the exchange they occur too; prompts and answers are not. The file's folder is made if it is not there.
 */
export function record(fetch: Fetch, file: string): Fetch {
  expectFunction(fetch ?? null, 'fetch');
  mkdirSync(dirname(file), { recursive: true });
  return async (input, init) => {
    const request = new Request(input, init);
    const body = await request.clone().text();
    const response = expectResponse(await fetch(request));
    const chunks: Uint8Array[] = [];
    let isSaved = false;
    const save = (isCut: boolean) => {
      // A reader that leaves ends the read that is under way, too.
      if (isSaved) return;
      isSaved = true;
      const exchange = toExchange({ request, body, response, chunks, isCut });
      appendFileSync(file, `${JSON.stringify(exchange)}\n`);
    };
    if (response.body === null) {
      save(false);
      return response;
    }
    const { status, statusText, headers } = response;
    const watched = new Response(watch(response.body, { chunks, save }), { status, statusText, headers });
    return Object.defineProperty(watched, 'url', { value: response.url });
  };
}

/** Passes bytes on as they come, and keeps them. */
function watch(
  body: ReadableStream<Uint8Array>,
  { chunks, save }: { chunks: Uint8Array[]; save: (isCut: boolean) => void },
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (done) {
          save(false);
          controller.close();
        } else {
          chunks.push(value);
          controller.enqueue(value);
        }
      } catch (error) {
        save(true);
        throw error;
      }
    },
    async cancel(reason) {
      save(true);
      await reader.cancel(reason);
    },
  });
}

interface Recorded {
  request: Request;
  body: string;
  response: Response;
  chunks: readonly Uint8Array[];
  isCut: boolean;
}

function toExchange({ request, body, response, chunks, isCut }: Recorded): Exchange {
  const redact = createRedact([request.headers, response.headers, new URL(request.url).searchParams]);
  const { method, url } = request;
  return {
    request: { method, url: redact(url), headers: toHeaders(request.headers, redact), body: redact(body) },
    response: {
      status: response.status,
      headers: toHeaders(response.headers, redact),
      chunks: toChunks(chunks, redact),
      isCut,
    },
  };
}

type Redact = (text: string) => string;

/** Takes the values of all secret names out of a text, with and without `Bearer`. */
function createRedact(sources: readonly Iterable<[string, string]>[]): Redact {
  const values = sources.flatMap((source) => [...source]).filter(([name]) => SECRET.test(name));
  const secrets = values.flatMap(([, value]) => [value, value.replace(/^\w+ /, ''), encodeURIComponent(value)]);
  const longest = secrets
    .filter(({ length }) => length >= MIN_SECRET_LENGTH)
    .toSorted((left, right) => right.length - left.length);
  return (text) => longest.reduce((clean, secret) => clean.replaceAll(secret, REDACTED), text);
}

function toHeaders(headers: Headers, redact: Redact): Readonly<Record<string, string>> {
  const kept = [...headers].filter(([name]) => !TRANSFER_HEADERS.includes(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, SECRET.test(name) ? REDACTED : redact(value)]));
}

function toChunks(chunks: readonly Uint8Array[], redact: Redact): Exchange['response']['chunks'] {
  const whole = Buffer.concat(chunks).toString('latin1');
  // A secret may be split between two reads; then the reads are joined, to find it.
  const isSplit = redact(whole) !== chunks.map((chunk) => redact(Buffer.from(chunk).toString('latin1'))).join('');
  return (isSplit ? [Buffer.concat(chunks)] : chunks).map((chunk) => toChunk(chunk, redact));
}

function toChunk(chunk: Uint8Array, redact: Redact): string | { base64: string } {
  const bytes = Buffer.from(chunk);
  const text = bytes.toString();
  if (Buffer.from(text).equals(bytes)) return redact(text);
  return { base64: Buffer.from(redact(bytes.toString('latin1')), 'latin1').toString('base64') };
}

/**
 * A `fetch` that answers from a file that `record` wrote, with the same bytes in the same pieces. A request is found by method, path,
 * query and body, whatever the host; of several alike each is answered once, in their order, and the last one from then on.
 */
export function replay(file: string): Fetch {
  const exchanges = readExchanges(file);
  const left = new Set(exchanges);
  return async (input, init) => {
    const request = new Request(input, init);
    const body = await request.text();
    request.signal.throwIfAborted();
    const redact = createRedact([request.headers, new URL(request.url).searchParams]);
    const wanted = toKey(request.method, redact(request.url), redact(body));
    const alike = exchanges.filter((exchange) => {
      const { method, url, body: recorded } = exchange.request;
      return toKey(method, url, recorded) === wanted;
    });
    const found = alike.find((exchange) => left.has(exchange)) ?? alike.at(-1);
    if (found === undefined) {
      // One of ours: a client would take any other for a server that is away, and try again.
      throw new ConfigurationError(
        `${file} holds no answer to ${request.method} ${redact(request.url)} with this body. Record it again.`,
      );
    }
    left.delete(found);
    return toResponse(found, request.url);
  };
}

function readExchanges(file: string): readonly Exchange[] {
  const lines = readLines(file).map((text, index) => ({ text, number: index + 1 }));
  return lines
    .filter(({ text }) => text.trim() !== '')
    .map(({ text, number }) => {
      const exchange = tryParse(text);
      if (isExchange(exchange)) return exchange;
      throw new ConfigurationError(
        `Line ${number} of ${file} is no exchange that \`record\` wrote. Mend or delete the line, or record anew.`,
      );
    });
}

function readLines(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch (cause) {
    throw new ConfigurationError(`There is no recording ${file} to read. Record it with \`record(fetch, file)\`.`, {
      cause,
    });
  }
}

function isExchange(value: unknown): value is Exchange {
  if (typeof value !== 'object' || value === null || !('request' in value) || !('response' in value)) return false;
  const { request, response } = value;
  if (typeof request !== 'object' || request === null || typeof response !== 'object' || response === null)
    return false;
  return ['method', 'url', 'body'].every((name) => name in request) && 'status' in response && 'chunks' in response;
}

function toKey(method: string, url: string, body: string): string {
  const { pathname, search } = new URL(url);
  return JSON.stringify([method, pathname.replace(/\/$/, ''), search, toComparable(body)]);
}

/** JSON is the same in any layout. */
function toComparable(body: string): string {
  const value = tryParse(body);
  return value === undefined ? body : JSON.stringify(value);
}

function toResponse({ response }: Exchange, url: string): Response {
  const { status, headers, chunks, isCut } = response;
  const pieces = chunks.map((chunk) =>
    typeof chunk === 'string' ? new TextEncoder().encode(chunk) : Buffer.from(chunk.base64, 'base64'),
  );
  const queue = pieces.values();
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const { done, value } = queue.next();
      if (done !== true) controller.enqueue(value);
      else if (isCut) controller.error(new TypeError('terminated'));
      else controller.close();
    },
  });
  const isEmpty = pieces.length === 0 && !isCut;
  const answer = new Response(isEmpty ? null : body, { status, headers });
  return Object.defineProperty(answer, 'url', { value: url });
}
