import type { operations } from '../../generated/tgi.ts';
import type { Events } from '../../generated/tgi.routes.ts';
import { routes } from '../../generated/tgi.routes.ts';
import type { TypedClient, TypedClientOptions } from './typed-client.ts';
import { createTypedClient } from './typed-client.ts';

/** One method for each operation of TGI, under TGI's own name for it. */
export type TgiClient = TypedClient<operations, Events>;

/**
 * A client of one TGI, with the retries, deadlines, log and errors of `EasyLLM`, and without its translation.
 *
 * ```ts
 * const tgi = createTgiClient({ apiBase: 'http://localhost:8080' });
 * for await (const { token } of await tgi.generateStream({ inputs: 'Knock knock.' })) {
 *   if (!token.special) process.stdout.write(token.text);
 * }
 * ```
 */
export function createTgiClient(options: TypedClientOptions): TgiClient {
  return createTypedClient<operations, Events>(routes, options);
}
