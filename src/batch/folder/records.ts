/** What is known of files and batches, one JSON file each beside their content: read at the start, written at each change. */
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isObject, tryParse } from '../../base/check.ts';
import { ConfigurationError } from '../../base/errors.ts';
import type { Owner } from '../service.ts';

/** A record of a caller's. */
export interface Owned {
  readonly id: string;
  readonly owner: Owner;
  /** When it was made, in milliseconds since 1970: two of one second have an order. */
  readonly madeAt: number;
}

/** Records by their ids, in memory and in a folder. */
export class Records<Kept extends Owned> {
  readonly folder: string;
  readonly #kept: Map<string, Kept>;
  readonly #turns = new Map<string, Promise<void>>();

  /** Reads a folder, which is made where it is missing. Throws ConfigurationError for a record that cannot be read. */
  static async read<Kept extends Owned>(folder: string): Promise<Records<Kept>> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const kept: Kept[] = [];
    for (const name of await readdir(folder)) {
      if (!name.endsWith('.json')) continue;
      const path = join(folder, name);
      const record = tryParse(await readFile(path, 'utf8'));
      if (!isObject(record) || `${String(record['id'])}.json` !== name) {
        throw new ConfigurationError(
          `${path} cannot be read: it is no record of a gateway. Move it away, and start again.`,
        );
      }
      // Written by `write` below.
      kept.push(record as unknown as Kept);
    }
    kept.sort((one, other) => one.madeAt - other.madeAt);
    return new Records(folder, kept);
  }

  private constructor(folder: string, kept: readonly Kept[]) {
    this.folder = folder;
    this.#kept = new Map(kept.map((record) => [record.id, record]));
  }

  /** All of them, the oldest first. */
  all(): Kept[] {
    return [...this.#kept.values()];
  }

  get(id: string): Kept | undefined {
    return this.#kept.get(id);
  }

  /** Those of one caller, the newest first. */
  of(owner: Owner): Kept[] {
    return this.all()
      .filter((record) => record.owner === owner)
      .toReversed();
  }

  /** Known at once; on the disk when the promise resolves, whole or as it was before. */
  async write(record: Kept): Promise<void> {
    this.#kept.set(record.id, record);
    // One after the other: the last one written is the last one given.
    const before = this.#turns.get(record.id) ?? Promise.resolve();
    const turn = before.catch(() => {}).then(async () => this.#save(record.id));
    this.#turns.set(record.id, turn);
    await turn.finally(() => {
      if (this.#turns.get(record.id) === turn) this.#turns.delete(record.id);
    });
  }

  async remove(id: string): Promise<void> {
    this.#kept.delete(id);
    await this.#turns.get(id)?.catch(() => {});
    await rm(this.#pathOf(id), { force: true });
  }

  async #save(id: string): Promise<void> {
    const record = this.#kept.get(id);
    if (record === undefined) return;
    const part = `${this.#pathOf(id)}.new`;
    await writeFile(part, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600, flush: true });
    await rename(part, this.#pathOf(id));
  }

  #pathOf(id: string): string {
    return join(this.folder, `${id}.json`);
  }
}
