/**
 * JSON that is mostly vectors: lists of numbers are read here from its bytes, and all else by `JSON.parse`. The result is the same to
 * the last bit, in half of its time: a number of up to 15 digits is a whole number divided by a power of ten that is exact, and so is
 * rounded once (Clinger, "How to read floating point numbers accurately", 1990).
 */

const [ZERO, NINE, MINUS, DOT, COMMA, SPACE, OPEN, CLOSE] = [0x30, 0x39, 0x2d, 0x2e, 0x2c, 0x20, 0x5b, 0x5d];

/** Powers of ten that a double holds exactly. */
const POWERS = Array.from({ length: 23 }, (_, power) => 10 ** power);

/** The name under which the place of a vector stands in the frame, as it is and as JSON writes it. */
const PLACE = '\u0001';
const PLACE_JSON = '\\u0001';

const EMBEDDING = new TextEncoder().encode('"embedding":');
const utf8 = new TextDecoder();

/** Throws SyntaxError, as `JSON.parse` does. */
export function parseVectors(bytes: Uint8Array): unknown {
  const vectors: number[][] = [];
  // All that is no vector, with its number in the place of each.
  const frame: string[] = [];
  let copied = 0;
  for (let at = bytes.indexOf(OPEN); at !== -1; at = bytes.indexOf(OPEN, at + 1)) {
    if (!isVectorStart(bytes, at)) continue;
    const vector: number[] = [];
    const end = readVector(bytes, at + 1, vector);
    if (end === -1) return parseWhole(bytes);
    frame.push(utf8.decode(bytes.subarray(copied, at)), `{"${PLACE_JSON}":${vectors.push(vector) - 1}}`);
    copied = end;
    at = end - 1;
  }
  if (vectors.length === 0) return parseWhole(bytes);
  frame.push(utf8.decode(bytes.subarray(copied)));
  return parseFrame(frame, vectors) ?? parseWhole(bytes);
}

function parseWhole(bytes: Uint8Array): unknown {
  return JSON.parse(utf8.decode(bytes));
}

/** Undefined where a list inside a string was taken for a vector, or the name of a place is one of the answer's own. */
function parseFrame(frame: readonly string[], vectors: readonly number[][]): unknown {
  if (frame.some((part, index) => index % 2 === 0 && part.includes(PLACE_JSON))) return undefined;
  try {
    return withVectors(JSON.parse(frame.join('')), vectors);
  } catch {
    return undefined;
  }
}

function withVectors(value: unknown, vectors: readonly number[][]): unknown {
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

/**
 * Adds the numbers of a list to `vector`, beginning behind its bracket; gives the index behind its end, or -1 if it holds anything else.
 * One function, since all it knows of a number must be at hand: parted in three it took twice as long.
 */
function readVector(bytes: Uint8Array, start: number, vector: number[]): number {
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
    if (at === whole || (at > whole + 1 && bytes[whole] === ZERO)) return -1;
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
      if (at === fraction) return -1;
    }
    const power = POWERS[at - fraction];
    if ((code === COMMA || code === CLOSE) && digits <= Number.MAX_SAFE_INTEGER && power !== undefined) {
      vector.push(isNegative ? -(digits / power) : digits / power);
    } else {
      at = endOfNumber(bytes, at);
      code = bytes[at] ?? 0;
      const number = toNumber(bytes.subarray(begin, at));
      rare += 1;
      // Where many are of this kind, as in vectors of doubles, JSON reads them sooner.
      if (rare > MAX_RARE + vector.length / 16) return -1;
      if (number === undefined || (code !== COMMA && code !== CLOSE)) return -1;
      vector.push(number);
    }
    at += 1;
    if (code === CLOSE) return at;
    if (bytes[at] === SPACE) at += 1;
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
