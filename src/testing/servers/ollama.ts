import { listModel, NAMED, refuseModel, refuseTemperature, schemaOfFormat } from './bodies.ts';
import type { FixedAnswer, Likeness } from './likeness.ts';

const RECORDED = 'recorded from Ollama 0.17.4';
const SOURCE = 'docs/openai.md of Ollama';

/** Ollama's `/v1`. */
export const OLLAMA: Likeness = {
  version: '0.17.4',
  model: undefined,
  // It cuts in silence what is longer.
  contextLength: Number.POSITIVE_INFINITY,
  headers: {},
  routes: [
    { method: 'POST', path: '/v1/chat/completions', does: 'chat', follows: RECORDED },
    { method: 'POST', path: '/v1/completions', does: 'completion', follows: RECORDED },
    { method: 'POST', path: '/v1/embeddings', does: 'embedding', follows: RECORDED },
    { method: 'GET', path: '/v1/models', answer: (_, { model }) => listModel(model, 'library'), follows: SOURCE },
    {
      method: 'GET',
      path: '/api/version',
      answer: (_, { version }) => ({ status: 200, body: { version } }),
      follows: 'docs/api.md of Ollama',
    },
    {
      method: 'GET',
      path: '/',
      answer: () => ({
        status: 200,
        body: 'Ollama is running',
        headers: { 'content-type': 'text/plain; charset=utf-8' },
      }),
      follows: 'seen with Ollama 0.17.4',
    },
  ],
  unknownRoute: {
    is: { status: 404, body: '404 page not found', headers: { 'content-type': 'text/plain' } },
    follows: 'seen with Ollama 0.17.4: Gin’s own text',
  },
  errorBody: { is: NAMED, follows: `${RECORDED} (wrong model); a stream: its source (middleware/openai.go)` },
  refusals: [
    ...refuseModel((asked) => refused(404, 'api_error', `model '${asked}' not found`), `${RECORDED} (wrong model)`),
    ...refuseTemperature(
      (value) =>
        refused(
          400,
          'invalid_request_error',
          `json: cannot unmarshal ${typeof value} into Go struct field ChatCompletionRequest.temperature of type float64`,
        ),
      `${RECORDED} (bad temperature)`,
    ),
    {
      of: 'chat',
      when: ({ reasoning_effort: effort }) => typeof effort === 'string' && effort !== 'none',
      answer: ({ model }) => refused(400, 'api_error', `"${String(model ?? '')}" does not support thinking`),
      follows: `${RECORDED} (reasoning_effort: 400)`,
    },
    {
      of: 'embedding',
      when: ({ input }) => Array.isArray(input) && input.some((item) => typeof item !== 'string'),
      answer: () => refused(400, 'invalid_request_error', 'invalid input type'),
      follows: 'seen with Ollama 0.17.4: ids are 400',
    },
  ],
  faults: {
    overloaded: {
      is: refused(503, 'api_error', 'server busy, please try again. maximum pending requests exceeded'),
      follows: 'its source (server/sched.go)',
    },
    failed: {
      is: refused(500, 'api_error', 'llama runner process has terminated'),
      follows: 'its source (llm/server.go)',
    },
  },
  text: {
    ids: { is: ['chatcmpl-', 'cmpl-'], follows: RECORDED },
    fingerprint: { is: 'fp_ollama', follows: RECORDED },
    firstChunk: { is: 'none', follows: `${RECORDED} (chat, stream)` },
    delta: { is: { role: 'assistant' }, follows: `${RECORDED} (chat, stream)` },
    choice: { is: { chunk: {}, whole: {} }, follows: RECORDED },
    ending: { is: () => ({}), follows: RECORDED },
    answer: { is: { whole: {}, last: {} }, follows: RECORDED },
    message: { is: {}, follows: `${RECORDED} (chat, whole)` },
    completionUsage: { is: 'zeros', follows: `${RECORDED} (completions, stream, include_usage)` },
    usageDetails: { is: {}, follows: `${RECORDED} (chat, whole)` },
    continuousUsage: { is: false, follows: RECORDED },
    reasoning: { is: 'reasoning', follows: 'its source (openai/openai.go)' },
    limits: { is: ['max_tokens'], follows: 'seen with Ollama 0.17.4: max_completion_tokens is ignored' },
    choices: { is: 'one', follows: `${RECORDED} (chat, stream, n=2)` },
    echo: { is: false, follows: 'seen with Ollama 0.17.4: ignored' },
    logprobs: { is: { chat: true, completion: false }, follows: 'seen with Ollama 0.17.4' },
    schema: {
      is: { chat: schemaOfFormat, completion: () => undefined },
      follows: `${RECORDED} (completions with response_format: ignored)`,
    },
    toolChoice: { is: 'ignored', follows: 'seen with Ollama 0.17.4' },
    callIds: { is: 'call_', follows: 'its source (openai/openai.go)' },
    closesAfterStream: { is: false, follows: RECORDED },
  },
  embedding: {
    dimensions: { is: 'as asked', follows: `${RECORDED} (embeddings, dimensions)` },
    base64: { is: true, follows: `${RECORDED} (embeddings, base64)` },
    answer: { is: {}, follows: RECORDED },
    usageDetails: { is: {}, follows: RECORDED },
  },
};

function refused(status: number, type: string, message: string): FixedAnswer {
  return { status, body: { error: { message, type, param: null, code: null } } };
}
