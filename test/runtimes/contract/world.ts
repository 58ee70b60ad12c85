/** Where behaviours are tried: a server that each of them scripts for itself, a client of it, and what the runtime has. */
import { EasyLLM } from 'easyllm';
import type { EasyLLMOptions } from 'easyllm';
import type { Answer, SeenRequest, Surroundings } from './protocol.ts';
import { CONTROL, askServer } from './protocol.ts';

/** A server with a script of its own. */
export interface Scene {
  url: string;
  /** Its address at another origin. */
  otherUrl: string;
  readRequests(): Promise<SeenRequest[]>;
  /** Whether all its answers have ended, by themselves or because their connection was closed, as soon as the runtime can. */
  isIdle(): Promise<boolean>;
}

/** Answers a request: a client's `fetch`, or a gateway's. */
export type Handle = (request: Request) => Promise<Response> | Response;

/** Hands a request over to be answered on its own, as the runtime does with each; its signal is the end of who asked. */
export type HandOver = (handle: Handle, request: Request) => Promise<Response>;

export interface World extends Surroundings {
  request: HandOver;
  /** Plays one answer for each request, the last one for all that follow. */
  serve(...script: Answer[]): Promise<Scene>;
}

/** Throws what is said to be missing, so that a behaviour is not tried. */
export class Lacking extends Error {}

export async function createWorld(baseUrl: string, request: HandOver): Promise<World> {
  const surroundings: Surroundings = await askServer(`${baseUrl}${CONTROL.surroundings}`);
  return {
    ...surroundings,
    request,
    async serve(...script) {
      const key: string = await askServer(`${baseUrl}${CONTROL.scripts}`, script);
      return {
        url: `${baseUrl}/${key}`,
        otherUrl: `${surroundings.otherOrigin}/${key}`,
        readRequests: () => askServer(`${baseUrl}${CONTROL.scripts}/${key}/requests`),
        isIdle: () => askServer(`${baseUrl}${CONTROL.scripts}/${key}/idle`),
      };
    },
  };
}

/** A client that sends no token, tries once, and says nothing. */
export function connect({ url }: { url: string }, options: EasyLLMOptions = {}): EasyLLM {
  const defaults: EasyLLMOptions = { apiBase: url, apiKey: null, promptBuilder: 'chatml', maxRetries: 0 };
  return new EasyLLM({ ...defaults, logLevel: 'off', dangerouslyAllowBrowser: true, ...options });
}

export const MESSAGES = [{ role: 'user' as const, content: 'Knock knock.' }];

/** Compares as JSON does. */
export function expectEqual(actual: unknown, expected: unknown, what = 'the result'): void {
  const [got, want] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (got !== want) throw new Error(`${what}: expected ${want}, got ${got}`);
}

type ErrorClass<Thrown> = new (...input: never[]) => Thrown;

/** The error of this class with which a call fails, whether `create` or the stream it gives does. */
export async function expectError<Thrown extends Error>(
  call: Promise<unknown>,
  Expected: ErrorClass<Thrown>,
): Promise<Thrown> {
  let thrown: unknown;
  try {
    const answer = await call;
    if (isIterable(answer)) for await (const _ of answer);
  } catch (error) {
    thrown = error;
  }
  if (thrown instanceof Expected) return thrown;
  const got = thrown === undefined ? 'no error' : describe(thrown);
  throw new Error(`expected ${Expected.name}, got ${got}`);
}

function isIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

/** An error with all its causes. */
export function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const words = `${error.name}: ${error.message}`;
  return error.cause === undefined ? words : `${words}, because of ${describe(error.cause)}`;
}
