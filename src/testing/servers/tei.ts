import { countWords } from './bodies.ts';
import type { Likeness, ServerRefusal, RouteKind } from './likeness.ts';
import {
  compareSentences,
  decodeIds,
  embedWords,
  isTeiInput,
  textsOf,
  toBackendError,
  toTeiInfo,
  tokenizeWords,
} from './tei-answers.ts';

const RECORDED = 'recorded from TEI 1.9.3';
const SPEC = 'openapi/tei.yaml';
const TEXT = { 'content-type': 'text/plain; charset=utf-8' };

/** TEI 1.9.3, with the routes of a model that embeds and of one that ranks. */
export const TEI: Likeness = {
  version: '1.9.3',
  model: undefined,
  contextLength: 256,
  headers: {},
  routes: [
    { method: 'POST', path: '/v1/embeddings', does: 'embedding', follows: `${RECORDED} (openai)` },
    { method: 'POST', path: '/embed', does: 'native embedding', follows: `${RECORDED} (embed one)` },
    { method: 'POST', path: '/rerank', does: 'rerank', follows: SPEC },
    { method: 'POST', path: '/', does: 'native embedding', follows: SPEC },
    { method: 'POST', path: '/invocations', does: 'native embedding', follows: SPEC },
    { method: 'POST', path: '/embeddings', does: 'embedding', follows: SPEC },
    { method: 'POST', path: '/embed_all', answer: ({ body }) => embedWords(body), follows: SPEC },
    {
      method: 'POST',
      path: '/embed_sparse',
      answer: () => toBackendError('Model is not an embedding model with SPLADE pooling'),
      follows: `${RECORDED} (sparse refused)`,
    },
    {
      method: 'POST',
      path: '/predict',
      answer: () => toBackendError('Model is not a classifier model'),
      follows: `${SPEC} (NotClassifier)`,
    },
    {
      method: 'POST',
      path: '/similarity',
      answer: ({ body }) => compareSentences(body),
      follows: `${RECORDED} (similarity)`,
    },
    { method: 'POST', path: '/decode', answer: ({ body }) => decodeIds(body), follows: `${RECORDED} (decode)` },
    { method: 'POST', path: '/tokenize', answer: ({ body }) => tokenizeWords(body), follows: SPEC },
    {
      method: 'GET',
      path: '/metrics',
      answer: () => ({ status: 200, body: '# TYPE te_request_count counter\nte_request_count 1\n', headers: TEXT }),
      follows: SPEC,
    },
    { method: 'GET', path: '/info', answer: (_, likeness) => toTeiInfo(likeness), follows: SPEC },
    ...['/health', '/ping', '/'].map((path) => ({
      method: 'GET' as const,
      path,
      answer: () => ({ status: 200 }),
      follows: `${RECORDED} (health)`,
    })),
  ],
  unknownRoute: { is: { status: 404 }, follows: `${RECORDED} (not found)` },
  wrongMethod: { is: { status: 405 }, follows: 'seen with TEI 1.9.3: an empty body' },
  errorBody: {
    is: {
      whole: ({ message, type, status }, path) =>
        path.endsWith('/v1/embeddings') ? { message, code: status, type } : { error: message, error_type: type },
      event: ({ message, type }) => ({ error: message, error_type: type }),
    },
    follows: `${RECORDED} (embed empty list, openai empty)`,
  },
  refusals: [
    ...refuseInputs(
      (texts) => texts.length === 0 || texts.includes(''),
      () => ({ status: 400, message: 'Input validation error: `inputs` cannot be empty', type: 'Empty' }),
      `${RECORDED} (embed empty in list, openai empty)`,
    ),
    ...refuseInputs(
      (texts) => texts.length > 32,
      (texts) => ({
        status: 422,
        message: `batch size ${texts.length} > maximum allowed batch size 32`,
        type: 'Validation',
      }),
      `${SPEC} (BatchTooLarge)`,
    ),
    {
      of: 'native embedding',
      when: ({ inputs, truncate }, { contextLength }) =>
        truncate !== true && textsOf(inputs).some((text) => countWords(text) >= contextLength),
      answer: ({ inputs }, { contextLength }) => {
        const longest = Math.max(...textsOf(inputs).map(countWords));
        const message = `Input validation error: \`inputs\` must have less than ${contextLength} tokens. Given: ${longest}`;
        return { status: 422, body: { error: message, error_type: 'Validation' } };
      },
      follows: `${RECORDED} (embed too long); its /v1 cuts in silence`,
    },
    {
      of: 'embedding',
      when: (body) => body['encoding_format'] === null,
      answer: () => ({
        status: 400,
        body: 'Failed to parse the request body as JSON: encoding_format: expected value at line 1 column 37',
        headers: TEXT,
      }),
      follows: `${RECORDED} (openai null format)`,
    },
    {
      of: 'native embedding',
      when: (body) => !('inputs' in body),
      answer: () => ({
        status: 422,
        body: 'Failed to deserialize the JSON body into the target type: missing field `inputs` at line 1 column 2',
        headers: TEXT,
      }),
      follows: `${RECORDED} (missing)`,
    },
    {
      of: 'native embedding',
      when: ({ inputs }) => !isTeiInput(inputs),
      answer: () => ({
        status: 422,
        body: 'Failed to deserialize the JSON body into the target type: inputs: data did not match any variant of untagged enum Input at line 1 column 18',
        headers: TEXT,
      }),
      follows: `${SPEC} (WrongInputs)`,
    },
  ],
  faults: {
    unauthorized: { is: { status: 401 }, follows: `${RECORDED} (--api-key: no key)` },
    tooLong: {
      is: {
        status: 422,
        body: {
          error: 'Input validation error: `inputs` must have less than 256 tokens. Given: 2002',
          error_type: 'Validation',
        },
      },
      follows: `${RECORDED} (embed too long)`,
    },
    overloaded: {
      is: { status: 429, body: { error: 'Model is overloaded', error_type: 'Overloaded' } },
      follows: `${RECORDED} (overloaded)`,
    },
    failed: {
      is: toBackendError('model is not a re-ranker model'),
      follows: `${RECORDED} (rerank refused)`,
    },
  },
  embedding: {
    tokensHeader: { is: 'x-compute-tokens', follows: `${RECORDED} (openai)` },
    dimensions: { is: 'as asked', follows: `${RECORDED} (embed not normalised, openai)` },
    base64: { is: true, follows: `${SPEC} (OpenAIBase64)` },
    answer: { is: {}, follows: `${RECORDED} (openai)` },
    usageDetails: { is: {}, follows: `${RECORDED} (openai)` },
  },
};

/** Refuses the inputs of both routes, each in its own shape. */
function refuseInputs(
  isWrong: (texts: readonly unknown[]) => boolean,
  answer: (texts: readonly unknown[]) => { status: number; message: string; type: string },
  follows: string,
): readonly ServerRefusal[] {
  const kinds: readonly (readonly [RouteKind, string])[] = [
    ['native embedding', 'inputs'],
    ['embedding', 'input'],
  ];
  return kinds.map(([of, field]) => ({
    of,
    when: (body) => field in body && isWrong(textsOf(body[field])),
    answer: (body) => {
      const { status, message, type } = answer(textsOf(body[field]));
      const written = of === 'embedding' ? { message, code: status, type } : { error: message, error_type: type };
      return { status, body: written };
    },
    follows,
  }));
}
