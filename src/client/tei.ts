import type { operations } from '../../generated/tei.ts';
import type { Route, TypedClient, TypedClientOptions } from './typed-client.ts';
import { createTypedClient } from './typed-client.ts';

const ROUTES = {
  embed: { method: 'POST', path: '/embed' },
  embedAll: { method: 'POST', path: '/embed_all' },
  embedSparse: { method: 'POST', path: '/embed_sparse' },
  predict: { method: 'POST', path: '/predict' },
  rerank: { method: 'POST', path: '/rerank' },
  similarity: { method: 'POST', path: '/similarity' },
  tokenize: { method: 'POST', path: '/tokenize' },
  decode: { method: 'POST', path: '/decode' },
  openaiEmbed: { method: 'POST', path: '/v1/embeddings' },
  openaiEmbedAlias: { method: 'POST', path: '/embeddings' },
  compatibilityEmbed: { method: 'POST', path: '/' },
  compatibilityHealth: { method: 'GET', path: '/' },
  invocations: { method: 'POST', path: '/invocations' },
  getModelInfo: { method: 'GET', path: '/info' },
  health: { method: 'GET', path: '/health' },
  ping: { method: 'GET', path: '/ping' },
  metrics: { method: 'GET', path: '/metrics' },
  extractFeatures: { method: 'POST', path: '/pipeline/feature-extraction' },
} as const satisfies Readonly<Record<keyof operations, Route>>;

/** One method for each operation of TEI, under TEI's own name for it. */
export type TeiClient = TypedClient<operations, object>;

/**
 * A client of one TEI, with the retries, deadlines, log and errors of `EasyLLM`, and without its translation.
 *
 * ```ts
 * const tei = createTeiClient({ apiBase: 'http://localhost:8080' });
 * const ranks = await tei.rerank({ query: 'What is deep learning?', texts: ['A kind of machine learning.', 'A dish.'] });
 * ```
 */
export function createTeiClient(options: TypedClientOptions): TeiClient {
  return createTypedClient<operations, object>(ROUTES, options);
}
