/** The typed client of all servers: `openapi-fetch`, typed by the spec of each API, over our transport. */
import createFetchClient from 'openapi-fetch';
import type { Client } from 'openapi-fetch';
import type { AnySignal } from '../base/abort.ts';
import type { Policy } from '../net/policy.ts';
import type { TransportRequest } from '../net/transport.ts';
import type { Destination } from './fast/call.ts';

/** The shape that `openapi-fetch` builds in place of a real `Request`, which takes long to make, and has to be cloned for a retry. */
class PlainRequest implements TransportRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly signal: AnySignal | undefined;
  readonly policy: Policy | undefined;
  readonly mayBeTgi: boolean | undefined;
  readonly wantsBytes: boolean | undefined;

  constructor(_path: string, { method, body, to }: { method: string; body?: string; to: Destination }) {
    this.url = to.url;
    this.method = method;
    this.headers = body === undefined ? to.headers : { 'content-type': 'application/json', ...to.headers };
    this.body = body;
    this.signal = to.signal;
    this.policy = to.policy;
    this.mayBeTgi = to.mayBeTgi;
    this.wantsBytes = to.wantsBytes;
  }
}

const client = createFetchClient<object>({
  // Of the platform's class, `openapi-fetch` uses just the members that ours has.
  Request: PlainRequest as unknown as typeof Request,
  // No operation has a query. Without this one, a serializer is made for each call.
  querySerializer: () => '',
});

/** The client with the paths of a spec. A call is made with the spec's own path and its real body, inside `send`. */
export function typedBy<Paths extends object>(): Client<Paths> {
  return client as Client<Paths>;
}
