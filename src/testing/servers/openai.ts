import { listModel, NAMED, refuseModel, refuseTemperature, schemaOfFormat } from './bodies.ts';
import type { FixedAnswer, Likeness } from './likeness.ts';

const REFERENCE = 'OpenAI’s API reference, 2026-08';

/** A server that does as OpenAI's reference says, under any base. */
export const OPENAI: Likeness = {
  version: '2026-08',
  model: undefined,
  contextLength: 8192,
  headers: {},
  routes: [
    { method: 'POST', path: '/chat/completions', does: 'chat', follows: REFERENCE },
    { method: 'POST', path: '/completions', does: 'completion', follows: REFERENCE },
    { method: 'POST', path: '/embeddings', does: 'embedding', follows: REFERENCE },
    { method: 'GET', path: '/models', answer: (_, { model }) => listModel(model, 'openai'), follows: REFERENCE },
  ],
  unknownRoute: {
    is: refused(404, 'invalid_request_error', 'Invalid URL'),
    follows: REFERENCE,
  },
  errorBody: { is: NAMED, follows: REFERENCE },
  refusals: [
    ...refuseModel(
      (asked) =>
        refused(404, 'invalid_request_error', `The model \`${asked}\` does not exist or you do not have access to it.`),
      REFERENCE,
    ),
    ...refuseTemperature(
      (value) =>
        refused(
          400,
          'invalid_request_error',
          `Invalid type for 'temperature': expected a decimal, but got ${typeof value} instead.`,
          'temperature',
        ),
      REFERENCE,
    ),
  ],
  faults: {
    unauthorized: { is: refused(401, 'invalid_request_error', 'Incorrect API key provided.'), follows: REFERENCE },
    tooLong: {
      is: refused(400, 'invalid_request_error', "This model's maximum context length is 8192 tokens.", 'messages'),
      follows: REFERENCE,
    },
    overloaded: { is: refused(429, 'requests', 'Rate limit reached for requests'), follows: REFERENCE },
    failed: {
      is: refused(500, 'server_error', 'The server had an error while processing your request. Sorry about that!'),
      follows: REFERENCE,
    },
  },
  text: {
    ids: { is: ['chatcmpl-', 'cmpl-'], follows: REFERENCE },
    fingerprint: { is: 'fp_44709d6fcb', follows: REFERENCE },
    firstChunk: { is: 'empty', follows: REFERENCE },
    delta: { is: {}, follows: REFERENCE },
    choice: { is: { chunk: { logprobs: null }, whole: { logprobs: null } }, follows: REFERENCE },
    ending: { is: () => ({}), follows: REFERENCE },
    answer: { is: { whole: { service_tier: 'default' }, last: {} }, follows: REFERENCE },
    message: { is: { refusal: null, annotations: [] }, follows: REFERENCE },
    completionUsage: { is: 'own chunk', follows: REFERENCE },
    usageDetails: {
      is: { prompt_tokens_details: { cached_tokens: 0 }, completion_tokens_details: { reasoning_tokens: 0 } },
      follows: REFERENCE,
    },
    continuousUsage: { is: false, follows: REFERENCE },
    reasoning: { is: 'reasoning_content', follows: 'servers in OpenAI’s shape; its own has none' },
    limits: { is: ['max_completion_tokens', 'max_tokens'], follows: REFERENCE },
    choices: { is: 'as asked', follows: REFERENCE },
    echo: { is: true, follows: REFERENCE },
    logprobs: { is: { chat: true, completion: 'lists' }, follows: REFERENCE },
    schema: { is: { chat: schemaOfFormat, completion: () => undefined }, follows: REFERENCE },
    toolChoice: { is: 'tool_calls', follows: REFERENCE },
    callIds: { is: 'call_', follows: REFERENCE },
    closesAfterStream: { is: false, follows: REFERENCE },
  },
  embedding: {
    dimensions: { is: 'as asked', follows: REFERENCE },
    base64: { is: true, follows: REFERENCE },
    answer: { is: {}, follows: REFERENCE },
    usageDetails: { is: {}, follows: REFERENCE },
  },
};

function refused(status: number, type: string, message: string, param: string | null = null): FixedAnswer {
  return { status, body: { error: { message, type, param, code: null } } };
}
