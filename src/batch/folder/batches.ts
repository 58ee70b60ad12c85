/** Batches of callers in a folder: they wait, run and end here, also over several processes, one after the other. */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Batch, BatchList } from '../../../generated/openai.ts';
import { APIUserAbortError, BadRequestError, ConflictError, NotFoundError } from '../../base/errors.ts';
import { cutWord } from '../../base/spelling.ts';
import { createBatchId, createFileId } from '../../operations/identity.ts';
import { toBatchRequest, toPage } from '../batch-request.ts';
import type { BatchesService, LineRunner, ListQuery, Owner } from '../service.ts';
import { isOver, toNewBatch, withStatus } from './batch-record.ts';
import type { BatchState } from './batch-record.ts';
import { BatchRun } from './batch-run.ts';
import type { BatchRunParts } from './batch-run.ts';
import { Records } from './records.ts';

/** Batches that run at once; of one caller one. */
const MOST_RUNNING = 8;
const MOST_LISTED = 100;

export interface FolderBatchesParts extends Omit<BatchRunParts, 'records' | 'runner' | 'onFailure' | 'stop'> {
  folder: string;
}

export class FolderBatches implements BatchesService {
  readonly #parts: FolderBatchesParts;
  readonly #records: Records<BatchState>;
  readonly #running = new Map<string, { run: BatchRun; owner: Owner; ended: Promise<void> }>();
  readonly #stopping = new AbortController();
  #runner: { runner: LineRunner; onFailure: (error: unknown) => void } | undefined;

  static async open(parts: FolderBatchesParts): Promise<FolderBatches> {
    return new FolderBatches(parts, await Records.read<BatchState>(parts.folder));
  }

  private constructor(parts: FolderBatchesParts, records: Records<BatchState>) {
    this.#parts = parts;
    this.#records = records;
    parts.files.readerOf = (id) =>
      records.all().find((state) => state.batch.input_file_id === id && !isOver(state))?.id;
  }

  start(runner: LineRunner, onFailure: (error: unknown) => void): void {
    this.#runner = { runner, onFailure };
    this.#pump();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all([...this.#running.values()].map(({ ended }) => ended));
  }

  /** Ends those whose time is over. */
  expire(): void {
    for (const { run } of this.#running.values()) run.expireIfDue();
    this.#pump();
  }

  async create(owner: Owner, body: unknown): Promise<Batch> {
    const request = toBatchRequest(body);
    const { purpose } = await this.#parts.files.retrieve(owner, request.inputFileId);
    if (purpose !== 'batch') {
      throw new BadRequestError(
        `File ${request.inputFileId} has the purpose "${purpose}". Upload the requests with the purpose "batch".`,
        { param: 'input_file_id', code: 'invalid_purpose' },
      );
    }
    const [id, madeAt] = [createBatchId(), this.#parts.now()];
    const batch = toNewBatch(id, request, Math.floor(madeAt / 1000));
    const [outputId, errorId] = [createFileId(), createFileId()];
    const { outputExpiresAfter } = request;
    await this.#records.write({ id, owner, madeAt, batch, outputId, errorId, outputExpiresAfter });
    this.#pump();
    return batch;
  }

  async list(owner: Owner, query: ListQuery): Promise<BatchList> {
    const batches = this.#records.of(owner).map((state) => this.#show(state));
    return toPage(batches, { limit: 20, ...query }, MOST_LISTED);
  }

  async retrieve(owner: Owner, id: string): Promise<Batch> {
    return this.#show(this.#find(owner, id));
  }

  async cancel(owner: Owner, id: string): Promise<Batch> {
    const state = this.#find(owner, id);
    const { status } = state.batch;
    if (status === 'cancelling') return state.batch;
    if (isOver(state) || status === 'finalizing') {
      throw new ConflictError(`Batch ${id} is ${status}. Only one that is not over can be cancelled.`, {
        status: 409,
        type: 'invalid_request_error',
        param: 'batch_id',
        code: 'batch_not_cancellable',
      });
    }
    const batch = withStatus(this.#show(state), 'cancelling', Math.floor(this.#parts.now() / 1000));
    await this.#records.write({ ...state, batch });
    this.#running.get(id)?.run.cancel();
    this.#pump();
    return batch;
  }

  #find(owner: Owner, id: string): BatchState {
    const found = this.#records.get(id);
    if (found !== undefined && found.owner === owner) return found;
    throw new NotFoundError(`Batch ${cutWord(id)} is not kept here.`, {
      status: 404,
      type: 'invalid_request_error',
      param: 'batch_id',
      code: 'batch_not_found',
    });
  }

  /** A batch with the counts of its run. */
  #show({ id, batch }: BatchState): Batch {
    const counts = isOver({ batch }) ? undefined : this.#running.get(id)?.run.counts;
    return counts === undefined ? batch : { ...batch, request_counts: counts };
  }

  /** Begins batches, the oldest first. One that is cancelled waits for no other: there is nothing to ask. */
  #pump(): void {
    if (this.#runner === undefined || this.#stopping.signal.aborted) return;
    for (const state of this.#records.all()) {
      if (isOver(state) || this.#running.has(state.id)) continue;
      const others = [...this.#running.values()];
      const mustWait = others.length >= MOST_RUNNING || others.some(({ owner }) => owner === state.owner);
      if (mustWait && state.batch.status !== 'cancelling') continue;
      this.#begin(state, this.#runner);
    }
  }

  #begin(
    { id, owner }: BatchState,
    { runner, onFailure }: { runner: LineRunner; onFailure: (error: unknown) => void },
  ) {
    const folder = join(this.#parts.folder, id);
    const stop = this.#stopping.signal;
    const run = new BatchRun(id, { ...this.#parts, folder, records: this.#records, runner, onFailure, stop });
    const ended = mkdir(folder, { recursive: true, mode: 0o700 })
      .then(async () => run.run())
      .then(async (hasEnded) => (hasEnded ? rm(folder, { recursive: true, force: true }) : undefined))
      .catch((error: unknown) => {
        if (!APIUserAbortError.isInstance(error)) onFailure(error);
      })
      .finally(() => {
        this.#running.delete(id);
        this.#pump();
      });
    this.#running.set(id, { run, owner, ended });
  }
}
