/**
 * `easyllm/vllm`: vLLM's own API, typed by `openapi/vllm.yaml`.
 *
 * @module easyllm/vllm
 */
export { createVllmClient } from './client/vllm.ts';
export type { VllmClient } from './client/vllm.ts';
export type { TypedCallOptions, TypedClient, TypedClientOptions } from './client/typed-client.ts';
export type * from '../generated/vllm.ts';
/** One validator for each type: `validators.ChatCompletionRequest.safeParse(value)`. */
export * as validators from '../generated/vllm.zod.ts';
/** Reads and checks one event of each stream: `events.createChatCompletion.safeParse({ data })`. */
export { events } from '../generated/vllm.events.ts';
export type { StreamEvents } from '../generated/vllm.events.ts';
