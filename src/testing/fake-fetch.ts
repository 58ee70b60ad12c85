/** A TGI in the shape of `fetch`: it answers as it is told, without a socket or a port. */
import { setTimeout as wait } from 'node:timers/promises';
import { kindOf } from '../base/check.ts';
import { ConfigurationError } from '../base/errors.ts';
import type { Fetch } from '../net/transport.ts';
import type { FakeAnswer, FakeRequest, FakeStep } from './fake-tgi.ts';
import { expectAnswer, expectScript } from './fake-tgi.ts';
import type { ErrorAnswer, TokenAnswer } from './tgi-answers.ts';
import { toErrorAnswer, toTokenAnswer } from './tgi-answers.ts';

/** What is answered: tokens or an error of TGI, in the shape of whichever route is asked; or every byte, step by step. */
export type ScriptedAnswer = TokenAnswer | ErrorAnswer | FakeAnswer;

/** One answer for each request, the last one for all that follow; or a function of the request and its number, from 0. */
export type Script =
  readonly ScriptedAnswer[] | ((request: FakeRequest, index: number) => ScriptedAnswer | Promise<ScriptedAnswer>);

/** Give it as `fetch`, or its member of that name. */
export interface FakeFetch extends Fetch {
  /** The function itself, for `{ fetch }`. */
  readonly fetch: Fetch;
  /** All requests so far. */
  readonly requests: readonly FakeRequest[];
}

/**
 * A TGI for tests, given to a client as its `fetch`.
 *
 * ```ts
 * const tgi = fakeTgi({ script: [{ error: 'Model is overloaded', error_type: 'overloaded' }, { tokens: ['Who', "'s there?"] }] });
 * const client = new EasyLLM({ apiBase: 'http://tgi.test', fetch: tgi });
 * ```
 */
export function fakeTgi(options: { script: Script }): FakeFetch {
  const script = expectScript(options);
  const requests: FakeRequest[] = [];
  const fetch: Fetch = async (input, init) => {
    const request = new Request(input, init);
    const seen = await readRequest(request);
    const index = requests.push(seen) - 1;
    return play(toAnswer(await takeAnswer(script, seen, index), seen), request.signal);
  };
  return Object.assign((...input: Parameters<Fetch>) => fetch(...input), { fetch, requests });
}

async function readRequest(request: Request): Promise<FakeRequest> {
  const { pathname, search } = new URL(request.url);
  const { method, headers } = request;
  return { method, path: pathname + search, headers, body: await request.text(), at: performance.now() };
}

function toAnswer(scripted: ScriptedAnswer | undefined, request: FakeRequest): FakeAnswer {
  if (scripted === undefined) return { status: 404 };
  if (typeof scripted !== 'object' || scripted === null) {
    throw new ConfigurationError(`The script of \`fakeTgi\` gave ${kindOf(scripted)}. ${EXPECTED}`);
  }
  if ('tokens' in scripted) return toTokenAnswer(scripted, request);
  return 'error' in scripted ? toErrorAnswer(scripted, request) : expectAnswer(scripted, `\`fakeTgi\``, EXPECTED);
}

const EXPECTED = 'Expected `{ tokens }`, `{ error }` or `{ status, headers, steps }`.';

/** What goes wrong in a script is one of ours: a client would take any other error for a server that is away, and try again. */
async function takeAnswer(script: Script, request: FakeRequest, index: number): Promise<ScriptedAnswer | undefined> {
  if (typeof script !== 'function') return script[Math.min(index, script.length - 1)];
  try {
    return await script(request, index);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ConfigurationError(`The script of \`fakeTgi\` failed: ${reason}`, { cause });
  }
}

async function play({ status = 200, headers, steps = [] }: FakeAnswer, signal: AbortSignal): Promise<Response> {
  const pieces = toPieces(steps, signal);
  // Up to the headers, a failure is one to connect.
  const first = await pieces.next();
  const init = { status, headers: { 'content-type': 'application/json', ...headers } };
  if (first.done === true) return new Response(null, init);
  let next: Uint8Array | undefined = first.value;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      // An empty piece stands for headers alone.
      while (next?.length === 0) next = (await pieces.next()).value ?? undefined;
      if (next === undefined) return controller.close();
      controller.enqueue(next);
      next = new Uint8Array();
    },
    cancel: async () => void (await pieces.return(undefined)),
  });
  return new Response(body, init);
}

/** What is sent, piece by piece; throws as `fetch` does where the connection breaks or the caller aborts. */
async function* toPieces(
  steps: Iterable<FakeStep> | AsyncIterable<FakeStep>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, undefined> {
  for await (const step of steps) {
    signal.throwIfAborted();
    if (step === 'headers') yield new Uint8Array();
    else if (step === 'cut') throw new TypeError('terminated');
    else if (step === 'reset') throw new TypeError('fetch failed', { cause: reset() });
    else if (step === 'stall') await untilAborted(signal);
    else if ('waitMs' in step) await wait(step.waitMs, undefined, { signal }).catch(() => signal.throwIfAborted());
    else yield* split(step);
  }
  return undefined;
}

function* split({ send, every = Number.POSITIVE_INFINITY }: { send: string | Uint8Array; every?: number }) {
  const bytes = typeof send === 'string' ? new TextEncoder().encode(send) : send;
  for (let start = 0; start < bytes.length; start += every) yield bytes.subarray(start, start + every);
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, fail) => signal.addEventListener('abort', () => fail(signal.reason), { once: true }));
}

function reset(): Error {
  return Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
}
