/**
 * `easyllm/batch`: files of requests to files of results, in the format of OpenAI's batches, over any server a client talks to. A run that
 * is killed goes on where it was. For Node, Bun and Deno.
 *
 * @module easyllm/batch
 */
export { runBatch } from './batch/disk/run-batch.ts';
export type { BatchInput, BatchOptions, BatchProgress, BatchResult } from './batch/disk/options.ts';
export { runEmbeddings } from './batch/disk/run-embeddings.ts';
export type { EmbeddingsOptions } from './batch/disk/run-embeddings.ts';
export { runLine } from './batch/ask-line.ts';
export type { LineResult, Verdict } from './batch/ask-line.ts';
export { parseLine } from './batch/line.ts';
export type { BatchLine, LineDefaults, LineOperation, LineProblem } from './batch/line.ts';
export type { BatchRecord } from './batch/record.ts';
export { folderBatches } from './batch/folder/service.ts';
export type { FolderBatchesOptions } from './batch/folder/service.ts';
export type {
  BatchService,
  BatchesService,
  FileContent,
  FileService,
  LineRunner,
  ListQuery,
  NewFile,
  Owner,
} from './batch/service.ts';
