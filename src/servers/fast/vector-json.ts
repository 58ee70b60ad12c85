/**
 * JSON that is mostly vectors: lists of numbers, and base64 of them, are read from its bytes, and only what is left goes through
 * `JSON.parse`. The result is the same.
 */
import { isEncodedFloat32, toNumbers } from '../../base/float32.ts';
import { NumberListReader } from './number-list.ts';

const [ZERO, NINE, MINUS, COLON, SPACE, QUOTE, BRACKET, BRACE] = [0x30, 0x39, 0x2d, 0x3a, 0x20, 0x22, 0x5b, 0x7b];

/** A vector, and where it begins and ends. */
interface Place {
  start: number;
  end: number;
  vector: unknown;
}

/** Throws SyntaxError, as `JSON.parse` does. A list of numbers becomes what `toVector` makes of it, unless it was left to `JSON.parse`. */
export function parseVectors(bytes: Uint8Array, toVector: (numbers: Float64Array) => unknown = toNumbers): unknown {
  const lists = new NumberListReader(bytes);
  const readList = (start: number): Place | undefined => {
    const numbers = lists.read(start);
    return numbers && { start, end: lists.end, vector: toVector(numbers) };
  };
  const find = bytes[0] === BRACE ? findEmbedding : findList;
  const places: Place[] = [];
  for (let start = find(bytes, 0); start !== -1;) {
    const place = bytes[start] === QUOTE ? readEncoded(bytes, start, places.at(-1)) : readList(start);
    if (place === undefined) return parseWhole(bytes);
    places.push(place);
    start = find(bytes, place.end);
  }
  return parseFrame(bytes, places) ?? parseWhole(bytes);
}

const utf8 = new TextDecoder();
/** A byte order mark is for the whole to have, and no part. */
const partOfUtf8 = new TextDecoder('utf-8', { ignoreBOM: true });

function parseWhole(bytes: Uint8Array): unknown {
  return JSON.parse(utf8.decode(bytes));
}

/** The next list of numbers: in an answer that is a list, at any depth. */
function findList(bytes: Uint8Array, from: number): number {
  let at = bytes.indexOf(BRACKET, from);
  while (at !== -1 && !beginsNumber(bytes[at + 1])) at = bytes.indexOf(BRACKET, at + 1);
  return at;
}

function beginsNumber(code: number | undefined): boolean {
  return code !== undefined && ((code >= ZERO && code <= NINE) || code === MINUS);
}

const KEY = new TextEncoder().encode('"embedding"');

/** The next vector of an answer in OpenAI's shape. By the colons: vectors have none, so that they are passed over. */
function findEmbedding(bytes: Uint8Array, from: number): number {
  for (let colon = bytes.indexOf(COLON, from); colon !== -1; colon = bytes.indexOf(COLON, colon + 1)) {
    if (!KEY.every((code, index) => bytes[colon - KEY.length + index] === code)) continue;
    const at = bytes[colon + 1] === SPACE ? colon + 2 : colon + 1;
    if (bytes[at] === QUOTE || (bytes[at] === BRACKET && beginsNumber(bytes[at + 1]))) return at;
  }
  return -1;
}

/** A string that is base64 of numbers, and so has no escapes. Most are as long as the one before, and their end is not searched for. */
function readEncoded(bytes: Uint8Array, start: number, before: Place | undefined): Place | undefined {
  const expected = before === undefined ? start : start + before.end - before.start - 1;
  const quote = expected > start && bytes[expected] === QUOTE ? expected : bytes.indexOf(QUOTE, start + 1);
  if (quote === -1) return undefined;
  const text = partOfUtf8.decode(bytes.subarray(start + 1, quote));
  return isEncodedFloat32(text) ? { start, end: quote + 1, vector: text } : undefined;
}

/** Under this name the number of a vector stands in its place: no server has it, since JSON can only write it so. */
const NAME = '\u0001';
const NAME_JSON = '\\u0001';

/** All that is no vector, and the vectors put into it. Undefined if there are none, or a list inside a string was taken for one. */
function parseFrame(bytes: Uint8Array, places: readonly Place[]): unknown {
  if (places.length === 0) return undefined;
  const parts = [...places, undefined].map((place, index) =>
    partOfUtf8.decode(bytes.subarray(places[index - 1]?.end ?? 0, place?.start)),
  );
  if (parts.some((part) => part.includes(NAME_JSON))) return undefined;
  const frame = parts.reduce((text, part, index) => `${text}{"${NAME_JSON}":${index - 1}}${part}`);
  try {
    return withVectors(JSON.parse(frame), places);
  } catch {
    return undefined;
  }
}

/** Objects in place: `JSON.parse` made them, and nobody else has them. */
function withVectors(value: unknown, places: readonly Place[]): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => withVectors(item, places));
  const members = value as Record<string, unknown>;
  if (NAME in members) return places[Number(members[NAME])]?.vector;
  for (const [name, member] of Object.entries(members)) {
    if (typeof member === 'object') members[name] = withVectors(member, places);
  }
  return members;
}
