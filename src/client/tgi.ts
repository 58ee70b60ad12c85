import type { ChatCompletionChunk, CompletionChunk, StreamResponse, operations } from '../../generated/tgi.ts';
import type { Route, TypedClient, TypedClientOptions } from './typed-client.ts';
import { createTypedClient } from './typed-client.ts';

/** What the streams are made of. An error inside a stream is thrown. */
interface Events {
  compatGenerate: StreamResponse;
  generateStream: StreamResponse;
  chatCompletions: ChatCompletionChunk;
  completions: CompletionChunk;
  sagemakerCompatibility: StreamResponse | ChatCompletionChunk | CompletionChunk;
}

const ROUTES = {
  healthAtRoot: { method: 'GET', path: '/' },
  compatGenerate: { method: 'POST', path: '/', streams: 'onRequest' },
  generate: { method: 'POST', path: '/generate' },
  generateStream: { method: 'POST', path: '/generate_stream', streams: 'always' },
  chatCompletions: { method: 'POST', path: '/v1/chat/completions', streams: 'onRequest' },
  completions: { method: 'POST', path: '/v1/completions', streams: 'onRequest' },
  openaiGetModelInfo: { method: 'GET', path: '/v1/models' },
  tokenize: { method: 'POST', path: '/tokenize' },
  getChatTokenize: { method: 'POST', path: '/chat_tokenize' },
  sagemakerCompatibility: { method: 'POST', path: '/invocations', streams: 'onRequest' },
  vertexCompatibility: { method: 'POST', path: '/vertex' },
  getModelInfo: { method: 'GET', path: '/info' },
  health: { method: 'GET', path: '/health' },
  ping: { method: 'GET', path: '/ping' },
  metrics: { method: 'GET', path: '/metrics' },
} as const satisfies Readonly<Record<keyof operations, Route>>;

/** One method for each operation of TGI, under TGI's own name for it. */
export type TgiClient = TypedClient<operations, Events>;

/**
 * A client of one TGI, with the retries, deadlines, log and errors of `EasyLLM`, and without its translation.
 *
 * ```ts
 * const tgi = createTgiClient({ apiBase: 'http://localhost:8080' });
 * for await (const { token } of await tgi.generateStream({ inputs: 'Knock knock.' })) process.stdout.write(token.text);
 * ```
 */
export function createTgiClient(options: TypedClientOptions): TgiClient {
  return createTypedClient<operations, Events>(ROUTES, options);
}
