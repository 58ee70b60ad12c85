import type { JsonObject } from '../../base/check.ts';
import { isObject, tryParse } from '../../base/check.ts';
import {
  countPrompt,
  countWords,
  listModel,
  NO_SUCH_ROUTE,
  WRONG_METHOD,
  NUMBERED,
  refuseImages,
  refuseLength,
  refuseModel,
  refuseTemperature,
  schemaOfFormat,
  UNNAMED,
} from './bodies.ts';
import type { FixedAnswer, Likeness } from './likeness.ts';

const RECORDED = 'recorded from vLLM 0.32.0';
const SOURCE = 'openapi/vllm.yaml';

/** vLLM 0.32, the routes of a generating and of a pooling model together. */
export const VLLM: Likeness = {
  version: '0.32.0',
  model: undefined,
  contextLength: 2048,
  headers: { server: 'uvicorn' },
  routes: [
    { method: 'POST', path: '/v1/chat/completions', does: 'chat', follows: RECORDED },
    { method: 'POST', path: '/v1/completions', does: 'completion', follows: RECORDED },
    { method: 'POST', path: '/v1/embeddings', does: 'embedding', follows: `${RECORDED} (pooling)` },
    { method: 'POST', path: '/v1/rerank', does: 'rerank', follows: SOURCE },
    { method: 'POST', path: '/v2/rerank', does: 'rerank', follows: SOURCE },
    { method: 'POST', path: '/rerank', does: 'rerank', follows: SOURCE },
    {
      method: 'GET',
      path: '/v1/models',
      answer: (_, { model, contextLength }) =>
        listModel(model, 'vllm', { root: model ?? UNNAMED, parent: null, max_model_len: contextLength }),
      follows: `${RECORDED} (models)`,
    },
    {
      method: 'GET',
      path: '/version',
      answer: (_, { version }) => ({ status: 200, body: { version } }),
      follows: SOURCE,
    },
    { method: 'GET', path: '/health', answer: () => ({ status: 200 }), follows: SOURCE },
    {
      method: 'POST',
      path: '/tokenize',
      answer: ({ body }, { contextLength }) => tokenize(body, contextLength),
      follows: `${RECORDED} (TGI tokenize form); ${SOURCE}`,
    },
    { method: 'POST', path: '/detokenize', answer: ({ body }) => detokenize(body), follows: SOURCE },
  ],
  unknownRoute: { is: NO_SUCH_ROUTE, follows: `${RECORDED} (native generate)` },
  wrongMethod: { is: WRONG_METHOD, follows: 'FastAPI' },
  errorBody: { is: NUMBERED, follows: `${RECORDED} (wrong model); a stream: ${SOURCE}` },
  refusals: [
    ...refuseModel(
      (asked, served) =>
        refused(404, 'NotFoundError', `The model \`${asked}\` does not exist. Valid aliases: ${served}.`, 'model'),
      `${RECORDED} (wrong model)`,
    ),
    ...refuseLength((_, limit) => {
      const most = limit + 1;
      const message = `This model's maximum context length is ${limit} tokens. However, your prompt contains at least ${most} input tokens, which exceeds this limit even without any output tokens. Please reduce the length of the input prompt. (parameter=input_tokens, value=${most})`;
      return refused(400, 'BadRequestError', message, 'input_tokens');
    }, `${RECORDED} (prompt too long)`),
    refuseImages(
      (model) => refused(400, 'BadRequestError', `${model} is not a multimodal model`),
      `${RECORDED} (image to a text model)`,
    ),
    ...refuseTemperature(
      () =>
        refused(
          400,
          'Bad Request',
          "1 validation error:\n  {'type': 'float_parsing', 'loc': 'body.temperature'}",
          'body.temperature',
        ),
      `${RECORDED} (TGI tokenize form): its words for a body that does not fit`,
    ),
    ...(['chat', 'completion'] as const).map((of) => ({
      of,
      when: ({ stop }: JsonObject) => Array.isArray(stop) && stop.length > 4,
      answer: () =>
        refused(400, 'Bad Request', "1 validation error:\n  {'type': 'too_long', 'loc': 'body.stop'}", 'body.stop'),
      follows: 'its own document (maxItems of stop)',
    })),
    {
      of: 'embedding',
      when: ({ dimensions }) => typeof dimensions === 'number',
      answer: ({ dimensions }, { model = UNNAMED }) =>
        refused(
          400,
          'BadRequestError',
          `Model '${model}' does not support Matryoshka embeddings; dimensions must be unset (received dimensions=${String(dimensions)}).`,
        ),
      follows: `${RECORDED} (embeddings, dimensions)`,
    },
  ],
  faults: {
    unauthorized: { is: { status: 401, body: { error: 'Unauthorized' } }, follows: `${RECORDED} (401)` },
    tooLong: {
      is: refused(
        400,
        'BadRequestError',
        "This model's maximum context length is 2048 tokens. However, your prompt contains at least 2049 input tokens, which exceeds this limit even without any output tokens. Please reduce the length of the input prompt. (parameter=input_tokens, value=2049)",
        'input_tokens',
      ),
      follows: `${RECORDED} (prompt too long)`,
    },
    failed: {
      is: refused(
        500,
        'InternalServerError',
        'EngineCore encountered an issue. See stack trace (above) for the root cause.',
      ),
      follows: SOURCE,
    },
  },
  text: {
    ids: { is: ['chatcmpl-', 'cmpl-'], follows: RECORDED },
    fingerprint: { is: 'vllm-0.32.0-687246ce', follows: `${RECORDED} (the chunk of the usage)` },
    firstChunk: { is: 'empty', follows: `${RECORDED} (chat, stream)` },
    delta: { is: {}, follows: `${RECORDED} (chat, stream)` },
    choice: {
      is: {
        chunk: { logprobs: null, token_ids: null },
        whole: { logprobs: null, token_ids: null, routed_experts: null },
      },
      follows: `${RECORDED} (chat)`,
    },
    ending: { is: (stop) => ({ stop_reason: stop }), follows: `${RECORDED} (chat)` },
    answer: {
      is: { whole: { service_tier: null, prompt_logprobs: null, kv_transfer_params: null, metrics: null }, last: {} },
      follows: `${RECORDED} (tool_choice named, whole)`,
    },
    message: {
      is: { refusal: null, annotations: null, audio: null, function_call: null },
      follows: `${RECORDED} (tool_choice named, whole)`,
    },
    completionUsage: { is: 'own chunk', follows: `${RECORDED} (completions, stream, include_usage)` },
    usageDetails: {
      is: { prompt_tokens_details: null, completion_tokens_details: null },
      follows: `${RECORDED} (completions, logprobs)`,
    },
    continuousUsage: { is: true, follows: `${RECORDED} (json_schema, stream)` },
    reasoning: { is: 'reasoning', follows: 'vLLM since 0.12' },
    limits: { is: ['max_completion_tokens', 'max_tokens'], follows: 'its own document' },
    choices: { is: 'as asked', follows: 'its own document' },
    echo: { is: true, follows: 'its own document' },
    logprobs: { is: { chat: true, completion: 'lists' }, follows: `${RECORDED} (completions, logprobs)` },
    schema: {
      is: { chat: schemaOf, completion: schemaOf },
      follows: `${RECORDED} (json_schema, stream; json_schema written as TGI’s value is lost)`,
    },
    toolChoice: { is: 'stop', follows: `${RECORDED} (tool_choice named, whole)` },
    callIds: { is: 'chatcmpl-tool-', follows: `${RECORDED} (tool_choice named, whole)` },
    closesAfterStream: { is: false, follows: RECORDED },
  },
  embedding: {
    dimensions: { is: 'ignored', follows: 'it refuses them, see the refusals' },
    base64: { is: true, follows: `${RECORDED} (embeddings, base64)` },
    answer: {
      is: { id: 'embd-a6b4201095cdc66a', created: 1_795_931_303 },
      follows: `${RECORDED} (embeddings, base64)`,
    },
    usageDetails: {
      is: { completion_tokens: 0, prompt_tokens_details: null, completion_tokens_details: null },
      follows: `${RECORDED} (embeddings, base64)`,
    },
  },
};

function refused(status: number, type: string, message: string, param: string | null = null): FixedAnswer {
  return { status, body: { error: { message, type, param, code: status } } };
}

function schemaOf(body: JsonObject): unknown {
  const { structured_outputs: outputs } = body;
  if (!isObject(outputs)) return schemaOfFormat(body);
  const { json, choice } = outputs;
  if (Array.isArray(choice)) return { enum: choice };
  return typeof json === 'string' ? tryParse(json) : json;
}

/** A word for each token. */
function detokenize({ tokens }: JsonObject): FixedAnswer {
  const isValid = Array.isArray(tokens) && tokens.every((id) => Number.isInteger(id) && id >= 0);
  if (!isValid) {
    const words = "1 validation error:\n  {'type': 'list_type', 'loc': 'body.tokens'}";
    return refused(400, 'Bad Request', words, 'body.tokens');
  }
  return { status: 200, body: { prompt: tokens.map((id) => `w${String(id)}`).join(' ') } };
}

function tokenize(body: JsonObject, contextLength: number): FixedAnswer {
  if (!('prompt' in body) && !('messages' in body)) {
    const missing = (field: string) =>
      `  {'type': 'missing', 'loc': 'body.${field}', 'msg': 'Field required', 'input': '<dict of ${Object.keys(body).length} items>'}`;
    const message = `2 validation errors:\n${missing('prompt')}\n${missing('messages')}`;
    return refused(400, 'Bad Request', message, 'body.prompt');
  }
  const count = 'prompt' in body ? countWords(body['prompt']) : countPrompt(body);
  const tokens = Array.from({ length: count }, (_, index) => index + 100);
  return { status: 200, body: { count, max_model_len: contextLength, tokens, token_strs: null } };
}
