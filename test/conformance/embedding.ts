/** Vectors, from Hugging Face's pipeline and from TEI, in every nesting: one for each input, number for number, and as base64. */
import type { Embedding } from '../../src/index.ts';
import { UnsupportedError } from '../../src/index.ts';
import { difference, isObject, parseJson } from './json.ts';
import { type Outcome, comparing, passedUnless, skipped } from './outcome.ts';
import type { Recording } from './recording.ts';
import { type Answer, MODEL, createReplayClient, toResponse } from './replay.ts';

/** What is recorded for one input: a vector, or one vector for each of its tokens. */
type Row = { is: 'vector'; vector: readonly number[] } | { is: 'tokens'; vectors: readonly (readonly number[])[] };

/** The pipeline's address takes the model's name; any other is TEI's own. */
const API_BASE = { feature_extraction: 'https://router.huggingface.co/hf-inference/models', tei: 'http://tei.test' };

export async function checkEmbedding(recording: Recording): Promise<Outcome> {
  if (recording.provider !== undefined) return skipped('an answer of another provider’s API');
  if ((recording.status ?? 200) !== 200) return skipped('not a good answer, though its kind says so');
  const payload = parseJson(recording.body);
  const { isList, items } = toItems(payload, recording.request['inputs']);
  const rows = items.map(toRow);
  const known = rows.filter((row) => row !== undefined);
  if (known.length === 0 || known.length < rows.length) return skipped('not numbers in any nesting of embeddings');
  const input = isList ? rows.map((_, index) => `text ${index}`) : 'text 0';
  const apiBase = recording.kind === 'feature_extraction' ? API_BASE.feature_extraction : API_BASE.tei;
  const replay = { recording, items, rows: known, input, apiBase };
  const hasTokens = known.some(({ is }) => is === 'tokens');
  const pooling = hasTokens ? ('mean' as const) : undefined;
  return passedUnless([
    await comparing('as it is', () => (hasTokens ? compareRefusal(replay) : compareVectors(replay))),
    await comparing('pooled', () => compareVectors(replay, { pooling })),
    await comparing('in batches', () => compareVectors(replay, { pooling, batchSize: 2 })),
    await comparing('base64', () => compareBase64(replay, pooling)),
  ]);
}

/** Tells how many inputs an answer is for: by the request, or by its shape. */
function toItems(payload: unknown, inputs: unknown): { isList: boolean; items: readonly unknown[] } {
  const list = Array.isArray(payload) ? payload : [];
  const isList = inputs === undefined ? list.some(Array.isArray) : Array.isArray(inputs);
  return { isList, items: isList ? list : [payload] };
}

/** Lists of one say nothing: servers put up to three around the vector of a single text. */
function toRow(value: unknown): Row | undefined {
  if (isVector(value)) return { is: 'vector', vector: value };
  if (!Array.isArray(value)) return undefined;
  if (value.length === 1) return toRow(value[0]);
  return value.length > 0 && value.every(isVector) ? { is: 'tokens', vectors: value } : undefined;
}

function isVector(value: unknown): value is number[] {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'number');
}

interface Replay {
  recording: Recording;
  /** The recorded answer, by input. */
  items: readonly unknown[];
  rows: readonly Row[];
  input: string | string[];
  apiBase: string;
}

interface Variation {
  pooling?: 'mean' | undefined;
  /** How many inputs the server says it takes at once. */
  batchSize?: number | undefined;
}

async function compareVectors(replay: Replay, { pooling, batchSize }: Variation = {}): Promise<string | undefined> {
  const client = createReplayClient(toAnswer(replay, batchSize), replay);
  const { object, data, model } = await client.embeddings.create({ model: MODEL, input: replay.input, pooling });
  const found = replay.rows.map((row, index) => differenceOfItem(data[index], { row, index })).find((each) => each);
  return (
    found ??
    difference({ object, model, length: data.length }, { object: 'list', model: MODEL, length: replay.rows.length })
  );
}

function differenceOfItem(
  item: Embedding | undefined,
  { row, index }: { row: Row; index: number },
): string | undefined {
  const got = { object: item?.object, index: item?.index };
  return difference(got, { object: 'embedding', index }) ?? differenceOfVector(item?.embedding, row, `vector ${index}`);
}

function differenceOfVector(got: unknown, row: Row, name: string): string | undefined {
  if (row.is === 'vector') return difference(got, row.vector, name);
  const want = toMean(row.vectors);
  if (!isVector(got) || got.length !== want.length) return `${name} is not one of ${want.length} numbers`;
  // Sums depend on their order in the last digits.
  const at = got.findIndex((value, index) => Math.abs(value - (want[index] ?? 0)) > 1e-9);
  return at === -1 ? undefined : `${name} is ${got[at]} at ${at}, not ${want[at]}`;
}

function toMean(vectors: readonly (readonly number[])[]): number[] {
  const [first = []] = vectors;
  return first.map((_, at) => vectors.reduce((sum, vector) => sum + (vector[at] ?? 0), 0) / vectors.length);
}

async function compareRefusal(replay: Replay): Promise<string | undefined> {
  const client = createReplayClient(toAnswer(replay), replay);
  try {
    await client.embeddings.create({ model: MODEL, input: replay.input });
    return 'vectors of single tokens were taken for those of the text';
  } catch (error) {
    const isReasoned = error instanceof UnsupportedError && error.message.includes('pooling');
    return isReasoned ? undefined : `threw ${String(error)}, not an UnsupportedError that names \`pooling\``;
  }
}

/** Little-endian float32, the encoding OpenAI's API has. */
async function compareBase64(replay: Replay, pooling: Variation['pooling']): Promise<string | undefined> {
  const client = createReplayClient(toAnswer(replay), replay);
  const request = { model: MODEL, input: replay.input, pooling };
  const plain = await client.embeddings.create(request);
  const encoded = await client.embeddings.create({ ...request, encoding_format: 'base64' });
  const want = plain.data.map(({ embedding }) => (isVector(embedding) ? embedding.map(Math.fround) : embedding));
  return difference(
    encoded.data.map(({ embedding }) => decodeFloat32(embedding)),
    want,
    'the decoded vectors',
  );
}

function decodeFloat32(embedding: unknown): unknown {
  if (typeof embedding !== 'string') return embedding;
  const bytes = Buffer.from(embedding, 'base64');
  return Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(index * 4));
}

/** Answers all inputs with the recorded body, some of them with their part of it. */
function toAnswer({ recording, items }: Replay, batchSize?: number): Answer {
  return async (request) => {
    if (request.url.endsWith('/info')) {
      return batchSize === undefined
        ? new Response(null, { status: 404 })
        : Response.json({ model_id: MODEL, max_client_batch_size: batchSize });
    }
    const body = parseJson(await request.text());
    const inputs = isObject(body) ? body['inputs'] : undefined;
    if (!Array.isArray(inputs) || inputs.length === items.length) return toResponse(recording);
    const part = inputs.map((text) => items[Number(String(text).replace('text ', ''))]);
    return toResponse(recording, JSON.stringify(part));
  };
}
