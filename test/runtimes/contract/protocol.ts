/** What the contract and the driver's server tell each other, over HTTP and in JSON. */
import type { FakeAnswer, FakeStep } from 'easyllm/testing';

/** An answer that can be sent as JSON. */
export interface Answer extends Pick<FakeAnswer, 'status' | 'headers'> {
  steps?: FakeStep[];
}

/** A request as the server saw it. */
export interface SeenRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string;
  /** Milliseconds of the server's clock. */
  at: number;
}

/** What the driver knows of the runtime. */
export interface Surroundings {
  /** The same server at another origin. */
  otherOrigin: string;
  /** An address at which nothing listens. */
  deadUrl: string;
  /** The token of `hf auth login`, where the runtime can read its file. */
  loginToken: string | null;
  /** Why the runtime has no environment variables; null where it has them. */
  lacksEnvironment: string | null;
}

/** Where the server listens to the contract itself. */
export const CONTROL = { scripts: '/-/scripts', results: '/-/results', end: '/-/end', surroundings: '/-/surroundings' };

/** What the driver's server answers is as its types say. */
export async function askServer<Answered>(url: string, body?: unknown): Promise<Answered> {
  const response = await fetch(url, body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`The driver answered ${response.status} at ${url}.`);
  return response.json() as Promise<Answered>;
}
