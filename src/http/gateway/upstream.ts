/** The server behind, by the name that logs and metrics have for it. */
import { createOnce } from '../../base/once.ts';
import type { EasyLLM } from '../../client/easyllm.ts';
import { operationsOf } from '../../client/easyllm.ts';

/** Its origin, which holds no token and no user. It is asked for at a request: a client reads the environment at its first call. */
export function toUpstream(client: EasyLLM): () => string {
  return createOnce(() => new URL(operationsOf(client).address).origin);
}
