/** The lines of a batch by the hashes of their ids, in 12 bytes a line: whether each is there, and whether it has its result. */

/** A hash of 64 bits, as two numbers: an object for each of ten million ids would cost more than the ids. */
export interface Hasher {
  high: number;
  low: number;
  read(text: string): void;
}

/** A hash for one run: with another seed other ids collide. Not for secrets. */
export function createHasher(seed: number): Hasher {
  return {
    high: 0,
    low: 0,
    read(text) {
      let one = 0xdeadbeef ^ seed;
      let two = 0x41c6ce57 ^ Math.imul(seed, 0x9e3779b1);
      for (let at = 0; at < text.length; at += 1) {
        const unit = text.charCodeAt(at);
        one = Math.imul(one ^ unit, 0x9e3779b1);
        two = Math.imul(two ^ unit, 0x5f356495);
        one ^= two >>> 15;
      }
      one = Math.imul(one ^ (one >>> 16), 0x85ebca6b) ^ Math.imul(two ^ (two >>> 13), 0xc2b2ae35);
      two = Math.imul(two ^ (two >>> 16), 0x85ebca6b) ^ Math.imul(one ^ (one >>> 13), 0xc2b2ae35);
      this.high = (two ^ (two >>> 16)) >>> 0;
      this.low = (one ^ (one >>> 16)) >>> 0;
    },
  };
}

const CHUNK = 65_536;

/** Hashes in the order they come, whose number is not known before: 8 bytes each, in pieces, so that growing copies nothing. */
export class HashList {
  readonly #chunks: Uint32Array[] = [];
  length = 0;

  add({ high, low }: Hasher): void {
    const at = this.length % CHUNK;
    if (at === 0) this.#chunks.push(new Uint32Array(2 * CHUNK));
    const chunk = this.#chunks.at(-1);
    if (chunk === undefined) return;
    chunk[2 * at] = high;
    chunk[2 * at + 1] = low;
    this.length += 1;
  }

  forEach(run: (high: number, low: number) => void): void {
    for (let index = 0; index < this.length; index += 1) {
      const chunk = this.#chunks[Math.floor(index / CHUNK)];
      const at = 2 * (index % CHUNK);
      run(chunk?.[at] ?? 0, chunk?.[at + 1] ?? 0);
    }
  }
}

/** A table of hashes that is made once, of all of them; two slots of three are taken. */
export class IdSet {
  readonly #hasher: Hasher;
  readonly #slots: Uint32Array;
  readonly #done: Uint8Array;
  readonly #capacity: number;
  #doneCount = 0;

  /** `onEqual` is told of each hash that comes a second time: one id twice, or two ids that collide. */
  constructor(hasher: Hasher, hashes: HashList, onEqual: (high: number, low: number) => void) {
    this.#hasher = hasher;
    this.#capacity = Math.ceil(hashes.length * 1.5) + 1;
    this.#slots = new Uint32Array(2 * this.#capacity);
    this.#done = new Uint8Array(Math.ceil(this.#capacity / 8));
    hashes.forEach((high, low) => {
      const slot = this.#find(high, low);
      if (this.#isTaken(slot)) return onEqual(high, low);
      this.#slots[2 * slot] = high;
      this.#slots[2 * slot + 1] = low || 1;
    });
  }

  /** How many have their result. */
  get doneCount(): number {
    return this.#doneCount;
  }

  /** Whether a line has its result; undefined for one that is not of this batch. */
  isDone(key: string): boolean | undefined {
    const slot = this.#slotOf(key);
    if (!this.#isTaken(slot)) return undefined;
    return ((this.#done[slot >> 3] ?? 0) & (1 << (slot & 7))) !== 0;
  }

  /** Notes that a line has its result. False where it had one before, or is not of this batch. */
  markDone(key: string): boolean {
    const slot = this.#slotOf(key);
    const bit = 1 << (slot & 7);
    const before = this.#done[slot >> 3] ?? 0;
    if (!this.#isTaken(slot) || (before & bit) !== 0) return false;
    this.#done[slot >> 3] = before | bit;
    this.#doneCount += 1;
    return true;
  }

  #slotOf(key: string): number {
    this.#hasher.read(key);
    return this.#find(this.#hasher.high, this.#hasher.low);
  }

  /** The slot that holds a hash, or the free one where it would stand. No hash is 0 in its lower half: 0 is a free slot. */
  #find(high: number, low: number): number {
    const kept = low || 1;
    let slot = Math.floor((high / 2 ** 32) * this.#capacity);
    while (this.#isTaken(slot) && (this.#slots[2 * slot] !== high || this.#slots[2 * slot + 1] !== kept)) {
      slot = slot + 1 === this.#capacity ? 0 : slot + 1;
    }
    return slot;
  }

  #isTaken(slot: number): boolean {
    return this.#slots[2 * slot + 1] !== 0;
  }
}
