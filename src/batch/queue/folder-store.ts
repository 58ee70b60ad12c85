/** Batches whose lines and results lie in a folder that all machines share: the store knows where each result is, and decides which one counts. */
import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigurationError } from '../../base/errors.ts';
import type { BatchState, BatchStore, KeptBatch, KeptResult } from './store.ts';

/** A file of this process, of the results of one batch. */
interface ResultFile {
  readonly name: string;
  readonly handle: FileHandle;
  size: number;
}

export class FolderStore implements BatchStore {
  readonly #store: BatchStore;
  readonly #folder: string;
  /** By batch. */
  readonly #files = new Map<string, ResultFile>();
  /** One after the other: a result is known by where it begins. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(store: BatchStore, folder: string) {
    this.#store = store;
    this.#folder = folder;
  }

  async create(batch: KeptBatch): Promise<void> {
    await this.#reach(this.#pathOf(batch.id), async (path) => mkdir(path, { recursive: true, mode: 0o700 }));
    await this.#store.create(batch);
  }

  /** Written aside first: a submission that is killed leaves a whole one, or none. */
  async addChunk(id: string, chunk: number, content: string): Promise<void> {
    await this.#reach(this.#chunkPathOf(id, chunk), async (path) => {
      await writeFile(`${path}.new`, content, { mode: 0o600, flush: true });
      await rename(`${path}.new`, path);
    });
    await this.#store.addChunk(id, chunk, '');
  }

  async readChunk(id: string, chunk: number): Promise<string | undefined> {
    if ((await this.#store.readChunk(id, chunk)) === undefined) return undefined;
    return this.#reach(this.#chunkPathOf(id, chunk), async (path) => readFile(path, 'utf8'));
  }

  async removeChunk(id: string, chunk: number): Promise<void> {
    await this.#store.removeChunk(id, chunk);
    await rm(this.#chunkPathOf(id, chunk), { force: true });
  }

  /** On the disk first: the store names nothing that is not there. */
  async addResults(id: string, chunk: number, results: readonly KeptResult[], state: BatchState): Promise<boolean> {
    const appended = this.#turn.catch(() => {}).then(async () => this.#append(id, results));
    this.#turn = appended;
    const places = await appended;
    const placed = results.map((result, at) => ({ ...result, text: places[at] ?? '' }));
    return this.#store.addResults(id, chunk, placed, state);
  }

  async results(id: string, chunk: number): Promise<KeptResult[]> {
    const placed = await this.#store.results(id, chunk);
    const handles = new Map<string, FileHandle>();
    try {
      const read: KeptResult[] = [];
      for (const result of placed) {
        const [name = '', from = 0, length = 0] = toPlace(result.text);
        const handle = handles.get(name) ?? (await this.#reach(this.#pathOf(id, name), async (path) => open(path)));
        handles.set(name, handle);
        const { buffer } = await handle.read(Buffer.alloc(length), 0, length, from);
        read.push({ ...result, text: buffer.toString() });
      }
      return read;
    } finally {
      for (const handle of handles.values()) await handle.close();
    }
  }

  async remove(batch: KeptBatch): Promise<void> {
    await this.#store.remove(batch);
    await rm(this.#pathOf(batch.id), { recursive: true, force: true });
  }

  list = async () => this.#store.list();
  find = async (id: string) => this.#store.find(id);
  change: BatchStore['change'] = async (id, from, to) => this.#store.change(id, from, to);
  doneLines = async (id: string, chunk: number) => this.#store.doneLines(id, chunk);
  counts = async (id: string) => this.#store.counts(id);

  /** The store itself stays open. */
  async close(): Promise<void> {
    for (const { handle } of this.#files.values()) await handle.close();
  }

  async #append(id: string, results: readonly KeptResult[]): Promise<string[]> {
    const file = this.#files.get(id) ?? (await this.#open(id));
    const pieces = results.map(({ text }) => Buffer.from(`${text}\n`));
    let end = file.size;
    const places = pieces.map(({ length }) => {
      const from = end;
      end += length;
      return `${file.name} ${from} ${length - 1}`;
    });
    const group = Buffer.concat(pieces);
    await file.handle.write(group, 0, group.length, file.size);
    await file.handle.datasync();
    file.size = end;
    return places;
  }

  async #open(id: string): Promise<ResultFile> {
    const name = `results-${randomUUID()}.jsonl`;
    const handle = await this.#reach(this.#pathOf(id, name), async (path) => open(path, 'wx', 0o600));
    const file = { name, handle, size: 0 };
    this.#files.set(id, file);
    return file;
  }

  #pathOf(id: string, name = ''): string {
    return join(this.#folder, id, name);
  }

  #chunkPathOf(id: string, chunk: number): string {
    return this.#pathOf(id, `chunk-${chunk}.json`);
  }

  async #reach<Result>(path: string, use: (path: string) => Promise<Result>): Promise<Result> {
    try {
      return await use(path);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new ConfigurationError(
        `The folder of the batch cannot be used here: ${reason}. Is it shared with this machine? Say where it lies with \`folder\` (--results).`,
        { code: 'folder_unreachable', cause },
      );
    }
  }
}

function toPlace(text: string): [name: string, from: number, length: number] {
  const [name = '', from = '', length = ''] = text.split(' ');
  return [name, Number(from), Number(length)];
}
