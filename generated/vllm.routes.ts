// Generated from openapi/vllm.yaml by `npm run generate`. Do not edit.
import type { ChatCompletionChunk, CompletionChunk } from './vllm.ts';

/** How each operation is called. It streams always, or on request: where the body says `stream: true`. */
export const routes = {
  createChatCompletion: { method: 'post', path: '/v1/chat/completions', streams: 'onRequest' },
  createCompletion: { method: 'post', path: '/v1/completions', streams: 'onRequest' },
  createEmbedding: { method: 'post', path: '/v1/embeddings' },
  rerank: { method: 'post', path: '/v1/rerank' },
  score: { method: 'post', path: '/v1/score' },
  tokenize: { method: 'post', path: '/tokenize' },
  detokenize: { method: 'post', path: '/detokenize' },
  listModels: { method: 'get', path: '/v1/models' },
  showVersion: { method: 'get', path: '/version' },
  health: { method: 'get', path: '/health' },
} as const;

/** What the streams are made of. An error inside a stream is thrown, so that no event is one. */
export type Events = {
  createChatCompletion: ChatCompletionChunk;
  createCompletion: CompletionChunk;
};
