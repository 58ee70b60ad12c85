/** Embeddings and ranks as a server writes them. */
import { isObject } from '../base/check.ts';
import { ConfigurationError } from '../base/errors.ts';
import type { FakeAnswer } from './fake-tgi.ts';
import { countWords, listOf, UNNAMED } from './servers/bodies.ts';
import type { Asked, Likeness } from './servers/likeness.ts';

/** The length of vectors, unless others are scripted or asked for. */
const DIMENSIONS = 4;

type Vector = readonly number[];

/** OpenAI's shape. */
export function toEmbeddingAnswer(asked: Asked, likeness: Likeness, vectors?: readonly Vector[]): FakeAnswer {
  const { body } = asked;
  const { embedding: habits } = likeness;
  const isBase64 = body['encoding_format'] === 'base64' && habits?.base64.is === true;
  const dimensions = habits?.dimensions.is === 'as asked' ? body['dimensions'] : undefined;
  const data = toVectors(body['input'], dimensions, vectors).map((vector, index) => ({
    object: 'embedding',
    index,
    embedding: isBase64 ? toBase64(vector) : vector,
  }));
  const texts = listOf(Array.isArray(body['input']) ? body['input'] : [body['input']]);
  const cut = (words: number) => (habits?.tokensHeader === undefined ? words : Math.min(words, likeness.contextLength));
  const tokens = Math.max(
    1,
    texts.reduce<number>((sum, text) => sum + cut(countWords(text)), 0),
  );
  const usage = { prompt_tokens: tokens, total_tokens: tokens, ...habits?.usageDetails.is };
  const answer = {
    object: 'list',
    model: likeness.model ?? body['model'] ?? UNNAMED,
    data,
    usage,
    ...habits?.answer.is,
  };
  return withTokens(json(answer), tokens, likeness);
}

/** TEI counts in a header. */
function withTokens(answer: FakeAnswer, tokens: number, { embedding }: Likeness): FakeAnswer {
  const name = embedding?.tokensHeader?.is;
  return name === undefined ? answer : { ...answer, headers: { ...answer.headers, [name]: String(tokens) } };
}

/** TEI's shape: the vectors alone. */
export function toNativeEmbeddingAnswer({ body }: Asked, likeness: Likeness, vectors?: readonly Vector[]): FakeAnswer {
  const answer = json(toVectors(body['inputs'], body['dimensions'], vectors));
  return withTokens(answer, Math.max(1, countWords(body['inputs'])), likeness);
}

/** The documents by how many words of the query they share, the best first; TEI's shape where the body is in TEI's words. */
export function toRankAnswer({ body }: Asked, likeness: Likeness): FakeAnswer {
  const { query, texts, documents = texts, top_n: most, return_texts: isWithTexts } = body;
  const ranked = listOf(documents)
    .map((text, index) => ({ index, text, score: toScore(toWords(query), toWords(text)) }))
    .toSorted((one, other) => other.score - one.score);
  if (texts !== undefined) {
    return json(ranked.map(({ index, text, score }) => ({ index, score, ...(isWithTexts === true && { text }) })));
  }
  const results = ranked.map(({ index, text, score }) => ({ index, document: toRanked(text), relevance_score: score }));
  const tokens = Math.max(1, countWords([query, documents]));
  return json({
    id: 'rerank-c0d15a7e93f4b286',
    model: likeness.model ?? body['model'] ?? UNNAMED,
    usage: { prompt_tokens: tokens, total_tokens: tokens },
    results: typeof most === 'number' && most > 0 ? results.slice(0, most) : results,
  });
}

/** A document as it comes back: vLLM has the parts of one under a name of their own. */
function toRanked(document: unknown): object {
  return isObject(document) ? { text: null, multi_modal: document['content'] ?? [] } : { text: document };
}

/** The words of a text, or those in the parts of a document. */
function toWords(text: unknown): string {
  return typeof text === 'string' ? text : JSON.stringify(text);
}

/** From 0 to 1: the part of the query's words that a text has. */
function toScore(query: string, text: string): number {
  const [asked, found] = [query, text].map((words) => new Set(words.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []));
  const shared = [...(asked ?? [])].filter((word) => found?.has(word) === true).length;
  return shared / Math.max(1, asked?.size ?? 0);
}

/** One vector for each text: those of the script, or numbers that are the same for the same text every time. */
function toVectors(input: unknown, dimensions: unknown, scripted?: readonly Vector[]): readonly Vector[] {
  // A list of numbers is one text.
  const texts = Array.isArray(input) && typeof input[0] !== 'number' ? input : [input];
  const length = typeof dimensions === 'number' ? Math.min(dimensions, 65_536) : DIMENSIONS;
  if (scripted === undefined) return texts.map((text) => toVector(JSON.stringify(text) ?? '', length));
  if (scripted.length === texts.length) return scripted;
  throw new ConfigurationError(
    `The script gave ${scripted.length} vectors for ${texts.length} texts. Give one for each, or leave \`vectors\` out.`,
  );
}

/** Of length 1, and so that texts that differ have others. */
function toVector(text: string, length: number): Vector {
  const numbers = Array.from({ length }, (_, index) => (index + 1) / length);
  for (let at = 0; at < text.length; at++)
    numbers[at % length] = (numbers[at % length] ?? 0) * 0.5 + text.charCodeAt(at) / 1000;
  const size = Math.hypot(...numbers);
  return numbers.map((number) => Math.fround(number / size));
}

function toBase64(vector: Vector): string {
  return Buffer.from(Float32Array.from(vector).buffer).toString('base64');
}

function json(body: unknown): FakeAnswer {
  return { steps: [{ send: JSON.stringify(body) }] };
}
