/** A file of lines that is only added to. What was written survives the end of the process, and what was synced that of the machine. */
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { tryParse } from '../../base/check.ts';
import { ConfigurationError } from '../../base/errors.ts';

/** Writers wait while more than this lies before the disk. In characters. */
const MOST_PENDING = 4_194_304;
/** Between two syncs: what a power cut may take back. */
const SYNC_MS = 500;
const TAIL_BYTES = 65_536;
const NEWLINE = 10;

/** Adds lines in groups: those that come while the disk is busy are written together, and synced together. */
export class Journal {
  readonly path: string;
  readonly #handle: FileHandle;
  #pending: string[] = [];
  #pendingLength = 0;
  #writing: Promise<void> | undefined;
  #syncTimer: ReturnType<typeof setTimeout> | undefined;
  #size: number;
  #failure: ConfigurationError | undefined;

  /** Cuts off what a run that was killed left of its last line. */
  static async open(path: string): Promise<Journal> {
    const handle = await open(path, 'a+');
    try {
      const { size } = await handle.stat();
      const whole = await readWholeSize(handle, size);
      if (whole < size) await handle.truncate(whole);
      return new Journal(path, handle, whole);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  private constructor(path: string, handle: FileHandle, size: number) {
    this.path = path;
    this.#handle = handle;
    this.#size = size;
  }

  /**
   * Adds lines, each with its end. Throws once a write has failed, as `close` does. Gives a promise where the writer should wait, since the disk does not
   * follow.
   */
  append(lines: string): Promise<void> | undefined {
    if (this.#failure !== undefined) throw this.#failure;
    this.#pending.push(lines);
    this.#pendingLength += lines.length;
    this.#writing ??= this.#drain();
    return this.#pendingLength > MOST_PENDING ? this.#writing : undefined;
  }

  /** Waits until all is written and synced, and closes the file. Throws what a write failed of. */
  async close(): Promise<void> {
    clearTimeout(this.#syncTimer);
    try {
      await this.#writing;
      if (this.#failure !== undefined) throw this.#failure;
      await this.#handle.datasync();
    } finally {
      await this.#handle.close();
    }
  }

  /** Never rejects: nobody may be waiting. */
  async #drain(): Promise<void> {
    // What is added in the same turn is written together.
    await Promise.resolve();
    try {
      while (this.#pending.length > 0) {
        const group = Buffer.from(this.#pending.join(''));
        this.#pending = [];
        this.#pendingLength = 0;
        await this.#handle.appendFile(group);
        this.#size += group.length;
        this.#syncSoon();
      }
    } catch (error) {
      this.#failure = toWriteError(this.path, error);
      // Half a line may have been written.
      await this.#handle.truncate(this.#size).catch(() => {});
    } finally {
      this.#writing = undefined;
    }
  }

  #syncSoon(): void {
    this.#syncTimer ??= setTimeout(() => {
      this.#syncTimer = undefined;
      this.#handle.datasync().catch((error: unknown) => {
        this.#failure ??= toWriteError(this.path, error);
      });
    }, SYNC_MS);
  }
}

function toWriteError(path: string, error: unknown): ConfigurationError {
  const reason = error instanceof Error ? error.message : String(error);
  const isFull = /ENOSPC|EDQUOT/.test(reason);
  const advice = isFull ? 'The disk is full: make room, and run the same again. ' : '';
  return new ConfigurationError(`${path} cannot be written. ${advice}All results before are kept (${reason}).`, {
    cause: error,
  });
}

/** How many bytes of a file are whole lines that can be read. A power cut may leave zeros at the end, of full length. */
async function readWholeSize(handle: FileHandle, size: number): Promise<number> {
  let whole = await lineStartBefore(handle, size);
  while (whole > 0) {
    const start = await lineStartBefore(handle, whole - 1);
    const line = Buffer.alloc(whole - 1 - start);
    await handle.read(line, 0, line.length, start);
    if (tryParse(line.toString()) !== undefined) return whole;
    whole = start;
  }
  return 0;
}

/** Where the line begins that holds the byte before `end`: behind the last newline before it. */
async function lineStartBefore(handle: FileHandle, end: number): Promise<number> {
  for (let stop = end; stop > 0;) {
    const start = Math.max(0, stop - TAIL_BYTES);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(stop - start), 0, stop - start, start);
    const at = buffer.subarray(0, bytesRead).lastIndexOf(NEWLINE);
    if (at >= 0) return start + at + 1;
    stop = start;
  }
  return 0;
}
