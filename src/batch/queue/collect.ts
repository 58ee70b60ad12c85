/** Writes the results of a batch into files, in the order of its input. */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { WriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { ConfigurationError } from '../../base/errors.ts';
import { toErrorsPath } from '../disk/options.ts';
import { isThere } from '../disk/manifest.ts';
import { createBatchRequestId } from '../../operations/identity.ts';
import { UNFINISHED, keyOf } from '../record.ts';
import type { BatchRecord } from '../record.ts';
import { createLineParser } from '../work.ts';
import { isOver } from './batch-status.ts';
import type { FoundBatch } from './batch-status.ts';
import { readChunk } from './chunk.ts';
import type { CollectOptions, CollectedBatch } from './options.ts';
import type { BatchStore, KeptBatch, KeptResult } from './store.ts';

export async function collectBatch(
  store: BatchStore,
  { kept, shown }: FoundBatch,
  options: CollectOptions,
): Promise<CollectedBatch> {
  const { output, errors = toErrorsPath(output), partial = false, overwrite = false } = options;
  if (output === errors) throw new ConfigurationError('`output` and `errors` must be different files.');
  if (!isOver(shown) && !partial) {
    const { id, state, total, done, failed } = shown;
    const part =
      state === 'submitting' ? 'is still being submitted' : `has results for ${done + failed} of ${total} lines`;
    throw new ConfigurationError(`${id} ${part}. Wait until it is over, or pass \`partial\` to take what there is.`, {
      code: 'batch_not_over',
    });
  }
  for (const path of overwrite ? [] : [output, errors]) await expectFree(path);
  const [results, failures] = [new PartFile(output), new PartFile(errors)];
  try {
    for (let chunk = 0; chunk < kept.chunks; chunk += 1) {
      for (const { isDone, text } of await readResults(store, kept, chunk)) {
        await (isDone ? results : failures).write(`${text}\n`);
      }
    }
    await results.end();
    await failures.end();
  } catch (error) {
    await results.remove();
    await failures.remove();
    throw error;
  }
  await results.keep();
  if (failures.isEmpty) await Promise.all([failures.remove(), rm(errors, { force: true })]);
  else await failures.keep();
  return { ...shown, output, errors };
}

async function expectFree(path: string): Promise<void> {
  if (!(await isThere(path)) || (await stat(path)).size === 0) return;
  throw new ConfigurationError(`${path} is there already. Choose another name, or pass \`overwrite\`.`, {
    code: 'output_exists',
  });
}

/** The results of a chunk. Of a batch that was ended before it was done, the other lines have an error that says so. */
async function readResults(store: BatchStore, batch: KeptBatch, chunk: number): Promise<readonly KeptResult[]> {
  const { id, state } = batch;
  const results = await store.results(id, chunk);
  const content = state === 'cancelled' || state === 'expired' ? await store.readChunk(id, chunk) : undefined;
  if (content === undefined) return results;
  const error = UNFINISHED[state === 'cancelled' ? state : 'expired'];
  const { parse } = createLineParser({ endpoint: batch.endpoint ?? undefined });
  const there = new Set(results.map(({ line }) => line));
  const rest = readChunk(content).flatMap((line): KeptResult[] => {
    if (there.has(line.number)) return [];
    const { key } = parse(line);
    const custom_id = key === keyOf(null, line.number) ? null : key;
    const record: BatchRecord = { id: createBatchRequestId(), custom_id, response: null, error };
    return [{ line: line.number, isDone: false, tokens: 0, text: JSON.stringify(record) }];
  });
  return [...results, ...rest].toSorted((one, other) => one.line - other.line);
}

/** A file that is there whole, or not at all. */
class PartFile {
  readonly #path: string;
  readonly #part: string;
  #stream: WriteStream | undefined;
  isEmpty = true;

  constructor(path: string) {
    this.#path = path;
    this.#part = `${path}.part`;
  }

  async write(text: string): Promise<void> {
    this.isEmpty = false;
    const stream = this.#open();
    if (!stream.write(text)) await once(stream, 'drain');
  }

  async end(): Promise<void> {
    const stream = this.#open();
    stream.end();
    await finished(stream);
  }

  async keep(): Promise<void> {
    await rename(this.#part, this.#path);
  }

  async remove(): Promise<void> {
    this.#stream?.destroy();
    await rm(this.#part, { force: true });
  }

  #open(): WriteStream {
    return (this.#stream ??= createWriteStream(this.#part, { flush: true }));
  }
}
