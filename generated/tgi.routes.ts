// Generated from openapi/tgi.yaml by `npm run generate`. Do not edit.
import type { ChatCompletionChunk, CompletionChunk, StreamResponse } from './tgi.ts';

/** How each operation is called. It streams always, or on request: where the body says `stream: true`. */
export const routes = {
  healthAtRoot: { method: 'get', path: '/' },
  compatGenerate: { method: 'post', path: '/', streams: 'onRequest' },
  generate: { method: 'post', path: '/generate' },
  generateStream: { method: 'post', path: '/generate_stream', streams: 'always' },
  chatCompletions: { method: 'post', path: '/v1/chat/completions', streams: 'onRequest' },
  completions: { method: 'post', path: '/v1/completions', streams: 'onRequest' },
  openaiGetModelInfo: { method: 'get', path: '/v1/models' },
  tokenize: { method: 'post', path: '/tokenize' },
  getChatTokenize: { method: 'post', path: '/chat_tokenize' },
  sagemakerCompatibility: { method: 'post', path: '/invocations', streams: 'onRequest' },
  vertexCompatibility: { method: 'post', path: '/vertex' },
  getModelInfo: { method: 'get', path: '/info' },
  health: { method: 'get', path: '/health' },
  ping: { method: 'get', path: '/ping' },
  metrics: { method: 'get', path: '/metrics' },
} as const;

/** What the streams are made of. An error inside a stream is thrown, so that no event is one. */
export type Events = {
  compatGenerate: StreamResponse;
  generateStream: StreamResponse;
  chatCompletions: ChatCompletionChunk;
  completions: CompletionChunk;
  sagemakerCompatibility: StreamResponse | ChatCompletionChunk | CompletionChunk;
};
