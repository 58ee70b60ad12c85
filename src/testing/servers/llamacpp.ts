import type { JsonObject } from '../../base/check.ts';
import { isObject } from '../../base/check.ts';
import {
  countPrompt,
  listModel,
  listOf,
  refuseImages,
  refuseLength,
  refuseTemperature,
  schemaOfFormat,
  UNNAMED,
} from './bodies.ts';
import type { FixedAnswer, Likeness } from './likeness.ts';

const RECORDED = 'recorded from llama.cpp b11434';
const SOURCE = 'tools/server/README.md of llama.cpp b11434';
const TIMINGS = { cache_n: 0, prompt_n: 6, prompt_ms: 12.5, predicted_n: 4, predicted_ms: 40.25 };

/** llama.cpp's `llama-server`, as it is since the end of 2025. */
export const LLAMACPP: Likeness = {
  version: 'b11434',
  model: undefined,
  contextLength: 1024,
  headers: { server: 'llama.cpp', 'content-type': 'application/json; charset=utf-8' },
  routes: [
    { method: 'POST', path: '/v1/chat/completions', does: 'chat', follows: RECORDED },
    { method: 'POST', path: '/v1/completions', does: 'completion', follows: RECORDED },
    { method: 'POST', path: '/v1/embeddings', does: 'embedding', follows: `${RECORDED} (embeddings)` },
    { method: 'POST', path: '/v1/rerank', does: 'rerank', follows: SOURCE },
    {
      method: 'GET',
      path: '/v1/models',
      answer: (_, { model, contextLength }) =>
        listModel(model, 'llamacpp', {
          aliases: [model ?? UNNAMED],
          meta: { n_ctx: contextLength, n_ctx_train: 8192 },
        }),
      follows: `${RECORDED} (models)`,
    },
    { method: 'GET', path: '/health', answer: () => ({ status: 200, body: { status: 'ok' } }), follows: SOURCE },
    {
      method: 'GET',
      path: '/props',
      answer: (_, { contextLength, model }) => ({
        status: 200,
        body: {
          default_generation_settings: { n_ctx: contextLength },
          total_slots: 1,
          model_path: model ?? UNNAMED,
          build_info: 'b11434',
        },
      }),
      follows: SOURCE,
    },
    {
      method: 'POST',
      path: '/tokenize',
      answer: ({ body }) => ({ status: 200, body: { tokens: toTokens(body) } }),
      follows: `${RECORDED} (TGI tokenize form: no tokens); tools/server/server-context.cpp of b11434`,
    },
    {
      method: 'POST',
      path: '/apply-template',
      answer: ({ body }) => ({ status: 200, body: { prompt: applyTemplate(body) } }),
      follows: 'tools/server/server-context.cpp of llama.cpp b11434',
    },
    {
      method: 'POST',
      path: '/v1/chat/completions/input_tokens',
      answer: ({ body }) => ({ status: 200, body: { input_tokens: countPrompt(body) } }),
      follows: SOURCE,
    },
  ],
  unknownRoute: { is: refused(404, 'not_found_error', 'File Not Found'), follows: `${RECORDED} (native generate)` },
  errorBody: {
    is: {
      whole: ({ message, type, status }) => ({ error: { code: status, message, type } }),
      event: ({ message, type, status }) => ({ error: { code: status, message, type } }),
    },
    follows: `${RECORDED} (bad temperature); a stream: ${SOURCE}`,
  },
  refusals: [
    ...refuseTemperature(
      (value) =>
        refused(
          400,
          'invalid_request_error',
          `Field 'temperature': [json.exception.type_error.302] type must be number, but is ${typeof value}`,
        ),
      `${RECORDED} (bad temperature)`,
    ),
    ...refuseLength(
      (tokens, limit) => ({
        status: 400,
        body: {
          error: {
            code: 400,
            message: `request (${tokens} tokens) exceeds the available context size (${limit} tokens), try increasing it`,
            type: 'exceed_context_size_error',
            n_prompt_tokens: tokens,
            n_ctx: limit,
          },
        },
      }),
      `${RECORDED} (prompt too long)`,
    ).filter(({ of }) => of !== 'embedding'),
    {
      of: 'embedding',
      when: (body, { contextLength }) => countPrompt(body) > contextLength,
      answer: (body, { contextLength }) =>
        refused(
          500,
          'server_error',
          `input (${countPrompt(body)} tokens) is too large to process. increase the physical batch size (current batch size: ${contextLength})`,
        ),
      follows: `${RECORDED} (embeddings, too long: 500)`,
    },
    refuseImages(
      () =>
        refused(
          500,
          'server_error',
          'image input is not supported - hint: if this is unexpected, you may need to provide the mmproj',
        ),
      `${RECORDED} (image to a text model)`,
    ),
    {
      of: 'chat',
      when: ({ tool_choice: choice }) => typeof choice === 'string' && !['auto', 'none', 'required'].includes(choice),
      answer: ({ tool_choice: choice }) =>
        refused(400, 'invalid_request_error', `Invalid tool_choice: ${String(choice)}`),
      follows: 'seen with llama.cpp b11434: a name as a string is 400',
    },
  ],
  faults: {
    loading: {
      is: refused(503, 'unavailable_error', 'Loading model'),
      follows: `${RECORDED} (while the model is loading)`,
    },
    unauthorized: { is: refused(401, 'authentication_error', 'Invalid API Key'), follows: `${RECORDED} (401)` },
    tooLong: {
      is: {
        status: 400,
        body: {
          error: {
            code: 400,
            message: 'request (20031 tokens) exceeds the available context size (1024 tokens), try increasing it',
            type: 'exceed_context_size_error',
            n_prompt_tokens: 20_031,
            n_ctx: 1024,
          },
        },
      },
      follows: `${RECORDED} (prompt too long)`,
    },
    failed: { is: refused(500, 'server_error', 'Compute error.'), follows: `${RECORDED}: its words for a 500` },
  },
  text: {
    ids: { is: ['chatcmpl-', 'chatcmpl-'], follows: `${RECORDED} (completions too)` },
    fingerprint: { is: 'b0-unknown', follows: RECORDED },
    firstChunk: { is: 'null', follows: `${RECORDED} (chat, stream)` },
    delta: { is: {}, follows: `${RECORDED} (chat, stream)` },
    choice: { is: { chunk: {}, whole: {} }, follows: `${RECORDED} (chat)` },
    ending: { is: () => ({}), follows: `${RECORDED} (chat)` },
    answer: { is: { whole: { timings: TIMINGS }, last: { timings: TIMINGS } }, follows: RECORDED },
    message: { is: {}, follows: `${RECORDED} (chat, whole)` },
    completionUsage: { is: 'last choice', follows: `${RECORDED} (completions, stream, include_usage)` },
    usageDetails: { is: { prompt_tokens_details: { cached_tokens: 0 } }, follows: `${RECORDED} (chat, whole)` },
    continuousUsage: { is: false, follows: RECORDED },
    reasoning: { is: 'reasoning_content', follows: SOURCE },
    limits: { is: ['max_completion_tokens', 'max_tokens'], follows: SOURCE },
    choices: { is: 'as asked', follows: `${RECORDED} (chat, stream, n=2)` },
    echo: { is: false, follows: 'seen with llama.cpp b11434: ignored' },
    logprobs: { is: { chat: true, completion: 'as chat' }, follows: `${RECORDED} (completions, logprobs)` },
    schema: {
      is: { chat: schemaOf, completion: ({ json_schema: schema }) => schema },
      follows: `${SOURCE}; json_schema written as TGI’s value is lost: ${RECORDED}`,
    },
    toolChoice: {
      is: 'names ignored',
      follows: 'asked of llama.cpp b11434 (test/servers): a text instead of the call',
    },
    callIds: { is: '', follows: SOURCE },
    closesAfterStream: {
      is: true,
      follows: 'seen with llama.cpp b11434: a FIN after [DONE], though it said keep-alive',
    },
  },
  embedding: {
    dimensions: { is: 'ignored', follows: `${RECORDED} (embeddings, dimensions)` },
    base64: { is: true, follows: `${RECORDED} (embeddings, base64)` },
    answer: { is: {}, follows: `${RECORDED} (embeddings)` },
    usageDetails: { is: {}, follows: `${RECORDED} (embeddings)` },
  },
};

function refused(status: number, type: string, message: string): FixedAnswer {
  return { status, body: { error: { code: status, message, type } } };
}

function schemaOf(body: JsonObject): unknown {
  const { response_format: format, json_schema: own } = body;
  if (own !== undefined) return own;
  if (isObject(format) && format['type'] === 'json_object' && isObject(format['schema'])) return format['schema'];
  return schemaOfFormat(body);
}

/** Ids; with `with_pieces` each beside its text. */
function toTokens({ content, with_pieces: withPieces, add_special: addSpecial }: JsonObject): readonly unknown[] {
  if (content === undefined) return [];
  const words = [...String(content).matchAll(/\S+\s*/g)].map(([piece]) => piece);
  const pieces = addSpecial === true ? ['<s>', ...words] : words;
  return pieces.map((piece, index) => (withPieces === true ? { id: index + 100, piece } : index + 100));
}

/** ChatML, which its models have. */
function applyTemplate({ messages }: JsonObject): string {
  const turns = listOf(messages).map((message) => {
    const { role, content } = isObject(message) ? message : {};
    return `<|im_start|>${String(role)}\n${String(content ?? '')}<|im_end|>\n`;
  });
  return `${turns.join('')}<|im_start|>assistant\n`;
}
