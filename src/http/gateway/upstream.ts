/** The server behind, by the name that logs and metrics have for it. */
import { createOnce } from '../../base/once.ts';
import type { EasyLLM } from '../../client/easyllm.ts';
import { operationsOf } from '../../client/easyllm.ts';

/** Its origin, which holds no token and no user. It is asked for at a request: a client reads the environment at its first call. */
export function toUpstream(client: EasyLLM): () => string {
  return createOnce(() => originOf(operationsOf(client).address));
}

/** Scheme, host and port of an address; of what is none, the words. */
export function originOf(address: string): string {
  if (!URL.canParse(address)) return address;
  const { protocol, host } = new URL(address);
  return `${protocol}//${host}`;
}
