/**
 * `easyllm/otel`: spans and metrics of OpenTelemetry for each call, by its conventions for generative AI. It needs `@opentelemetry/api`, and
 * tells whatever SDK the program has set up.
 *
 * @module easyllm/otel
 */
export { instrument } from './otel/instrument.ts';
export type { InstrumentOptions } from './otel/instrument.ts';
