/** What is kept of a stream: for `partial` the end of it, so that one without end is read in flat memory; where all is needed, no more than a limit. */
import { APIConnectionError } from '../base/errors.ts';
import { TEXTS, addExtras } from './extras.ts';
import type { DeltaExtras, MessageExtras, TextToken } from './generation.ts';

/** In UTF-16 units. */
const MAX_TEXT = 16 * 1024 * 1024;
const MAX_TOKENS = 100_000;
const MAX_ITEMS = 100_000;

/** So many pieces, or such a part of the limit, are put together at once. */
const PIECES = 4096;
const PART = 1 / 16;

/** Text that grows by pieces, of which the end is kept. A string that grew by each would keep all that it was. */
export class KeptText {
  readonly #limit: number;
  #chunks: string[] = [];
  #pieces: string[] = [];
  #piecesLength = 0;
  #length = 0;

  constructor(limit = MAX_TEXT) {
    this.#limit = limit;
  }

  add(piece: string): void {
    this.#pieces.push(piece);
    this.#length += piece.length;
    this.#piecesLength += piece.length;
    if (this.#pieces.length < PIECES && this.#piecesLength < PART * this.#limit) return;
    this.#chunks.push(this.#pieces.join(''));
    this.#pieces = [];
    this.#piecesLength = 0;
    for (let first = this.#chunks[0]; first !== undefined; [first] = this.#chunks) {
      if (this.#length - first.length < this.#limit) return;
      this.#length -= first.length;
      this.#chunks.shift();
    }
  }

  get text(): string {
    return [...this.#chunks, ...this.#pieces].join('').slice(-this.#limit);
  }
}

/** In UTF-16 units: a text is told from another by its length and its end. */
const SEEN = 65_536;

/** Text that was handed on. Of a long one the length and the end are known, which tell what another text has beyond it. */
export class SeenText {
  readonly #end = new KeptText(SEEN);
  #length = 0;
  #beginsWithSpace = false;

  add(piece: string): void {
    if (this.#length === 0) this.#beginsWithSpace = piece.startsWith(' ');
    this.#length += piece.length;
    this.#end.add(piece);
  }

  /** What `whole` has beyond this text; nothing where it is another. The space that models put before a text may be missing in it. */
  toRest(whole: string): string {
    const spaced = this.#beginsWithSpace && !whole.startsWith(' ') ? ` ${whole}` : whole;
    const end = this.#end.text;
    return spaced.startsWith(end, this.#length - end.length) ? spaced.slice(this.#length) : '';
  }
}

/** Adds tokens, and leaves the last. */
export function addTokens(kept: TextToken[], tokens: readonly TextToken[], limit = MAX_TOKENS): void {
  for (const token of tokens) kept.push(token);
  if (kept.length > 2 * limit) kept.splice(0, kept.length - limit);
}

/** What a message has besides text: of its texts, and of the arguments of its calls, the end. */
export class KeptExtras {
  readonly #others: MessageExtras = {};
  readonly #texts = new Map<string, KeptText>();
  readonly #arguments = new Map<number, KeptText>();

  add({ tool_calls: calls, ...members }: DeltaExtras): void {
    for (const [name, value] of Object.entries(members)) {
      if (TEXTS.has(name) && typeof value === 'string') addTo(this.#texts, name, value);
      else addExtras(this.#others, { [name]: value });
      const list = this.#others[name];
      if (Array.isArray(list) && list.length > 2 * MAX_ITEMS) this.#others[name] = list.slice(-MAX_ITEMS);
    }
    if (calls === undefined) return;
    for (const { index, function: called } of calls) addTo(this.#arguments, index, called?.arguments ?? '');
    const named = calls.map((call) =>
      call.function ? { ...call, function: { ...call.function, arguments: '' } } : call,
    );
    addExtras(this.#others, { tool_calls: named });
  }

  get extras(): MessageExtras {
    const { tool_calls: calls, ...others } = this.#others;
    const texts = Object.fromEntries([...this.#texts].map(([name, kept]) => [name, kept.text]));
    const whole = calls?.map((call, index) => {
      const given = this.#arguments.get(index)?.text ?? '';
      return call.function === undefined ? call : { ...call, function: { ...call.function, arguments: given } };
    });
    return { ...others, ...texts, ...(whole !== undefined && { tool_calls: whole }) };
  }
}

function addTo<Key>(texts: Map<Key, KeptText>, key: Key, piece: string): void {
  const known = texts.get(key);
  const kept = known ?? new KeptText();
  if (known === undefined) texts.set(key, kept);
  kept.add(piece);
}

/** As whole answers may have bytes, unless told. */
const MAX_WHOLE = 64 * 1024 * 1024;
/** What a piece costs beside its text. */
const PIECE_COST = 32;

/** How much of a stream is held because all of it is needed. Throws beyond what whole answers may have. */
export class HeldSize {
  #size = 0;

  add(length: number): void {
    this.#size += length + PIECE_COST;
    if (this.#size <= MAX_WHOLE) return;
    throw new APIConnectionError(
      `The answer is longer than ${MAX_WHOLE} characters, and had to be held until it is whole. Ask for less at once.`,
      { code: 'response_too_large', attempts: 1 },
    );
  }
}
