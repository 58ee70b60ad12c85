/**
 * JSON that is mostly vectors, into typed arrays: lists of numbers are read here from their bytes, and all else by `JSON.parse`. The
 * numbers are the same to the last bit, in less than half of the time: one of up to 15 digits is a whole number divided by a power of
 * ten that is exact, and so is rounded once (Clinger, "How to read floating point numbers accurately", 1990). Where plain lists are
 * wanted `JSON.parse` is as quick, and used.
 */

const [ZERO, NINE, MINUS, DOT, COMMA, SPACE, OPEN, CLOSE] = [0x30, 0x39, 0x2d, 0x2e, 0x2c, 0x20, 0x5b, 0x5d];

/** Powers of ten that a double holds exactly. */
const POWERS = Array.from({ length: 23 }, (_, power) => 10 ** power);

/** The name under which the place of a vector stands in the frame, as it is and as JSON writes it. */
const PLACE = '\u0001';
const PLACE_JSON = '\\u0001';

const EMBEDDING = new TextEncoder().encode('"embedding":');
const utf8 = new TextDecoder();

/** A vector while it is read, of whatever length. */
type TypedArray = Float32Array | Float64Array;

/** Throws SyntaxError, as `JSON.parse` does. Lists that are left to it stay plain. */
export function parseVectors(bytes: Uint8Array, room: TypedArray = new Float32Array(4096)): unknown {
  const vectors: TypedArray[] = [];
  const reader = new VectorReader(bytes, room);
  // All that is no vector, with its number in the place of each.
  const frame: string[] = [];
  let copied = 0;
  for (let at = bytes.indexOf(OPEN); at !== -1; at = bytes.indexOf(OPEN, at + 1)) {
    if (!isVectorStart(bytes, at)) continue;
    const vector = reader.read(at + 1);
    if (vector === undefined) return parseWhole(bytes);
    frame.push(utf8.decode(bytes.subarray(copied, at)), `{"${PLACE_JSON}":${vectors.push(vector) - 1}}`);
    copied = reader.end;
    at = copied - 1;
  }
  if (vectors.length === 0) return parseWhole(bytes);
  frame.push(utf8.decode(bytes.subarray(copied)));
  return parseFrame(frame, vectors) ?? parseWhole(bytes);
}

function parseWhole(bytes: Uint8Array): unknown {
  return JSON.parse(utf8.decode(bytes));
}

/** Undefined where a list inside a string was taken for a vector, or the name of a place is one of the answer's own. */
function parseFrame(frame: readonly string[], vectors: readonly TypedArray[]): unknown {
  if (frame.some((part, index) => index % 2 === 0 && part.includes(PLACE_JSON))) return undefined;
  try {
    return withVectors(JSON.parse(frame.join('')), vectors);
  } catch {
    return undefined;
  }
}

function withVectors(value: unknown, vectors: readonly TypedArray[]): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => withVectors(item, vectors));
  if (PLACE in value) return vectors[Number(value[PLACE])];
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withVectors(member, vectors)]));
}

/** A list of numbers that is an answer, an item of a list, or an embedding of OpenAI's. */
function isVectorStart(bytes: Uint8Array, at: number): boolean {
  const first = bytes[at + 1] ?? 0;
  if (first !== MINUS && (first < ZERO || first > NINE)) return false;
  const before = bytes[at - 1];
  if (at === 0 || before === OPEN || before === COMMA) return true;
  return EMBEDDING.every((byte, index) => bytes[at - EMBEDDING.length + index] === byte);
}

class VectorReader {
  readonly #bytes: Uint8Array;
  #room: TypedArray;
  /** The index behind the list that was read last. */
  end = 0;

  constructor(bytes: Uint8Array, room: TypedArray) {
    this.#bytes = bytes;
    this.#room = room;
  }

  /**
   * The numbers of a list, beginning behind its bracket; undefined if it holds anything else. One function, since all it knows of a
   * number must be at hand: parted in three it took twice as long.
   */
  read(start: number): TypedArray | undefined {
    const bytes = this.#bytes;
    let room = this.#room;
    let length = 0;
    let rare = 0;
    for (let at = start; ;) {
      const begin = at;
      const isNegative = bytes[at] === MINUS;
      if (isNegative) at += 1;
      let code = bytes[at] ?? 0;
      const whole = at;
      let digits = 0;
      while (code >= ZERO && code <= NINE) {
        digits = digits * 10 + (code - ZERO);
        at += 1;
        code = bytes[at] ?? 0;
      }
      // JSON has no number without a digit here, and none that begins with 0 and goes on.
      if (at === whole || (at > whole + 1 && bytes[whole] === ZERO)) return undefined;
      let fraction = at;
      if (code === DOT) {
        at += 1;
        fraction = at;
        code = bytes[at] ?? 0;
        while (code >= ZERO && code <= NINE) {
          digits = digits * 10 + (code - ZERO);
          at += 1;
          code = bytes[at] ?? 0;
        }
        if (at === fraction) return undefined;
      }
      const power = POWERS[at - fraction];
      let number: number | undefined;
      if ((code === COMMA || code === CLOSE) && digits <= Number.MAX_SAFE_INTEGER && power !== undefined) {
        number = isNegative ? -(digits / power) : digits / power;
      } else {
        at = endOfNumber(bytes, at);
        code = bytes[at] ?? 0;
        number = toNumber(bytes.subarray(begin, at));
        rare += 1;
        // Where many are of this kind, as in vectors of doubles, JSON reads them sooner.
        if (rare > MAX_RARE + length / 16) return undefined;
      }
      if (number === undefined || (code !== COMMA && code !== CLOSE)) return undefined;
      if (length === room.length) room = this.#grow();
      room[length] = number;
      length += 1;
      at += 1;
      if (code === CLOSE) {
        this.end = at;
        return room.slice(0, length);
      }
      if (bytes[at] === SPACE) at += 1;
    }
  }

  #grow(): TypedArray {
    const grown =
      this.#room instanceof Float32Array
        ? new Float32Array(2 * this.#room.length)
        : new Float64Array(2 * this.#room.length);
    grown.set(this.#room);
    this.#room = grown;
    return grown;
  }
}

/** So many numbers of a vector may need more than counting. */
const MAX_RARE = 16;

function endOfNumber(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && bytes[at] !== COMMA && bytes[at] !== CLOSE) at += 1;
  return at;
}

/** A number with an exponent, or of more digits than can be counted exactly. */
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** None is longer in practice; a longer one is left to JSON. */
const MAX_NUMBER_LENGTH = 100;

function toNumber(bytes: Uint8Array): number | undefined {
  if (bytes.length > MAX_NUMBER_LENGTH) return undefined;
  const text = String.fromCharCode(...bytes);
  return NUMBER.test(text) ? Number(text) : undefined;
}
