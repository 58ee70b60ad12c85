/**
 * `easyllm/sse`: server-sent events, both ways: bytes to events and back.
 *
 * @module easyllm/sse
 */
export * from './net/sse.ts';
