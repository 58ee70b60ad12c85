/** The transport of runtimes whose `fetch` is the fast way out: browsers, Workers, Deno, Bun. */
import { expectResponse, toRequestInit } from './transport.ts';
import type { Transport } from './transport.ts';

/** The runtime's own `fetch`, looked up at each call, so that one replaced later (a test's, a framework's) is used. */
export function createDefaultTransport(): Transport {
  return async ({ url, ...init }) => expectResponse(await globalThis.fetch(url, toRequestInit(init)));
}
