/** What TEI answers on routes that no script reaches: small values that fit the spec. */
import type { JsonObject } from '../../base/check.ts';
import { isObject } from '../../base/check.ts';
import { countWords, listOf, UNNAMED } from './bodies.ts';
import type { FixedAnswer, Likeness } from './likeness.ts';

export function textsOf(inputs: unknown): readonly unknown[] {
  return Array.isArray(inputs) ? inputs : [inputs];
}

/** A text, the token ids of one, or a list of such. */
export function isTeiInput(inputs: unknown): boolean {
  const isOne = (input: unknown) => typeof input === 'string' || (Array.isArray(input) && input.every(isId));
  return isOne(inputs) || (Array.isArray(inputs) && inputs.every(isOne));
}

function isId(value: unknown): boolean {
  return Number.isInteger(value);
}

export function toTeiInfo({ version, model = UNNAMED, contextLength }: Likeness): FixedAnswer {
  const limits = { max_concurrent_requests: 512, max_input_length: contextLength, max_batch_tokens: 16_384 };
  const batches = {
    max_batch_requests: null,
    max_client_batch_size: 32,
    auto_truncate: true,
    tokenization_workers: 2,
  };
  const served = { model_id: model, model_sha: null, model_dtype: 'float32', served_model_name: model };
  const body = { ...served, model_type: { embedding: { pooling: 'mean' } }, ...limits, ...batches };
  return { status: 200, body: { ...body, version, sha: null, docker_label: null } };
}

/** Its kind of error for what the model is not made for. */
export function toBackendError(reason: string): FixedAnswer {
  return { status: 424, body: { error: `Backend error: ${reason}`, error_type: 'Backend' } };
}

/** A vector for each word, and for the special tokens around them. */
export function embedWords({ inputs }: JsonObject): FixedAnswer {
  const toVectors = (text: unknown) => Array.from({ length: countWords(text) + 2 }, (_, at) => [1, at / 4]);
  const texts = typeof inputs === 'object' && listOf(inputs).some((input) => !isId(input)) ? listOf(inputs) : [inputs];
  return { status: 200, body: texts.map(toVectors) };
}

/** Equal sentences are alike, and all others half as much. */
export function compareSentences({ inputs }: JsonObject): FixedAnswer {
  const { source_sentence: source, sentences } = isObject(inputs) ? inputs : {};
  return { status: 200, body: listOf(sentences).map((sentence) => (sentence === source ? 1 : 0.5)) };
}

export function decodeIds({ ids }: JsonObject): FixedAnswer {
  const lists = listOf(ids).some(Array.isArray) ? listOf(ids) : [ids];
  return { status: 200, body: lists.map((list) => listOf(list).map(String).join(' ')) };
}

export function tokenizeWords({ inputs }: JsonObject): FixedAnswer {
  const lists = textsOf(inputs).map((text) => [...String(text).matchAll(/\S+/g)].map(toToken));
  return { status: 200, body: lists };
}

function toToken({ 0: text, index: start }: RegExpExecArray): JsonObject {
  return { id: 100 + text.length, text, special: false, start, stop: start + text.length };
}
