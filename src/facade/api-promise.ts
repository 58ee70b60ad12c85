/** The promise of a call: the answer alone when awaited, the HTTP answers behind it on request. */
import { orTooDeep } from '../base/too-deep.ts';

/** An upstream's HTTP answer, without its body. */
export interface ResponseInfo {
  status: number;
  headers: Headers;
  /** The address that answered. */
  url: string;
  /** How many requests it took; retries make it more than one. */
  attempts?: number | undefined;
}

/** The same for ourselves: its headers can be read without making them all. */
export interface ResponseHead extends ResponseInfo {
  get(name: string): string | null;
  entries(): Iterable<[name: string, value: string]>;
}

/** An answer and the HTTP answers that it was made of. */
export interface WithResponse<Data> {
  /** What awaiting the call gives. */
  data: Data;
  /** The answer to the first upstream request: its last attempt. */
  response: ResponseInfo;
  /** The answers to all upstream requests: n choices, lists of prompts and batches of inputs make several. */
  responses: readonly ResponseInfo[];
  /** The `x-request-id` of `response`; null if it has none. */
  request_id: string | null;
}

/** What operations hand over. */
export interface Received<Data> {
  data: Data;
  responses: readonly ResponseHead[];
}

/** The promise that `create` returns: awaited, it is the answer; `withResponse` gives the HTTP answers beside it. */
export interface APIPromise<Data> extends Promise<Data> {
  /** The answer together with the status, headers and address of the upstream's answers. */
  withResponse(): Promise<WithResponse<Data>>;
}

/** Runs an operation; what it throws before its first await rejects the promise too. */
export function toAPIPromise<Data>(run: () => Promise<Received<Data>>): APIPromise<Data> {
  const answer = (async () => run())().catch((error: unknown) => {
    throw orTooDeep(error);
  });
  const data = answer.then((settled) => settled.data);
  return Object.assign(data, {
    withResponse() {
      // Whoever asks for both handles a failure there; this promise's own is then nobody's.
      data.catch(() => {});
      return answer.then(toWithResponse);
    },
  });
}

function toWithResponse<Data>({ data, responses }: Received<Data>): WithResponse<Data> {
  const [response = { status: 200, headers: new Headers(), url: '' }] = responses;
  return { data, response, responses, request_id: response.headers.get('x-request-id') };
}
