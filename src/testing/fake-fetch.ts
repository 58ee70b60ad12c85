/** A server in the shape of `fetch`: it answers as it is told, without a socket or a port. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Fetch } from '../net/transport.ts';
import type { FakeAnswer, FakeRequest, FakeStep } from './fake-tgi.ts';

/** Give it as `fetch`, or its member of that name. */
export interface FakeFetch extends Fetch {
  /** The function itself, for `{ fetch }`. */
  readonly fetch: Fetch;
  /** All requests so far. */
  readonly requests: readonly FakeRequest[];
}

/** A `fetch` that is answered by a function of the request and its number, from 0. */
export function createFakeFetch(respond: (request: FakeRequest, index: number) => Promise<FakeAnswer>): FakeFetch {
  const requests: FakeRequest[] = [];
  const fetch: Fetch = async (input, init) => {
    const request = new Request(input, init);
    const seen = await readRequest(request);
    const index = requests.push(seen) - 1;
    return play(await respond(seen, index), request.signal);
  };
  return Object.assign((...input: Parameters<Fetch>) => fetch(...input), { fetch, requests });
}

async function readRequest(request: Request): Promise<FakeRequest> {
  const { pathname, search } = new URL(request.url);
  const { method, headers } = request;
  return { method, path: pathname + search, headers, body: await request.text(), at: performance.now() };
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
    // The end of a body is all that `fetch` shows of a connection that is closed.
    else if (step === 'close') return undefined;
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
