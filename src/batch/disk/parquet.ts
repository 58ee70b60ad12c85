/** Rows of vectors as a Parquet file, through `hyparquet-writer`, which is loaded where one is asked for. */
import { open, rename, rm } from 'node:fs/promises';
import { isObject, tryParse } from '../../base/check.ts';
import { ConfigurationError } from '../../base/errors.ts';
import { decodeFloat32, toNumbers } from '../../base/float32.ts';
import { readLines } from './read-lines.ts';

/** Numbers of a row group: a reader, as the writer, holds one group at a time. */
const GROUP_NUMBERS = 1_048_576;

/** `id` a text, `line` from 1, `embedding` a list of 32-bit floats; none of them is ever null. */
const SCHEMA = [
  { name: 'root', num_children: 3 },
  { name: 'id', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' },
  { name: 'line', type: 'INT32', repetition_type: 'REQUIRED' },
  { name: 'embedding', converted_type: 'LIST', repetition_type: 'REQUIRED', num_children: 1 },
  { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
  { name: 'element', type: 'FLOAT', repetition_type: 'REQUIRED' },
] as const;

/** Loads the writer. Throws ConfigurationError, which says what to install, where it is not there. */
export async function loadParquet() {
  return import('hyparquet-writer').catch((cause: unknown) => {
    throw new ConfigurationError('A .parquet file needs a package. Run: npm install hyparquet-writer', {
      code: 'missing_package',
      cause,
    });
  });
}

/** Makes a Parquet file of rows with base64. A file of this name is there whole, or not at all. */
export async function writeParquet(rows: string, path: string): Promise<void> {
  const { fileWriter, parquetWriteRows } = await loadParquet();
  const part = `${path}.part`;
  const vectors = readVectors(rows);
  const first = await vectors.next();
  const length = first.done === true ? 1 : first.value.embedding.length;
  const all = async function* () {
    if (first.done === true) return;
    yield first.value;
    yield* vectors;
  };
  try {
    await parquetWriteRows({
      writer: fileWriter(part),
      rows: all(),
      columns: [
        { name: 'id' },
        { name: 'line' },
        // No number is found twice, and none is of use as the least or largest.
        { name: 'embedding', encoding: 'PLAIN', codec: 'UNCOMPRESSED', statistics: false },
      ],
      schema: [...SCHEMA],
      rowGroupSize: Math.max(1, Math.floor(GROUP_NUMBERS / length)),
      createdBy: 'easyllm',
    });
    await sync(part);
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  await handle.datasync().finally(() => handle.close());
}

async function* readVectors(rows: string): AsyncGenerator<{ id: string; line: number; embedding: number[] }> {
  for await (const lines of readLines(rows, { maxLineBytes: Number.POSITIVE_INFINITY })) {
    for (const { number, text = '' } of lines) {
      const row = tryParse(text);
      const { custom_id: id, line, embedding } = isObject(row) ? row : {};
      const vector = typeof embedding === 'string' ? decodeFloat32(embedding) : undefined;
      if (typeof id !== 'string' || typeof line !== 'number' || vector === undefined) {
        throw new ConfigurationError(`${rows}: line ${number} is no row of a vector.`);
      }
      yield { id, line, embedding: toNumbers(vector) };
    }
  }
}
