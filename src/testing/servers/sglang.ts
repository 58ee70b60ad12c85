import type { JsonObject } from '../../base/check.ts';
import {
  countPrompt,
  countWords,
  listModel,
  NO_SUCH_ROUTE,
  refuseLength,
  refuseTemperature,
  schemaOfFormat,
  UNNAMED,
  WRONG_METHOD,
} from './bodies.ts';
import type { FixedAnswer, Likeness } from './likeness.ts';

/** Nothing of it was recorded: all is as its source has it (`entrypoints/openai/{protocol,serving_chat,serving_base}.py`). */
const SOURCE = 'the source of SGLang 0.5.23';

/** SGLang's `/v1`. */
export const SGLANG: Likeness = {
  version: '0.5.23',
  model: undefined,
  contextLength: 2048,
  headers: { server: 'uvicorn' },
  routes: [
    { method: 'POST', path: '/v1/chat/completions', does: 'chat', follows: SOURCE },
    { method: 'POST', path: '/v1/completions', does: 'completion', follows: SOURCE },
    { method: 'POST', path: '/v1/embeddings', does: 'embedding', follows: SOURCE },
    { method: 'POST', path: '/v1/rerank', does: 'rerank', follows: SOURCE },
    {
      method: 'GET',
      path: '/v1/models',
      answer: (_, { model, contextLength }) =>
        listModel(model, 'sglang', { root: model ?? UNNAMED, max_model_len: contextLength }),
      follows: SOURCE,
    },
    { method: 'GET', path: '/health', answer: () => ({ status: 200 }), follows: SOURCE },
    {
      method: 'GET',
      path: '/get_server_info',
      answer: (_, { version, model = UNNAMED, contextLength }) => ({
        status: 200,
        body: { model_path: model, served_model_name: model, context_length: contextLength, version },
      }),
      follows: SOURCE,
    },
    ...['/tokenize', '/v1/tokenize'].map((path) => ({
      method: 'POST' as const,
      path,
      answer: ({ body }: { body: JsonObject }, { contextLength }: { contextLength: number }) => {
        const count = 'prompt' in body ? countWords(body['prompt']) : countPrompt(body);
        const tokens = Array.from({ length: count }, (_, index) => index + 100);
        return { status: 200, body: { tokens, count, max_model_len: contextLength } };
      },
      follows: SOURCE,
    })),
  ],
  unknownRoute: { is: NO_SUCH_ROUTE, follows: SOURCE },
  wrongMethod: { is: WRONG_METHOD, follows: 'FastAPI' },
  errorBody: {
    is: {
      whole: ({ message, type, param, status }) => ({ object: 'error', message, type, param, code: status }),
      event: ({ message, type, param, status }) => ({
        error: { object: 'error', message, type, param, code: status },
      }),
    },
    follows: SOURCE,
  },
  refusals: [
    ...refuseLength(
      (tokens, limit) =>
        refused(
          400,
          'BadRequestError',
          `The input (${tokens} tokens) is longer than the model's context length (${limit} tokens).`,
        ),
      SOURCE,
    ),
    ...refuseTemperature(() => refused(400, 'BadRequestError', 'Input should be a valid number'), SOURCE),
  ],
  faults: {
    loading: { is: { status: 503 }, follows: `${SOURCE} (/health)` },
    unauthorized: { is: { status: 401, body: { error: 'Unauthorized' } }, follows: SOURCE },
    overloaded: { is: refused(503, 'SERVICE_UNAVAILABLE', 'The request queue is full.'), follows: SOURCE },
    failed: { is: refused(500, 'InternalServerError', 'Internal server error'), follows: SOURCE },
  },
  text: {
    ids: { is: ['', ''], follows: `${SOURCE}: a bare hexadecimal number` },
    fingerprint: { is: undefined, follows: SOURCE },
    firstChunk: { is: 'empty', follows: SOURCE },
    delta: { is: { reasoning_content: null, tool_calls: null }, follows: SOURCE },
    choice: { is: { chunk: { logprobs: null, matched_stop: null }, whole: { logprobs: null } }, follows: SOURCE },
    ending: { is: (stop) => ({ matched_stop: stop }), follows: SOURCE },
    answer: { is: { whole: { metadata: { weight_version: 'default' } }, last: {} }, follows: SOURCE },
    message: { is: { reasoning_content: null, tool_calls: null }, follows: SOURCE },
    completionUsage: { is: 'own chunk', follows: SOURCE },
    usageDetails: { is: { prompt_tokens_details: null, reasoning_tokens: 0 }, follows: SOURCE },
    continuousUsage: { is: true, follows: SOURCE },
    reasoning: { is: 'reasoning_content', follows: SOURCE },
    limits: { is: ['max_completion_tokens', 'max_tokens'], follows: SOURCE },
    choices: { is: 'as asked', follows: SOURCE },
    echo: { is: true, follows: SOURCE },
    logprobs: { is: { chat: true, completion: 'lists' }, follows: SOURCE },
    schema: { is: { chat: schemaOf, completion: schemaOf }, follows: SOURCE },
    toolChoice: { is: 'tool_calls', follows: SOURCE },
    callIds: { is: 'call_', follows: SOURCE },
    closesAfterStream: { is: false, follows: SOURCE },
  },
  embedding: {
    dimensions: { is: 'as asked', follows: SOURCE },
    base64: { is: false, follows: SOURCE },
    answer: { is: {}, follows: SOURCE },
    usageDetails: { is: { completion_tokens: 0, prompt_tokens_details: null }, follows: SOURCE },
  },
};

function refused(status: number, type: string, message: string): FixedAnswer {
  return { status, body: { object: 'error', message, type, param: null, code: status } };
}

function schemaOf(body: JsonObject): unknown {
  return body['json_schema'] ?? schemaOfFormat(body);
}
