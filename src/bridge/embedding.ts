/** Embeddings: request to TEI, an OpenAI-shaped server or Hugging Face's pipeline; answers of any nesting back to one vector an input. */
import type { EmbeddingRequest } from '../../generated/openai.ts';
import type { EmbedRequest, FeatureExtractionRequest, OpenAIEmbeddingRequest } from '../../generated/tei.ts';
import { isObject } from '../base/check.ts';
import { APIError, ConfigurationError, UnsupportedError } from '../base/errors.ts';
import type { EmbeddingApi } from '../servers/address.ts';
import { countEncodedFloat32, isEncodedFloat32, toNumbers } from '../base/float32.ts';
import { defined, refuseFields } from './parameters.ts';

/** What an upstream takes, by the API it has. */
export type UpstreamEmbeddingRequest =
  | { api: 'tei'; body: EmbedRequest }
  | { api: 'openai'; body: OpenAIEmbeddingRequest }
  | { api: 'pipeline'; body: FeatureExtractionRequest };

/** What a caller gets for a vector: numbers, as the body's `encoding_format` says, or typed, as the call's options do. */
export type VectorForm = 'numbers' | 'base64' | 'float32array';

/** A vector as it came: the text is base64 of float32. */
export type Vector = number[] | Float32Array | string;

export function toVectorForm(
  { encoding_format: format }: EmbeddingRequest,
  { vectors }: { vectors?: 'float32array' | undefined },
): VectorForm {
  if (vectors !== undefined && vectors !== null && vectors !== 'float32array') {
    throw new ConfigurationError('`vectors` is something else than "float32array", the one form it names.', {
      param: 'vectors',
    });
  }
  return vectors ?? (format === 'base64' ? 'base64' : 'numbers');
}

/** One input: text, or token ids where the caller vouches for them. */
export type EmbeddingInput = string | number[];

/** The inputs of a request, and whether they came as a list. Token ids pass only with `tokenIds: "server"`. */
export function toEmbeddingInputs(
  { input }: EmbeddingRequest,
  tokenIds: 'server' | undefined,
): { inputs: EmbeddingInput[]; isList: boolean } {
  if (typeof input === 'string') return { inputs: [input], isList: false };
  const hasIds = input.some((item) => typeof item !== 'string');
  if (hasIds && tokenIds !== 'server') {
    throw new UnsupportedError(
      '`input` holds token ids, which another model’s tokenizer would have made different. Pass the text (in LangChain: `check_embedding_ctx_length=False`), or set `tokenIds: "server"` if they are this model’s own.',
      { param: 'input' },
    );
  }
  if (input.every((item) => typeof item === 'number')) return { inputs: [input], isList: false };
  return { inputs: input.filter((item) => typeof item !== 'number'), isList: true };
}

export interface EmbeddingPlan {
  api: EmbeddingApi;
  inputs: EmbeddingInput[];
  isList: boolean;
  form?: VectorForm;
}

/** The upstream's request for some of the inputs. */
export function toEmbeddingCall(
  request: EmbeddingRequest,
  { api, inputs, isList, form = 'numbers' }: EmbeddingPlan,
): UpstreamEmbeddingRequest {
  const input = isList ? inputs : (inputs[0] ?? '');
  if (api === 'openai') {
    const { model, dimensions, user } = request;
    // A third of the bytes, and nothing to parse. Servers that do not know it send numbers, which are read as well.
    const format = form === 'numbers' ? {} : { encoding_format: 'base64' as const };
    return { api, body: { input, ...defined({ model, dimensions, user }), ...format } };
  }
  const { normalize, prompt_name, truncate, truncation_direction, dimensions } = request;
  if (api === 'pipeline') {
    const direction = defined({ truncation_direction: toPipelineDirection(truncation_direction) });
    return {
      api,
      body: {
        inputs: toPipelineInputs(inputs, isList),
        ...defined({ normalize, prompt_name, truncate }),
        ...direction,
      },
    };
  }
  // TEI 1.9 cuts long texts in silence unless it is told not to (TEI, `--auto-truncate`).
  const extras = defined({ normalize, prompt_name, truncate, truncation_direction, dimensions });
  return { api, body: { inputs: input, truncate: false, ...extras } };
}

/** TEI takes both spellings, the pipeline one. */
function toPipelineDirection(direction: EmbeddingRequest['truncation_direction']): 'left' | 'right' | undefined {
  if (direction === undefined || direction === null) return undefined;
  return direction === 'left' || direction === 'Left' ? 'left' : 'right';
}

function toPipelineInputs(inputs: readonly EmbeddingInput[], isList: boolean): string | string[] {
  const texts = inputs.filter((item) => typeof item === 'string');
  if (texts.length < inputs.length) {
    throw new UnsupportedError('`input` holds token ids, which Hugging Face’s pipeline does not take. Pass the text.', {
      param: 'input',
    });
  }
  return isList ? texts : (texts[0] ?? '');
}

type Extra = 'dimensions' | 'normalize' | 'prompt_name' | 'truncate' | 'truncation_direction';

const MISSING_FIELDS: Readonly<Record<EmbeddingApi, { names: readonly Extra[]; server: string }>> = {
  tei: { names: [], server: 'TEI' },
  openai: {
    names: ['normalize', 'prompt_name', 'truncate', 'truncation_direction'],
    server: 'an OpenAI-shaped server',
  },
  pipeline: { names: ['dimensions'], server: 'Hugging Face’s feature-extraction pipeline' },
};

/** Refuses the fields that the server's API has no place for. */
export function refuseEmbeddingFields(request: EmbeddingRequest, api: EmbeddingApi): void {
  refuseFields(request, 'EmbeddingRequest');
  const { names, server } = MISSING_FIELDS[api];
  for (const name of names) {
    if (request[name] === undefined || request[name] === null) continue;
    const loss = request[name] === false && name === 'truncate' ? '; without it long texts may be cut in silence' : '';
    throw new UnsupportedError(
      `\`${name}\` cannot be told to ${server}. Set \`apiBase\` to a TEI server’s own address, or leave it out${loss}.`,
      { param: name },
    );
  }
}

/** One vector for each input of a batch, in order, from an answer of any nesting. */
export function toVectors(
  answer: unknown,
  { count, pooling }: { count: number; pooling: EmbeddingRequest['pooling'] },
): Vector[] {
  refuseText(Array.isArray(answer) ? answer[0] : answer);
  const rows = count === 1 ? [answer] : toList(answer);
  if (!Array.isArray(rows) || rows.length !== count) {
    throw unreadable(
      `${count} inputs were sent, and ${Array.isArray(rows) ? rows.length : 'no list of'} vectors came back`,
    );
  }
  return rows.map((row) => toVector(row, pooling));
}

/** Whether one of the texts of a request may have been cut to the length of the model. A token is a byte of text at the least, but for two around it. */
export function mayBeCut(
  inputs: readonly EmbeddingInput[],
  { maxTokens, tokens }: { maxTokens: number; tokens: number | undefined },
): boolean {
  if (tokens !== undefined && tokens < maxTokens) return false;
  return inputs.some((input) =>
    typeof input === 'string' ? countBytes(input) + 2 > maxTokens : input.length > maxTokens,
  );
}

function countBytes(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** Vectors of one answer have one length, and that which was asked for: what differs was not made by one model, or was cut. */
export function expectOneLength(
  vectors: readonly Vector[],
  { dimensions }: Pick<EmbeddingRequest, 'dimensions'>,
): void {
  const [first] = vectors;
  if (first === undefined) return;
  const length = toLength(first);
  const other = vectors.find((vector) => toLength(vector) !== length);
  if (other !== undefined) {
    throw unreadable(`one vector has ${length} numbers, and another ${toLength(other)}`);
  }
  if (dimensions === undefined || dimensions === null || dimensions === length) return;
  throw unreadable(`its vectors have ${length} numbers, where \`dimensions\` asks for ${dimensions}`);
}

function toLength(vector: Vector): number {
  return typeof vector === 'string' ? countEncodedFloat32(vector) : vector.length;
}

/** Numbers where vectors belong are told as such in any form. */
function toList(answer: unknown): unknown {
  return answer instanceof Float32Array ? toNumbers(answer) : answer;
}

/** Lists of one are peeled off: servers wrap a single input in up to three of them. */
function toVector(value: unknown, pooling: EmbeddingRequest['pooling']): Vector {
  if (isVector(value)) return value;
  if (typeof value === 'string') return toEncoded(value);
  refuseText(value);
  if (!Array.isArray(value) || !value.some(isNested)) {
    throw unreadable('a vector holds something else than finite numbers');
  }
  if (value.length === 1) return toVector(value[0], pooling);
  if (!value.every(isVector)) throw unreadable('its lists are nested in a way no known server has');
  if (value.some(({ length }) => length !== value[0]?.length)) throw unreadable('its vectors differ in length');
  if (pooling === 'mean') return toMean(value);
  throw new UnsupportedError(
    `The model answered with one vector for each of ${value.length} tokens, not one for the text. Use a sentence-embedding model, or pass \`pooling: "mean"\`.`,
    { param: 'pooling' },
  );
}

function isNested(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

/** A server that was not asked for base64 may send it all the same. */
function toEncoded(text: string): string {
  if (isEncodedFloat32(text)) return text;
  throw unreadable('a vector is neither numbers nor base64 of them');
}

function isVector(value: unknown): value is number[] | Float32Array {
  if (value instanceof Float32Array) return value.length > 0 && holdsNumbers(value);
  return Array.isArray(value) && value.length > 0 && holdsNumbers(value);
}

/** Numbers that are finite. By an index: `every` takes far longer on Node 24, where it was given lists of other things before. */
function holdsNumbers(list: ArrayLike<unknown>): boolean {
  for (let index = 0; index < list.length; index += 1) if (!Number.isFinite(list[index])) return false;
  return true;
}

function toMean(vectors: readonly (number[] | Float32Array)[]): number[] {
  const sums = new Array<number>(vectors[0]?.length ?? 0).fill(0);
  for (const vector of vectors) {
    for (let index = 0; index < sums.length; index += 1) sums[index] = (sums[index] ?? 0) + (vector[index] ?? 0);
  }
  return sums.map((sum) => sum / vectors.length);
}

function refuseText(value: unknown): void {
  if (!isObject(value) || !('generated_text' in value)) return;
  throw unreadable('it is a text that was generated, as a TGI does, which embeds nothing', 'unsupported_operation');
}

function unreadable(reason: string, code?: string): APIError {
  return new APIError(`The server’s answer is no embedding: ${reason}. Check \`apiBase\` and \`model\`.`, {
    status: 200,
    code,
    attempts: 1,
  });
}
