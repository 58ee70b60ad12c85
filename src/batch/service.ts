/** What a gateway needs to offer OpenAI's files and batches, wherever they are kept. */
import type { Batch, BatchList, DeletedFile, FileList, FileObject } from '../../generated/openai.ts';
import type { LineResult } from './ask-line.ts';
import type { BatchLine } from './line.ts';

/** Whose files and batches: a caller’s key, as a name that stays with it. Empty where a gateway has no keys. */
export type Owner = string;

/** A file that is about to be kept. */
export interface NewFile {
  readonly filename: string;
  readonly purpose: string;
  /** Seconds until it is deleted. Default: it is kept. */
  readonly expiresAfter?: number | undefined;
}

/** A part of a list. */
export interface ListQuery {
  readonly limit?: number | undefined;
  readonly after?: string | undefined;
  readonly order?: 'asc' | 'desc' | undefined;
  readonly purpose?: string | undefined;
}

/** The content of a file. */
export interface FileContent {
  readonly file: FileObject;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** Files of callers. Every call but `create` rejects with NotFoundError where there is no such file under the owner. */
export interface FileService {
  /**
   * Keeps what `bytes` give. `describe` is asked when they have ended: a form may say behind a file what it is for. Rejects with APIError
   * (413, 507) where the content is too much. Nothing is kept then, nor where `bytes` or `describe` throws.
   */
  create(owner: Owner, bytes: AsyncIterable<Uint8Array>, describe: () => NewFile): Promise<FileObject>;
  /** The newest first, where the query does not say otherwise. */
  list(owner: Owner, query: ListQuery): Promise<FileList>;
  /** What is known of a file. */
  retrieve(owner: Owner, id: string): Promise<FileObject>;
  /** Its bytes, as they were uploaded or written. */
  content(owner: Owner, id: string): Promise<FileContent>;
  /** Rejects with ConflictError (409) for the input of a batch that is not over. */
  delete(owner: Owner, id: string): Promise<DeletedFile>;
}

/** Batches of callers. */
export interface BatchesService {
  /** `body` is what the caller sent, unchecked. Rejects with BadRequestError, which names the property. */
  create(owner: Owner, body: unknown): Promise<Batch>;
  /** The newest first, where the query does not say otherwise. */
  list(owner: Owner, query: ListQuery): Promise<BatchList>;
  /** Where a batch stands. Rejects with NotFoundError for one that this owner has not. */
  retrieve(owner: Owner, id: string): Promise<Batch>;
  /** Rejects with ConflictError (409) for one that is over. */
  cancel(owner: Owner, id: string): Promise<Batch>;
}

/** How lines are answered: by the gateway, as if their owner had asked. */
export interface LineRunner {
  /** Whether an owner may still ask. A key may have been taken away since. */
  knows(owner: Owner): Promise<boolean>;
  /** Rejects where the signal is aborted; every other failure is a result. */
  ask(owner: Owner, line: BatchLine, signal: AbortSignal): Promise<LineResult>;
}

/** Files and batches, and what runs them. `createGateway` takes one as `batches`. */
export interface BatchService {
  readonly files: FileService;
  readonly batches: BatchesService;
  /** Begins to run what is there, of earlier processes too. Called once, by the gateway. */
  start(runner: LineRunner, onFailure: (error: unknown) => void): void;
  /** No further line begins. Resolves when those under way have ended; the rest goes on where the service is started again. */
  stop(): Promise<void>;
}
