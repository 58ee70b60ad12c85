/**
 * `easyllm/tgi`: TGI's own API, typed by `openapi/tgi.yaml`.
 *
 * @module easyllm/tgi
 */
export { createTgiClient } from './client/tgi.ts';
export type { TgiClient } from './client/tgi.ts';
export type { TypedCallOptions, TypedClient, TypedClientOptions } from './client/typed-client.ts';
export type * from '../generated/tgi.ts';
/** One validator for each type: `validators.GenerateRequest.safeParse(value)`. */
export * as validators from '../generated/tgi.zod.ts';
/** Reads and checks one event of each stream: `events.generateStream.safeParse({ data })`. */
export { events } from '../generated/tgi.events.ts';
export type { StreamEvents } from '../generated/tgi.events.ts';
