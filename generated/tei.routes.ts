// Generated from openapi/tei.yaml by `npm run generate`. Do not edit.
/** How each operation is called. It streams always, or on request: where the body says `stream: true`. */
export const routes = {
  embed: { method: 'post', path: '/embed' },
  embedAll: { method: 'post', path: '/embed_all' },
  embedSparse: { method: 'post', path: '/embed_sparse' },
  predict: { method: 'post', path: '/predict' },
  rerank: { method: 'post', path: '/rerank' },
  similarity: { method: 'post', path: '/similarity' },
  tokenize: { method: 'post', path: '/tokenize' },
  decode: { method: 'post', path: '/decode' },
  openaiEmbed: { method: 'post', path: '/v1/embeddings' },
  openaiEmbedAlias: { method: 'post', path: '/embeddings' },
  compatibilityEmbed: { method: 'post', path: '/' },
  compatibilityHealth: { method: 'get', path: '/' },
  invocations: { method: 'post', path: '/invocations' },
  getModelInfo: { method: 'get', path: '/info' },
  health: { method: 'get', path: '/health' },
  ping: { method: 'get', path: '/ping' },
  metrics: { method: 'get', path: '/metrics' },
  extractFeatures: { method: 'post', path: '/pipeline/feature-extraction' },
} as const;

/** What the streams are made of. An error inside a stream is thrown, so that no event is one. */
export type Events = object;
