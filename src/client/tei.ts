import type { operations } from '../../generated/tei.ts';
import type { Events } from '../../generated/tei.routes.ts';
import { routes } from '../../generated/tei.routes.ts';
import type { TypedClient, TypedClientOptions } from './typed-client.ts';
import { createTypedClient } from './typed-client.ts';

/** One method for each operation of TEI, under TEI's own name for it. */
export type TeiClient = TypedClient<operations, Events>;

/**
 * A client of one TEI, with the retries, deadlines, log and errors of `EasyLLM`, and without its translation.
 *
 * ```ts
 * const tei = createTeiClient({ apiBase: 'http://localhost:8080' });
 * const ranks = await tei.rerank({ query: 'What is deep learning?', texts: ['A kind of machine learning.', 'A dish.'] });
 * ```
 */
export function createTeiClient(options: TypedClientOptions): TeiClient {
  return createTypedClient<operations, Events>(routes, options);
}
