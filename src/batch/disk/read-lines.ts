/** The lines of a file, read as a stream: of any size, plain or gzipped, one piece of the file in memory at a time. */
import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable, pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { ConfigurationError } from '../../base/errors.ts';
import type { InputLine } from '../line.ts';

export interface ReadLinesOptions {
  /** The longest line, in bytes. A longer one is a problem, and is not kept. */
  maxLineBytes: number;
  /** Is given each piece of the file, as it lies on the disk. */
  onBytes?: ((bytes: Uint8Array) => void) | undefined;
}

const PIECE_BYTES = 262_144;
const NEWLINE = 10;
const RETURN = 13;

/** The lines, in groups as they are read. Throws ConfigurationError for a file that cannot be read, or is no whole gzip. */
export async function* readLines(file: string, options: ReadLinesOptions): AsyncGenerator<InputLine[]> {
  const splitter = new LineSplitter(options.maxLineBytes);
  try {
    for await (const piece of await openPieces(file, options)) {
      const lines = splitter.split(piece);
      if (lines.length > 0) yield lines;
    }
  } catch (error) {
    throw toReadError(file, error);
  }
  const last = splitter.end();
  if (last.length > 0) yield last;
}

function toReadError(file: string, error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  const isZip = String(error.code).startsWith('Z_');
  const words = isZip ? `is cut off or damaged (gzip: ${error.message})` : `cannot be read: ${error.message}`;
  return new ConfigurationError(`${file} ${words}.`, { cause: error });
}

async function openPieces(file: string, { onBytes }: ReadLinesOptions): Promise<AsyncIterable<Buffer>> {
  const isGzip = await beginsAsGzip(file);
  const raw = createReadStream(file, { highWaterMark: PIECE_BYTES });
  const seen = onBytes === undefined ? raw : tap(raw, onBytes);
  if (!isGzip) return seen;
  const whole = createGunzip({ chunkSize: PIECE_BYTES });
  // Its failure is met by whoever reads the last part.
  pipeline(Readable.from(seen), whole, () => {});
  return whole;
}

async function* tap(pieces: AsyncIterable<Buffer>, onBytes: (bytes: Uint8Array) => void): AsyncGenerator<Buffer> {
  for await (const piece of pieces) {
    onBytes(piece);
    yield piece;
  }
}

/** By its first bytes, which no line of JSON has: a name may say anything. */
async function beginsAsGzip(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await handle.close();
  }
}

/** Cuts pieces of a file into lines, and keeps what a piece leaves of its last one. */
class LineSplitter {
  readonly #maxBytes: number;
  #number = 0;
  #kept: Buffer[] = [];
  #keptBytes = 0;
  #isTooLong = false;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  split(piece: Buffer): InputLine[] {
    const lines: InputLine[] = [];
    let start = 0;
    for (let end = piece.indexOf(NEWLINE); end >= 0; end = piece.indexOf(NEWLINE, start)) {
      this.#take(piece.subarray(start, end), lines);
      start = end + 1;
    }
    this.#keep(piece.subarray(start));
    return lines;
  }

  /** The last line, where no newline ends it. */
  end(): InputLine[] {
    const lines: InputLine[] = [];
    if (this.#keptBytes > 0 || this.#isTooLong) this.#take(Buffer.alloc(0), lines);
    return lines;
  }

  #keep(rest: Buffer): void {
    if (rest.length === 0) return;
    this.#keptBytes += rest.length;
    this.#isTooLong ||= this.#keptBytes > this.#maxBytes;
    if (this.#isTooLong) this.#kept = [];
    else this.#kept.push(rest);
  }

  #take(rest: Buffer, lines: InputLine[]): void {
    this.#number += 1;
    const isWhole = this.#keptBytes === 0;
    if (!isWhole) this.#keep(rest);
    const isTooLong = this.#isTooLong || rest.length > this.#maxBytes;
    const bytes = isWhole || isTooLong ? rest : Buffer.concat(this.#kept);
    this.#kept = [];
    this.#keptBytes = 0;
    this.#isTooLong = false;
    const line = isTooLong
      ? { number: this.#number, text: undefined, problem: `it is longer than ${this.#maxBytes} bytes` }
      : toLine(bytes, this.#number);
    if (line !== undefined) lines.push(line);
  }
}

function toLine(bytes: Buffer, number: number): InputLine | undefined {
  const end = bytes.at(-1) === RETURN ? bytes.length - 1 : bytes.length;
  // What stands at the beginning of files that some editors write.
  const start = number === 1 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  if (end <= start) return undefined;
  if (!isUtf8(bytes)) return { number, text: undefined, problem: 'it is not valid UTF-8' };
  const text = bytes.toString('utf8', start, end);
  return text.trim() === '' ? undefined : { number, text };
}
