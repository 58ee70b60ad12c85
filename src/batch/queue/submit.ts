/** Puts a batch into a queue: its lines are checked as a run on one machine checks them, and written in chunks; then all is added at once. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { APIUserAbortError, ConfigurationError } from '../../base/errors.ts';
import { guardSink } from '../../base/sink.ts';
import { createBatchId } from '../../operations/identity.ts';
import { indexInput } from '../disk/index-input.ts';
import type { InputIndex } from '../disk/index-input.ts';
import { readLines } from '../disk/read-lines.ts';
import { toInputFile } from '../disk/spool.ts';
import type { InputLine } from '../line.ts';
import { createLineParser } from '../work.ts';
import type { BadLine, Work } from '../work.ts';
import { ChunkWriter, toChunkLines } from './chunk.ts';
import type { Engine } from './engine.ts';
import type { SubmitOptions, SubmittedBatch } from './options.ts';
import type { BatchStore, KeptBatch, KeptResult } from './store.ts';

interface Parts {
  store: BatchStore;
  engine: Engine;
}

const MOST_LINES = 10_000_000;
const MOST_LINE_BYTES = 67_108_864;

export async function submitBatch(parts: Parts, options: SubmitOptions): Promise<SubmittedBatch> {
  const folder = await mkdtemp(join(tmpdir(), 'easyllm-submit-'));
  try {
    const { input, signal } = options;
    const file = await toInputFile({ input, output: join(folder, 'lines'), stop: undefined, signal });
    return await submitFile(parts, file.path, options);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function submitFile(parts: Parts, file: string, options: SubmitOptions): Promise<SubmittedBatch> {
  const { endpoint, strict = false, maxLines = MOST_LINES, maxLineBytes = MOST_LINE_BYTES, signal: stop } = options;
  const work = createLineParser({ endpoint });
  const index = await indexInput(file, { work, maxLines, maxLineBytes, stop });
  if (index === undefined) throw new APIUserAbortError('The submission was stopped. Nothing was submitted.');
  const { lines: total, bad, problems } = index;
  if (total === 0) throw new ConfigurationError(`${file} has no lines.`, { code: 'empty_file', param: 'input' });
  if (strict && bad > 0) throw toStrictError(file, index);
  const batch = toBatch(total, options);
  const { id } = batch;
  await parts.store.create(batch);
  try {
    const chunks = await writeChunks(parts.store, { id, file, work, index, options: { ...options, maxLineBytes } });
    const isOpen = await parts.store.change(id, 'submitting', { chunks });
    if (!isOpen) throw new ConfigurationError(`${id} was cancelled while it was submitted.`);
    // All chunks or none: killed before, nothing of it is ever asked for; after, it is worked as any other, also in this state.
    await parts.engine.add(id, chunks, options.priority);
    await parts.store.change(id, 'submitting', { state: 'in_progress' });
  } catch (error) {
    await parts.store.remove(batch);
    throw error;
  }
  return { id, total, bad, problems };
}

function toBatch(total: number, { endpoint, expiresInMs, folder }: SubmitOptions): KeptBatch {
  const createdAt = Date.now();
  const expiresAt = expiresInMs === undefined ? null : createdAt + expiresInMs;
  return {
    id: createBatchId(),
    state: 'submitting',
    createdAt,
    expiresAt,
    endpoint: endpoint ?? null,
    total,
    chunks: 0,
    folder: folder === undefined ? null : resolve(folder),
  };
}

interface Writing {
  id: string;
  file: string;
  work: Pick<Work, 'parse'>;
  index: InputIndex;
  options: SubmitOptions & { maxLineBytes: number };
}

/** Writes the lines, and the results of those that cannot be asked for. Gives the number of chunks. */
async function writeChunks(store: BatchStore, { id, file, work, index, options }: Writing): Promise<number> {
  const { chunkLines = toChunkLines(index.lines), maxLineBytes, signal, onProgress = () => {} } = options;
  const tell = guardSink(onProgress, () => {});
  const writer = new ChunkWriter(chunkLines);
  let bad: KeptResult[] = [];
  let [chunks, lines] = [0, 0];
  const write = async () => {
    const content = writer.take();
    if (content === undefined && bad.length === 0) return;
    await store.addChunk(id, chunks, content ?? '[]');
    if (bad.length > 0) await store.addResults(id, chunks, bad, 'submitting');
    bad = [];
    chunks += 1;
  };
  for await (const group of readLines(file, { maxLineBytes })) {
    if (signal?.aborted === true) throw new APIUserAbortError('The submission was stopped. Nothing was submitted.');
    for (const line of group) {
      lines += 1;
      const item = work.parse(line);
      if (index.ids.isDone(item.key) === undefined) throw toChangedError(file);
      const isFull = 'problem' in item ? bad.push(toBadResult(line, item)) >= chunkLines : addLine(writer, line);
      if (isFull) await write();
    }
    tell({ lines, total: index.lines });
  }
  if (lines !== index.lines) throw toChangedError(file);
  await write();
  return chunks;
}

function addLine(writer: ChunkWriter, { number, text = '' }: InputLine): boolean {
  return writer.add([number, text]);
}

function toBadResult({ number }: InputLine, { text }: BadLine): KeptResult {
  return { line: number, isDone: false, text, tokens: 0 };
}

function toChangedError(file: string): ConfigurationError {
  return new ConfigurationError(`${file} was changed while it was read. Submit it again.`);
}

function toStrictError(file: string, { bad, problems }: InputIndex): ConfigurationError {
  const many = bad === 1 ? 'one bad line' : `${bad} bad lines`;
  return new ConfigurationError(`${file} has ${many}, and \`strict\` refuses that. ${problems.join(' ')}`, {
    code: 'bad_lines',
  });
}
