/**
 * Lists of numbers, read from the bytes of JSON as `JSON.parse` reads them, to the last bit. Four digits are told and read in one
 * step, and no text is made: a third of the time of decoding and `JSON.parse` on Node 20, half of it on Node 24.
 */

const [ZERO, MINUS, DOT, COMMA, SPACE, CLOSE] = [0x30, 0x2d, 0x2e, 0x2c, 0x20, 0x5d];

/** Powers of ten that a double holds exactly. */
const POWERS = Float64Array.from({ length: 23 }, (_, power) => 10 ** power);

/** So many bytes from the first of a number `readPlain` may look at: a sign, a digit, the point, 20 digits and four bytes. */
const REACH = 27;

/** So many numbers of a list may be of another form, and one in 64: `JSON.parse` reads those sooner. */
const MAX_OTHERS = 16;

export class NumberListReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  /** Where numbers are put; longer than any list so far. */
  #numbers = new Float64Array(1024);
  /** The index behind the list that was read last. */
  end = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** The numbers of the list that opens at `start`, until the next is read. Undefined for what else there is, and what JSON reads sooner. */
  read(start: number): Float64Array | undefined {
    const bytes = this.#bytes;
    const view = this.#view;
    const lastPlain = bytes.length - REACH;
    let numbers = this.#numbers;
    let others = 0;
    for (let at = start + 1, count = 0; ;) {
      let end = at <= lastPlain ? readPlain(view, at, numbers, count) : at;
      if (end === at || !isEnd(bytes[end])) {
        end = endOfNumber(bytes, at);
        const number = toNumber(bytes.subarray(at, end));
        others += 1;
        if (number === undefined || others > MAX_OTHERS + count / 64) return undefined;
        numbers[count] = number;
      }
      count += 1;
      if (count === numbers.length) numbers = this.#grow();
      at = end + 1;
      if (bytes[end] === CLOSE) {
        this.end = at;
        return numbers.subarray(0, count);
      }
      if (bytes[at] === SPACE) at += 1;
    }
  }

  #grow(): Float64Array<ArrayBuffer> {
    const grown = new Float64Array(this.#numbers.length * 2);
    grown.set(this.#numbers);
    this.#numbers = grown;
    return grown;
  }
}

/**
 * Reads a number that is one digit, or one digit, a point and up to 20 more, and puts it at `index`. Gives the index behind it, or
 * `start` for another. All it needs is passed, since it would be loaded for each number (a fifth of the time). There is no branch on
 * the sign, which is chance and would be guessed wrong every other time (a fifth as well).
 */
function readPlain(view: DataView, start: number, numbers: Float64Array, index: number): number {
  const minus = Number(view.getUint8(start) === MINUS);
  let at = start + minus + 1;
  let digits = view.getUint8(at - 1) - ZERO;
  if (digits < 0 || digits > 9) return start;
  if (view.getUint8(at) === DOT) {
    at += 1;
    const first = at;
    let head = 0;
    let four = fourAt(view, at);
    for (; othersOf(four) === 0; four = fourAt(view, at)) {
      if (at === first + HEAD_DIGITS) {
        head = digits;
        digits = 0;
      }
      if (at === first + MAX_DIGITS) return start;
      digits = digits * 10_000 + toFour(four);
      at += 4;
    }
    const count = countDigits(four);
    digits = digits * (POWERS[count] ?? 1) + toFirst(four, count);
    at += count;
    const places = at - first;
    if (places === 0 || places >= POWERS.length) return start;
    // Both are exact, and so it is rounded once (Clinger, "How to read floating point numbers accurately", 1990).
    digits = places < HEAD_DIGITS + 4 ? digits / (POWERS[places] ?? 1) : toLong(head, digits, places - HEAD_DIGITS);
  }
  numbers[index] = digits * (1 - 2 * minus);
  return at;
}

function isEnd(code: number | undefined): boolean {
  return code === COMMA || code === CLOSE;
}

/** Digits behind the point that are counted together with the one before it, where there are at least four more. */
const HEAD_DIGITS = 8;
const MAX_DIGITS = 20;

/** Four bytes, the first of them the lowest: those of digits are 0 to 9. */
function fourAt(view: DataView, at: number): number {
  return view.getInt32(at, true) ^ 0x30303030;
}

/** A bit for each byte that is no digit; right up to the first of them, from which a sum may carry on. */
function othersOf(four: number): number {
  return (four | (four + 0x76767676)) & 0x80808080;
}

/** How many of the bytes are digits before one is not: 0 to 3. */
function countDigits(four: number): number {
  const others = othersOf(four);
  return (31 - Math.clz32(others & -others)) >> 3;
}

/** The number that four digits are: first two pairs, then all. */
function toFour(four: number): number {
  const pairs = Math.imul(four, 10) + (four >>> 8);
  return Math.imul(pairs & 0xff, 100) + ((pairs >>> 16) & 0xff);
}

/** The number that the first 0 to 3 digits are: zeros are put before them, in two steps since a shift by 32 is none. */
function toFirst(four: number, count: number): number {
  return toFour((four << 8) << (24 - 8 * count));
}

/**
 * The number of `head`, a digit and 8 behind the point, and `tail`, the `more` digits behind those (4 to 14). The doubles of Hugging
 * Face's pipelines have 17 in all.
 *
 * `near` has 24 bits, and 10⁸ has 19: their product is exact, and so is what is left of the head, which 10^more makes no longer than
 * 53 bits. So `rest`, the number's distance from `near`, is rounded twice, by 2⁻⁵² of itself at most. If a little less and a little
 * more of it lead to the same double, so does what is between; else, once in millions, text tells.
 */
function toLong(head: number, tail: number, more: number): number {
  const scale = POWERS[more] ?? 1;
  const power = POWERS[more + HEAD_DIGITS] ?? 1;
  const digits = head * scale + tail;
  if (digits <= Number.MAX_SAFE_INTEGER) return digits / power;
  const near = Math.fround(head / 1e8);
  const rest = ((head - near * 1e8) * scale + tail) / power;
  const low = near + rest * (1 - 2 ** -50);
  const high = near + rest * (1 + 2 ** -50);
  return low === high ? low : toLongByText(head, tail, more);
}

function toLongByText(head: number, tail: number, more: number): number {
  return Number(`${head}${String(tail).padStart(more, '0')}e-${more + HEAD_DIGITS}`);
}

function endOfNumber(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && bytes[at] !== COMMA && bytes[at] !== CLOSE) at += 1;
  return at;
}

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** None is longer in practice; a longer one is left to JSON. */
const MAX_NUMBER_LENGTH = 100;

/** Any number of JSON, by way of its text: 1 µs. Undefined if it is none. */
function toNumber(bytes: Uint8Array): number | undefined {
  if (bytes.length > MAX_NUMBER_LENGTH) return undefined;
  const text = String.fromCharCode(...bytes);
  return NUMBER.test(text) ? Number(text) : undefined;
}
