// Generated from openapi/openai.yaml by `npm run generate`. Do not edit.
import type { ChatCompletionChunk, Completion, ResponseStreamEvent } from './openai.ts';

/** How each operation is called. It streams always, or on request: where the body says `stream: true`. */
export const routes = {
  createChatCompletion: { method: 'post', path: '/v1/chat/completions', streams: 'onRequest' },
  readChatPrompt: { method: 'post', path: '/v1/prompt' },
  createCompletion: { method: 'post', path: '/v1/completions', streams: 'onRequest' },
  createEmbedding: { method: 'post', path: '/v1/embeddings' },
  createRerank: { method: 'post', path: '/v1/rerank' },
  createResponse: { method: 'post', path: '/v1/responses', streams: 'onRequest' },
  countResponseInputTokens: { method: 'post', path: '/v1/responses/input_tokens' },
  retrieveResponse: { method: 'get', path: '/v1/responses/{response_id}' },
  deleteResponse: { method: 'delete', path: '/v1/responses/{response_id}' },
  cancelResponse: { method: 'post', path: '/v1/responses/{response_id}/cancel' },
  listInputItems: { method: 'get', path: '/v1/responses/{response_id}/input_items' },
  createFile: { method: 'post', path: '/v1/files', isForm: true },
  listFiles: { method: 'get', path: '/v1/files' },
  retrieveFile: { method: 'get', path: '/v1/files/{file_id}' },
  deleteFile: { method: 'delete', path: '/v1/files/{file_id}' },
  downloadFile: { method: 'get', path: '/v1/files/{file_id}/content' },
  createBatch: { method: 'post', path: '/v1/batches' },
  listBatches: { method: 'get', path: '/v1/batches' },
  retrieveBatch: { method: 'get', path: '/v1/batches/{batch_id}' },
  cancelBatch: { method: 'post', path: '/v1/batches/{batch_id}/cancel' },
  listModels: { method: 'get', path: '/v1/models' },
  retrieveModel: { method: 'get', path: '/v1/models/{model}' },
  health: { method: 'get', path: '/health' },
  ready: { method: 'get', path: '/ready' },
  readUsage: { method: 'get', path: '/usage' },
} as const;

/** What the streams are made of. An error inside a stream is thrown, so that no event is one. */
export type Events = {
  createChatCompletion: ChatCompletionChunk;
  createCompletion: Completion;
  createResponse: ResponseStreamEvent;
};
