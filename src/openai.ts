/**
 * `easyllm/openai`: any server in OpenAI's shape, typed by `openapi/openai.yaml`: what the facade takes and answers.
 *
 * @module easyllm/openai
 */
export { createOpenAIClient } from './client/openai.ts';
export type { OpenAIClient } from './client/openai.ts';
export type { TypedCallOptions, TypedClient, TypedClientOptions } from './client/typed-client.ts';
export type * from '../generated/openai.ts';
/** One validator for each type: `validators.ChatCompletionRequest.safeParse(value)`. */
export * as validators from '../generated/openai.zod.ts';
/** Reads and checks one event of each stream: `events.createChatCompletion.safeParse({ data })`. */
export { events } from '../generated/openai.events.ts';
export type { StreamEvents } from '../generated/openai.events.ts';
