/** Parts of a batch: lines that one worker has at a time. */
import { tryParse } from '../../base/check.ts';
import type { InputLine } from '../line.ts';
import type { ChunkLine } from './store.ts';

/** A chunk has at most so many characters, but for one long line: a store takes it in one piece. */
const MOST_LENGTH = 4_194_304;
/** Lines of a chunk: few enough that several workers share a small batch, and that of a large one little is under way twice. */
const MOST_LINES = 100;
/** Chunks of a large batch: all are added to the engine at once. */
const MOST_CHUNKS = 10_000;

/** How many lines a chunk has where nobody says it. */
export function toChunkLines(total: number): number {
  if (total > MOST_LINES * MOST_CHUNKS) return Math.ceil(total / MOST_CHUNKS);
  return Math.max(1, Math.min(MOST_LINES, Math.ceil(total / 100)));
}

/** Gathers lines until they are a chunk. */
export class ChunkWriter {
  readonly #most: number;
  #lines: ChunkLine[] = [];
  #length = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** Takes a line. True where the chunk is full. */
  add(line: ChunkLine): boolean {
    this.#lines.push(line);
    this.#length += line[1].length;
    return this.#lines.length >= this.#most || this.#length >= MOST_LENGTH;
  }

  /** What was gathered, as it is kept; undefined where that is nothing. */
  take(): string | undefined {
    if (this.#lines.length === 0) return undefined;
    const content = JSON.stringify(this.#lines);
    this.#lines = [];
    this.#length = 0;
    return content;
  }
}

/** The lines of a chunk, from what is kept. */
export function readChunk(content: string): InputLine[] {
  const lines = tryParse(content);
  if (!Array.isArray(lines)) throw new TypeError('A chunk of the queue cannot be read.');
  return lines.map((line: unknown) => {
    const [number, text] = Array.isArray(line) ? line : [];
    if (typeof number !== 'number' || typeof text !== 'string')
      throw new TypeError('A line of a chunk cannot be read.');
    return { number, text };
  });
}
