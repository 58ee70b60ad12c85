import type { operations } from '../../generated/vllm.ts';
import type { Events } from '../../generated/vllm.routes.ts';
import { routes } from '../../generated/vllm.routes.ts';
import type { TypedClient, TypedClientOptions } from './typed-client.ts';
import { createTypedClient } from './typed-client.ts';

/** One method for each operation of vLLM. */
export type VllmClient = TypedClient<operations, Events>;

/**
 * A client of one vLLM, with the retries, deadlines, log and errors of `EasyLLM`, and without its translation. `apiBase` is the address
 * of the server, with or without `/v1`.
 *
 * ```ts
 * const vllm = createVllmClient({ apiBase: 'http://localhost:8000' });
 * const { tokens } = await vllm.tokenize({ prompt: 'Knock knock.' });
 * ```
 */
export function createVllmClient(options: TypedClientOptions): VllmClient {
  return createTypedClient<operations, Events>(routes, options);
}
