/// <reference lib="esnext.disposable" preserve="true" />
/**
 * A server on loopback that answers as it is told, faults included: it can delay, stall, cut a connection, reset it, send comments, split
 * bytes anywhere, and answer anything. For tests of programs that must survive a real server's bad days.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import { expectOptions, kindOf } from '../base/check.ts';
import { ConfigurationError } from '../base/errors.ts';
import { listen } from './listen.ts';

/** What the server does next. Headers go out with the first bytes, or at `headers`. */
export type FakeStep =
  /** These bytes, in pieces of at most `every` where that is given. */
  | { send: string | Uint8Array; every?: number }
  | { waitMs: number }
  /** Sends the status and headers alone. */
  | 'headers'
  /** Says nothing more, until the other side leaves. */
  | 'stall'
  /** Closes the connection without ending the answer. */
  | 'cut'
  /** Ends the answer, then closes the connection without having said so, as llama.cpp does after a stream. */
  | 'close'
  /** Closes it as a crash does (TCP RST). */
  | 'reset';

/** One answer, step by step. */
export interface FakeAnswer {
  /** Default: 200. */
  status?: number;
  /** Default: those of JSON. */
  headers?: Readonly<Record<string, string>>;
  /** In order; then the answer ends. */
  steps?: Iterable<FakeStep> | AsyncIterable<FakeStep>;
}

/** A request as it came. */
export interface FakeRequest {
  method: string;
  /** With its query. */
  path: string;
  headers: Headers;
  /** As text; empty if there is none. */
  body: string;
  /** When it came, in the time of `performance.now()`. */
  at: number;
}

/** One answer for each request, the last one for all that follow; or a function of the request and its number, from 0. */
export type FakeScript =
  readonly FakeAnswer[] | ((request: FakeRequest, index: number) => FakeAnswer | Promise<FakeAnswer>);

/** A scripted server that listens on loopback. */
export interface FakeTgi extends AsyncDisposable {
  /** For `apiBase`. */
  readonly url: string;
  /** All requests so far. */
  readonly requests: readonly FakeRequest[];
  /** How many answers are under way: one that stalls ends when its connection is closed. */
  readonly openAnswers: number;
  /** Resolves when no answer is under way. */
  idle(): Promise<void>;
  /** Ends the server and all its connections. */
  close(): Promise<void>;
}

/** Starts the server on `port` (default: a free one). Answers are JSON unless their headers say otherwise. Rejects where the port is taken. */
export async function startFakeTgi(options: { script: FakeScript; port?: number | undefined }): Promise<FakeTgi> {
  const script = expectScript(options);
  const requests: FakeRequest[] = [];
  const waiting = new Set<() => void>();
  let openAnswers = 0;

  const server = createServer((incoming, response) => {
    openAnswers += 1;
    response.on('close', () => {
      openAnswers -= 1;
      if (openAnswers === 0) for (const resolve of waiting) resolve();
    });
    void answerRequest(incoming, response).catch((error: unknown) => fail(error, response));
  });
  server.on('connection', (socket) => socket.setNoDelay(true));

  async function answerRequest(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await readRequest(incoming);
    const index = requests.push(request) - 1;
    const scripted = typeof script === 'function' ? script(request, index) : script[Math.min(index, script.length - 1)];
    const answer = (await scripted) ?? { status: 404 };
    await play(expectAnswer(answer, '`startFakeTgi`', 'Expected `{ status, headers, steps }`.'), response);
  }

  const { url, close } = await listen(server, options.port);
  return {
    url,
    requests,
    get openAnswers() {
      return openAnswers;
    },
    idle: () =>
      new Promise((resolve) => {
        if (openAnswers === 0) resolve();
        else waiting.add(resolve);
      }),
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** The script of a fake server; ConfigurationError for what is none. */
export function expectScript<Script>(options: { script: Script }): Script {
  expectOptions(options, 'The options of the fake server');
  const { script } = options;
  if (typeof script === 'function' || Array.isArray(script)) return script;
  throw new ConfigurationError(`\`script\` is ${kindOf(script)}. Expected a list of answers, or a function.`, {
    param: 'script',
  });
}

/** An answer of a script of `name`; ConfigurationError for one with a member that is none, which would answer 200 and nothing. */
export function expectAnswer(answer: FakeAnswer, name: string, expected: string): FakeAnswer {
  const stray = Object.keys(answer).find((member) => !['status', 'headers', 'steps'].includes(member));
  if (stray === undefined) return answer;
  throw new ConfigurationError(`The script of ${name} gave an answer with \`${stray}\`. ${expected}`);
}

/** A script that throws is told to its test, which would see a reset only, and look for it in the code under test. */
function fail(error: unknown, response: ServerResponse): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const reason = error instanceof Error ? error.message : String(error);
  response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(`The script of the fake server failed: ${reason}`);
}

async function readRequest(incoming: IncomingMessage): Promise<FakeRequest> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, String(value));
  return {
    method: incoming.method ?? '',
    path: incoming.url ?? '',
    headers,
    body: Buffer.concat(chunks).toString(),
    at: performance.now(),
  };
}

async function play({ status = 200, headers, steps = [] }: FakeAnswer, response: ServerResponse): Promise<void> {
  const left = new AbortController();
  response.on('close', () => left.abort());
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  for await (const step of steps) {
    if (left.signal.aborted) return;
    await take(step, { response, left: left.signal });
  }
  if (!left.signal.aborted) response.end();
}

async function take(
  step: FakeStep,
  { response, left }: { response: ServerResponse; left: AbortSignal },
): Promise<void> {
  if (step === 'headers') {
    response.flushHeaders();
    return;
  }
  if (typeof step === 'object') {
    await ('send' in step ? send(step, { response, left }) : wait(step.waitMs, undefined, { signal: left }));
    return;
  }
  if (step === 'close') {
    response.end();
    response.socket?.destroySoon();
    return;
  }
  if (step === 'cut') response.socket?.destroySoon();
  if (step === 'reset') response.socket?.resetAndDestroy();
  await new Promise((resolve) => left.addEventListener('abort', resolve));
}

async function send(
  { send: content, every = Number.POSITIVE_INFINITY }: { send: string | Uint8Array; every?: number },
  { response, left }: { response: ServerResponse; left: AbortSignal },
): Promise<void> {
  const bytes = Buffer.from(content);
  for (let start = 0; start < bytes.length && !left.aborted; start += every) {
    const hasRoom = response.write(bytes.subarray(start, start + every));
    // A reader that is slow slows the writer.
    if (!hasRoom) await once(response, 'drain', { signal: left });
    else if (every < bytes.length) await nextTurn();
  }
}
