import type { operations } from '../../generated/openai.ts';
import type { Events } from '../../generated/openai.routes.ts';
import { routes } from '../../generated/openai.routes.ts';
import type { TypedClient, TypedClientOptions } from './typed-client.ts';
import { createTypedClient } from './typed-client.ts';

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
  return createTypedClient<operations, Events>(routes, options);
}
