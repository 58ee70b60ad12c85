/** Where batches of a queue are kept: their lines until they are done, and their results. The engine beside it says whose turn it is. */

/** Where a batch stands. `submitting`: its lines are being written; a submission that was killed stays so. */
export type BatchState = 'submitting' | 'in_progress' | 'completed' | 'cancelled' | 'expired';

/** What is known of a batch. */
export interface KeptBatch {
  readonly id: string;
  readonly state: BatchState;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** When the rest is given up; null for never. Milliseconds since 1970. */
  readonly expiresAt: number | null;
  /** Where lines ask that name no `url`; null where each names its own. */
  readonly endpoint: string | null;
  /** Lines that are not empty. */
  readonly total: number;
  /** Parts that the lines are worked in; 0 until all are written. */
  readonly chunks: number;
  /** The folder where lines and results lie, as whoever submitted it names it; null where they lie in the store. */
  readonly folder: string | null;
}

/** A line that can be asked for: its number in the input, from 1, and its text. */
export type ChunkLine = readonly [number: number, text: string];

/** A result of a line. */
export interface KeptResult {
  readonly line: number;
  readonly isDone: boolean;
  /** The record, as a line without its end; in the store of a batch with a folder, where in the folder it is. */
  readonly text: string;
  readonly tokens: number;
}

export interface ResultCounts {
  readonly done: number;
  readonly failed: number;
  /** As servers count. */
  readonly tokens: number;
}

/**
 * What each kind of store does. A line of a batch has one result, the first that is added, however often it is added; and none is added to a
 * batch that is over. All calls reject where the store cannot be reached.
 */
export interface BatchStore {
  create(batch: KeptBatch): Promise<void>;
  /** All batches, the newest first. */
  list(): Promise<KeptBatch[]>;
  find(id: string): Promise<KeptBatch | undefined>;
  /** Changes a batch that is in the state `from`, in one step. False where it is in another, or gone. */
  change(id: string, from: BatchState, to: Partial<Pick<KeptBatch, 'state' | 'chunks'>>): Promise<boolean>;
  /** Deletes a batch with all that is kept of it. */
  remove(batch: KeptBatch): Promise<void>;

  addChunk(id: string, chunk: number, content: string): Promise<void>;
  /** Undefined where all its lines have their results. */
  readChunk(id: string, chunk: number): Promise<string | undefined>;
  /** Forgets the lines of a chunk. */
  removeChunk(id: string, chunk: number): Promise<void>;

  /** Adds results of a chunk, where the batch is in this state. False where it is in another, or gone: nothing is added then. */
  addResults(id: string, chunk: number, results: readonly KeptResult[], state: BatchState): Promise<boolean>;
  /** The numbers of lines of a chunk that have their result. */
  doneLines(id: string, chunk: number): Promise<number[]>;
  /** The results of a chunk, by their lines. */
  results(id: string, chunk: number): Promise<KeptResult[]>;
  counts(id: string): Promise<ResultCounts>;
  close(): Promise<void>;
}
