/**
 * `easyllm/tei`: TEI's own API, typed by `openapi/tei.yaml`.
 *
 * @module easyllm/tei
 */
export { createTeiClient } from './client/tei.ts';
export type { TeiClient } from './client/tei.ts';
export type { TypedCallOptions, TypedClient, TypedClientOptions } from './client/typed-client.ts';
export type * from '../generated/tei.ts';
/** One validator for each type: `validators.EmbedRequest.safeParse(value)`. */
export * as validators from '../generated/tei.zod.ts';
