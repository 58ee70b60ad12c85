import type { ChatCompletionChunk, Completion, operations } from '../../generated/openai.ts';
import type { Route, TypedClient, TypedClientOptions } from './typed-client.ts';
import { createTypedClient } from './typed-client.ts';

/** What the streams are made of. An error inside a stream is thrown. */
interface Events {
  createChatCompletion: ChatCompletionChunk;
  createCompletion: Completion;
}

const ROUTES = {
  createChatCompletion: { method: 'POST', path: '/v1/chat/completions', streams: 'onRequest' },
  createCompletion: { method: 'POST', path: '/v1/completions', streams: 'onRequest' },
  createEmbedding: { method: 'POST', path: '/v1/embeddings' },
  listModels: { method: 'GET', path: '/v1/models' },
  retrieveModel: { method: 'GET', path: '/v1/models/{model}' },
  health: { method: 'GET', path: '/health' },
} as const satisfies Readonly<Record<keyof operations, Route>>;

/** One method for each operation of the spec. */
export type OpenAIClient = TypedClient<operations, Events>;

/**
 * A client of one server in OpenAI's shape (a gateway of ours, TGI's `/v1`, vLLM), with the retries, deadlines, log and errors of
 * `EasyLLM`. What is sent is what is given: no prompt is built, and nothing is repaired.
 *
 * ```ts
 * const openai = createOpenAIClient({ apiBase: 'http://localhost:8000/v1' });
 * const reply = await openai.createChatCompletion({ messages: [{ role: 'user', content: 'Knock knock.' }] });
 * ```
 */
export function createOpenAIClient(options: TypedClientOptions): OpenAIClient {
  return createTypedClient<operations, Events>(ROUTES, options);
}
