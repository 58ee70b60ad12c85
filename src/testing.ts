/**
 * `easyllm/testing`: servers and recordings for the tests of programs that use EasyLLM, or any of the APIs it speaks.
 *
 * @module easyllm/testing
 */
export { fakeServer, fakeTgi, startFakeServer } from './testing/fake-server.ts';
export type { FakeServerOptions } from './testing/fake-server.ts';
export type { FakeFetch } from './testing/fake-fetch.ts';
export type {
  CallAnswer,
  FaultAnswer,
  ServerAnswer as ScriptedAnswer,
  ServerError,
  ServerScript as Script,
  Told,
  TextAnswer,
  VectorAnswer,
} from './testing/script.ts';
export type { FaultName, ServerName } from './testing/servers/likeness.ts';
/** The same on a socket of loopback, for what happens to connections: resets, stalls, split bytes. */
export { startFakeTgi } from './testing/fake-tgi.ts';
export type { FakeAnswer, FakeRequest, FakeScript, FakeStep, FakeTgi as StartedFakeTgi } from './testing/fake-tgi.ts';
export { mockOpenAI, mockTei, mockTgi, mockVllm } from './testing/mock.ts';
export type { Mock, MockOptions } from './testing/mock.ts';
export { record, replay } from './testing/recording.ts';
export type { Exchange } from './testing/recording.ts';
export type { ErrorAnswer, TokenAnswer } from './testing/tgi-answers.ts';
