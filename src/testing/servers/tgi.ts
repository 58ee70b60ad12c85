import type { JsonObject } from '../../base/check.ts';
import { isObject } from '../../base/check.ts';
import { listOf } from './bodies.ts';
import type { FixedAnswer, Likeness } from './likeness.ts';
import { schemaOfGrammar } from './tgi-grammar.ts';
import { TGI_REFUSALS } from './tgi-refusals.ts';

const RECORDED = 'recorded from TGI 3.3.7';
const SPEC = 'openapi/tgi.yaml';

/** TGI 3.3.7. Its text is written in `tgi-answers.ts`: it has shapes of its own, on `/v1` too. */
export const TGI: Likeness = {
  version: '3.3.7',
  model: undefined,
  contextLength: 4095,
  headers: {},
  routes: [
    { method: 'POST', path: '/v1/chat/completions', does: 'chat', follows: RECORDED },
    { method: 'POST', path: '/v1/completions', does: 'completion', follows: RECORDED },
    { method: 'POST', path: '/generate', does: 'native', follows: RECORDED },
    { method: 'POST', path: '/generate_stream', does: 'native', follows: RECORDED },
    { method: 'POST', path: '/', does: 'native', follows: `${RECORDED} (compat-whole)` },
    { method: 'GET', path: '/info', answer: (_, likeness) => toInfo(likeness), follows: `${RECORDED} (info)` },
    {
      method: 'GET',
      path: '/v1/models',
      answer: (_, { model: id = MODEL }) => ({
        status: 200,
        body: { object: 'list', data: [{ id, object: 'model', created: 0, owned_by: id }] },
      }),
      follows: `${RECORDED} (models)`,
    },
    {
      method: 'POST',
      path: '/tokenize',
      answer: ({ body }) => ({ status: 200, body: toTokens(String(body['inputs'] ?? '')) }),
      follows: `${RECORDED} (tokenize)`,
    },
    {
      method: 'POST',
      path: '/chat_tokenize',
      answer: ({ body }) => chatTokenize(body),
      follows: `${RECORDED} (chat_tokenize)`,
    },
    ...['/health', '/ping', '/'].map((path) => ({
      method: 'GET' as const,
      path,
      answer: () => ({ status: 200 }),
      follows: SPEC,
    })),
  ],
  unknownRoute: { is: { status: 404 }, follows: 'seen with TGI 3.3.7: an empty body' },
  wrongMethod: { is: { status: 405 }, follows: 'seen with TGI 3.3.7: an empty body' },
  errorBody: {
    is: {
      whole: ({ message, type }) => ({ error: message, error_type: type }),
      event: ({ message, type }, path) =>
        path.includes('/v1/') ? { error: { message, http_status_code: 422 } } : { error: message, error_type: type },
    },
    follows: `${RECORDED} (stream-validation, comp-stream-validation)`,
  },
  refusals: TGI_REFUSALS,
  faults: {
    loading: { is: refused(503, 'unhealthy', 'healthcheck'), follows: SPEC },
    unauthorized: { is: { status: 401 }, follows: `${RECORDED} (--api-key secret: no key)` },
    tooLong: {
      is: refused(422, 'Input validation error: `inputs` must have less than 4095 tokens. Given: 5000', 'validation'),
      follows: SPEC,
    },
    overloaded: { is: refused(429, 'Model is overloaded', 'overloaded'), follows: `${RECORDED} (overloaded)` },
    failed: {
      is: refused(424, 'Request failed during generation: Server error: CUDA out of memory.', 'generation'),
      follows: `${RECORDED} (fail-3)`,
    },
  },
  tgi: {
    limits: { is: ['max_tokens'], follows: SPEC },
    schema: {
      is: { chat: ({ response_format: format }) => schemaOfGrammar(format), completion: grammarOf },
      follows: `${RECORDED} (format-json-object, grammar-json)`,
    },
    toolChoice: { is: 'stop', follows: `${RECORDED} (tool-required)` },
    callIds: { is: '', follows: `${RECORDED} (tool-required): a number` },
  },
};

const MODEL = 'meta-llama/Llama-3.1-8B';
function refused(status: number, error: string, error_type: string): FixedAnswer {
  return { status, body: { error, error_type } };
}

function grammarOf({ parameters }: JsonObject): unknown {
  return isObject(parameters) ? schemaOfGrammar(parameters['grammar']) : undefined;
}

function toInfo({ version, model = MODEL, contextLength }: Likeness): FixedAnswer {
  const limits = { max_concurrent_requests: 128, max_best_of: 2, max_stop_sequences: 4 };
  const tokens = { max_input_tokens: contextLength, max_total_tokens: contextLength + 1 };
  const server = { validation_workers: 2, max_client_batch_size: 4, router: 'text-generation-router' };
  const versions = { version, sha: null, docker_label: null };
  const served = { model_id: model, model_sha: null, model_pipeline_tag: 'text-generation' };
  return { status: 200, body: { ...served, ...limits, ...tokens, ...server, ...versions } };
}

function toTokens(text: string): readonly object[] {
  return [...text.matchAll(/\S+/g)].map(({ 0: word, index }) => {
    // Places are counted in bytes of UTF-8.
    const start = new TextEncoder().encode(text.slice(0, index)).length;
    return { id: 100 + word.length, text: word, start, stop: start + new TextEncoder().encode(word).length };
  });
}

function chatTokenize(body: JsonObject): FixedAnswer {
  const texts = listOf(body['messages']).map((message) => (isObject(message) ? String(message['content'] ?? '') : ''));
  const templated = texts.join('\n');
  return { status: 200, body: { tokenize_response: toTokens(templated), templated_text: templated } };
}
