/** What a caller of a queue of batches may say, and gets. */
import type { EasyLLM } from '../../client/easyllm.ts';
import type { BatchInput } from '../disk/options.ts';
import type { BatchState } from './store.ts';

/** Which lines are put into a queue, and how. */
export interface SubmitOptions {
  /** Lines of OpenAI's batches: `{ custom_id, method, url, body }`. A file (plain or gzipped), or pieces of one. */
  input: BatchInput;
  /** Where a line asks that names no `url`. */
  endpoint?: string | undefined;
  /** Refuses an input with a bad line. Default: bad lines are failures, and the others are asked for. */
  strict?: boolean | undefined;
  /** Whose chunks come first: 1 before 2, up to 2,097,151. Default: before all that have a number. */
  priority?: number | undefined;
  /** Lines of a chunk, which one worker works at a time. Default: a hundredth of the lines, 100 at most. */
  chunkLines?: number | undefined;
  /** When the rest is given up, in milliseconds from now. Default: never. */
  expiresInMs?: number | undefined;
  /** A folder that all machines share, for lines and results: the store then holds only where they are. Default: they lie in the store. */
  folder?: string | undefined;
  /** The most lines: each takes 24 bytes of memory. Default: 10,000,000. */
  maxLines?: number | undefined;
  /** The longest line, in bytes. Default: 64 MiB. */
  maxLineBytes?: number | undefined;
  /** Once aborted, nothing is submitted. */
  signal?: AbortSignal | undefined;
  /** Is told how many lines are written. What it throws changes nothing. */
  onProgress?: ((progress: { lines: number; total: number }) => void) | undefined;
}

/** A batch that was submitted. */
export interface SubmittedBatch {
  readonly id: string;
  readonly total: number;
  /** Lines that cannot be asked for, and what is wrong with the first of them. */
  readonly bad: number;
  readonly problems: readonly string[];
}

/** Where a batch of a queue stands. */
export interface QueuedBatch {
  readonly id: string;
  /** `submitting`: its lines are being written, or the submission was killed. */
  readonly state: BatchState;
  readonly total: number;
  readonly done: number;
  readonly failed: number;
  /** Lines without a result. Those of a batch that is cancelled or expired get none. */
  readonly remaining: number;
  /** As servers count. */
  readonly tokens: number;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly expiresAt: number | null;
}

/** How a worker works. */
export interface WorkOptions {
  /** The model of a line that names none. */
  model?: string | undefined;
  /** So many calls at once. Default: as many as the server bears, 256 at most. */
  concurrency?: number | undefined;
  /** The most calls at once where their number adapts. Default: 256. */
  maxConcurrency?: number | undefined;
  /** Chunks that may be begun in a minute, by all workers of the queue together. Default: all. */
  rate?: number | undefined;
  /** Ends when no chunk is waiting or under way. Default: waits for more. */
  drain?: boolean | undefined;
  /** So long a worker may be silent until its chunks go to others, in milliseconds. Default: 30,000. */
  silenceMs?: number | undefined;
  /** Where the folder of batches that have one lies on this machine. Default: where it lies for whoever submitted them. */
  folder?: string | undefined;
  /** Once aborted, no line begins, those under way end, and the rest is given back. */
  stop?: AbortSignal | undefined;
  /** Once aborted, those under way end without a result, and `work` rejects with APIUserAbortError. */
  signal?: AbortSignal | undefined;
  /** Is told how far it is, four times a second at most. What it throws changes nothing. */
  onProgress?: ((progress: WorkProgress) => void) | undefined;
  /** Is told of what fails for the moment, such as a store that is away. What it throws changes nothing. */
  onFailure?: ((error: Error) => void) | undefined;
}

/** What a worker has done so far. */
export interface WorkProgress {
  /** Lines that got their result by this worker. */
  readonly done: number;
  readonly failed: number;
  readonly tokens: number;
  /** Calls under way, and how many may be. */
  readonly underWay: number;
  readonly concurrency: number;
  /** Chunks under way. */
  readonly chunks: number;
  readonly elapsedMs: number;
  /** Milliseconds until new lines begin, where the server asked for a wait; else 0. */
  readonly pauseMs: number;
}

/** Where results are written. */
export interface CollectOptions {
  /** The file of results, in the order of the input. */
  output: string;
  /** The file of failures. Default: the output’s name, with `.errors.jsonl` in the place of its ending. */
  errors?: string | undefined;
  /** Takes what there is of a batch that is not over. Default: it is refused. */
  partial?: boolean | undefined;
  /** Begins anew, in the place of files that are there. Default: false. */
  overwrite?: boolean | undefined;
  /** Where the folder of the batch lies on this machine. Default: where it lies for whoever submitted it. */
  folder?: string | undefined;
}

/** What was written of a batch. */
export interface CollectedBatch extends QueuedBatch {
  readonly output: string;
  /** The file of failures: there only where lines failed. */
  readonly errors: string;
}

/** Batches in a store that many machines share. */
export interface BatchQueue {
  /** Checks an input, and puts its lines into the queue. Rejects with ConfigurationError for what is wrong with it. */
  submit(options: SubmitOptions): Promise<SubmittedBatch>;
  /** All batches, the newest first. */
  list(): Promise<QueuedBatch[]>;
  /** Rejects with ConfigurationError (`code: 'batch_not_found'`) for a batch that is not there, as the next ones do. */
  status(id: string): Promise<QueuedBatch>;
  /** Writes results. Rejects with ConfigurationError for a batch that is not over, and for files that are there. */
  collect(id: string, options: CollectOptions): Promise<CollectedBatch>;
  /** Ends a batch: what is finished is kept, and no further result is. One that is over stays as it is. */
  cancel(id: string): Promise<QueuedBatch>;
  /** Deletes a batch from the store, with its results. Rejects with ConfigurationError for one that is not over. */
  delete(id: string, options?: { folder?: string | undefined }): Promise<void>;
  /** Works lines of any batch by a client's server. Resolves when it was stopped, or, with `drain`, when nothing is left. */
  work(client: EasyLLM, options?: WorkOptions): Promise<WorkProgress>;
  /** Closes the connections to the store. Workers that were started here must have ended. */
  close(): Promise<void>;
}
