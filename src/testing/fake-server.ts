/** A server for tests that deviates from OpenAI's API as a real one does: in the shape of `fetch`, or on a socket of loopback. */
import { expectOptions, isObject, kindOf, tryParse } from '../base/check.ts';
import { ConfigurationError } from '../base/errors.ts';
import { nearest } from '../base/spelling.ts';
import type { FakeFetch } from './fake-fetch.ts';
import { createFakeFetch } from './fake-fetch.ts';
import type { FakeAnswer, FakeRequest, FakeTgi } from './fake-tgi.ts';
import { expectAnswer, expectScript, startFakeTgi } from './fake-tgi.ts';
import type { FaultAnswer, ServerAnswer, ServerScript, Told } from './script.ts';
import { LIKENESSES } from './servers/likenesses.ts';
import type {
  Asked,
  FixedAnswer,
  Likeness,
  RouteKind,
  ServerName,
  ServerRefusal,
  ServerRoute,
} from './servers/likeness.ts';
import { toServed } from './served.ts';

/** What a server is played like, and what it answers. */
export interface FakeServerOptions {
  /** `openai` is any server that does as OpenAI's reference says, under any base. */
  like: ServerName;
  /** Default: what a model that obeys answers. */
  script?: ServerScript | undefined;
  /** The one model that it serves; others are refused where the real server refuses them. Default: whichever is asked for. */
  model?: string | undefined;
}

/**
 * A server for tests, given to a client as its `fetch`. It has the routes, refusals, counts and streams of the server it is like.
 *
 * ```ts
 * const vllm = fakeServer({ like: 'vllm', script: [{ tokens: ['Who', "'s there?"] }, { calls: ['get_weather'] }, { fault: 'failed' }] });
 * const client = new EasyLLM({ apiBase: 'http://vllm.test/v1', apiKey: null, fetch: vllm });
 * ```
 */
export function fakeServer(options: FakeServerOptions): FakeFetch {
  return createFakeFetch(createResponder(options, 'fakeServer'));
}

/**
 * A TGI for tests, given to a client as its `fetch`: `fakeServer({ like: 'tgi', script })`.
 *
 * ```ts
 * const tgi = fakeTgi({ script: [{ error: 'Model is overloaded', error_type: 'overloaded' }, { tokens: ['Who', "'s there?"] }] });
 * const client = new EasyLLM({ apiBase: 'http://tgi.test', fetch: tgi });
 * ```
 */
export function fakeTgi(options: { script: ServerScript }): FakeFetch {
  expectOptions(options, 'The options of the fake server');
  return createFakeFetch(createResponder({ like: 'tgi', script: expectScript(options) }, 'fakeTgi'));
}

/** The same as `fakeServer` on a socket of loopback (default: on a free port), which is closed after a stream where the real server does so. */
export function startFakeServer(options: FakeServerOptions & { port?: number | undefined }): Promise<FakeTgi> {
  return startFakeTgi({ script: createResponder(options, 'startFakeServer'), port: options.port });
}

/** What answers each request. `name` is the function's, for errors. */
export function createResponder(
  options: FakeServerOptions,
  name: string,
): (request: FakeRequest, index: number) => Promise<FakeAnswer> {
  const likeness = readLikeness(options);
  const script = options.script === undefined ? [] : expectScript({ script: options.script });
  let taken = 0;
  return async (request, index) => {
    const asked = toAsked(request);
    const isFunction = typeof script === 'function';
    const given = isFunction ? await run(script, { request, index, name }) : script[Math.min(taken, script.length - 1)];
    // Every byte is said, so that it does not matter what is asked.
    if (given !== undefined && !isTold(given, name)) {
      taken += 1;
      return expectAnswer(given, `\`${name}\``, EXPECTED);
    }
    const route = findRoute(likeness, request.method, asked);
    if (route === undefined) return toFixed(toUnknown(likeness, asked), likeness);
    if ('answer' in route) return toFixed(route.answer(asked, likeness), likeness);
    const refusal = likeness.refusals.find(({ of, when }) => of === route.does && when(asked.body, likeness));
    const situation = { asked, likeness, does: route.does, request, name };
    if (refusal !== undefined) return toRefused(refusal.answer(asked.body, likeness), situation);
    taken += 1;
    return answer(given ?? 'auto', situation);
  };
}

function toRefused(told: ReturnType<ServerRefusal['answer']>, situation: Situation): FakeAnswer {
  if (told === 'dies') return { steps: ['reset'] };
  return 'error' in told ? answer(told, situation) : toFixed(told, situation.likeness);
}

const EXPECTED =
  "Expected `{ tokens }`, `{ error }`, `{ calls }`, `{ vectors }`, `{ fault }`, 'auto' or `{ status, headers, steps }`.";

interface Situation {
  readonly asked: Asked;
  readonly likeness: Likeness;
  readonly does: RouteKind;
  readonly request: FakeRequest;
  readonly name: string;
}

function answer(given: Told | FaultAnswer, situation: Situation): FakeAnswer {
  const { likeness } = situation;
  if (typeof given === 'object' && 'fault' in given) return toFixed(findFault(given, situation), likeness);
  const served = toServed(given, situation);
  return { ...served, headers: { ...likeness.headers, ...served.headers } };
}

/** What goes wrong in a script is one of ours: a client would take any other error for a server that is away, and try again. */
async function run(
  script: Exclude<ServerScript, readonly unknown[]>,
  { request, index, name }: { request: FakeRequest; index: number; name: string },
): Promise<ServerAnswer | undefined> {
  try {
    return await script(request, index);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ConfigurationError(`The script of \`${name}\` failed: ${reason}`, { cause });
  }
}

/** Whether an answer leaves its bytes to the server. */
function isTold(given: unknown, name: string): given is Told | FaultAnswer {
  if (given === 'auto') return true;
  if (!isObject(given)) throw new ConfigurationError(`The script of \`${name}\` gave ${kindOf(given)}. ${EXPECTED}`);
  return ['tokens', 'calls', 'vectors', 'error', 'fault'].some((member) => member in given);
}

function readLikeness(options: FakeServerOptions): Likeness {
  expectOptions(options, 'The options of the fake server');
  const { like, model } = options;
  const names = Object.keys(LIKENESSES);
  if (!Object.hasOwn(LIKENESSES, like)) {
    const near = nearest(String(like), names);
    throw new ConfigurationError(
      `\`like\` is ${JSON.stringify(like)}. Expected one of ${names.join(', ')}. Did you mean "${near}"?`,
      {
        param: 'like',
      },
    );
  }
  return { ...LIKENESSES[like], ...(model !== undefined && { model }) };
}

function findFault({ fault }: FaultAnswer, { likeness, name }: Situation): FixedAnswer {
  const found = likeness.faults[fault];
  if (found !== undefined) return found.is;
  const known = Object.keys(likeness.faults).join(', ');
  throw new ConfigurationError(
    `The script of \`${name}\` gave the fault ${JSON.stringify(fault)}. This server has ${known}.`,
  );
}

function toAsked({ path: whole, body: text }: FakeRequest): Asked {
  const path = whole.replace(/\?.*/s, '');
  const value = tryParse(text);
  // A body that is no JSON is for the script to judge.
  const body = isObject(value) ? value : {};
  return { path, body, isStreaming: path.endsWith('/generate_stream') || body['stream'] === true };
}

/** Routes are found under any base. A root has no name: it is the whole path, or what TGI's own clients ask of any base. */
function findRoute({ routes }: Likeness, method: string, { path, body }: Asked): ServerRoute | undefined {
  const named = routes.filter((route) => route.path !== '/' && path.endsWith(route.path));
  const longest = named.toSorted((one, other) => other.path.length - one.path.length)[0]?.path;
  if (longest !== undefined) return named.find((route) => route.path === longest && route.method === method);
  const isRoot = path === '/' || path === '' || typeof body['inputs'] === 'string';
  return isRoot ? routes.find((route) => route.path === '/' && route.method === method) : undefined;
}

function toUnknown({ routes, unknownRoute, wrongMethod = unknownRoute }: Likeness, { path }: Asked): FixedAnswer {
  const isKnown = routes.some((route) => (route.path === '/' ? path === '/' : path.endsWith(route.path)));
  return (isKnown ? wrongMethod : unknownRoute).is;
}

function toFixed({ status, body, headers }: FixedAnswer, likeness: Likeness): FakeAnswer {
  const all = { ...likeness.headers, ...headers };
  if (body === undefined) return { status, headers: all };
  return { status, headers: all, steps: [{ send: typeof body === 'string' ? body : JSON.stringify(body) }] };
}
