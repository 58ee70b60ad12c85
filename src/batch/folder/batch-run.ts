/** One batch of a caller, from its lines to its files. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Batch } from '../../../generated/openai.ts';
import { APIUserAbortError, ConfigurationError, EasyLLMError } from '../../base/errors.ts';
import { runWork } from '../disk/run-batch.ts';
import type { BatchProgress, BatchResult } from '../disk/options.ts';
import { UNFINISHED } from '../record.ts';
import type { LineRunner } from '../service.ts';
import { toResultName, withStatus } from './batch-record.ts';
import type { BatchState, Ending } from './batch-record.ts';
import type { FolderFiles } from './files.ts';
import { createOwnedWork } from './line-work.ts';
import type { Records } from './records.ts';
import { failUnfinished } from './unfinished.ts';

export interface BatchRunParts {
  files: FolderFiles;
  records: Records<BatchState>;
  runner: LineRunner;
  /** Where results are until the batch is over. */
  folder: string;
  maxLines: number;
  maxLineBytes: number;
  /** Calls at once. Default: as many as the server bears. */
  concurrency: number | undefined;
  maxConcurrency: number | undefined;
  /** Milliseconds since 1970. */
  now: () => number;
  /** The process ends: no further line begins. */
  stop: AbortSignal;
  onFailure: (error: unknown) => void;
}

type Counts = Batch['request_counts'];

/** Between two tries where the server cannot be asked at all. */
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 60_000;

export class BatchRun {
  readonly #id: string;
  readonly #parts: BatchRunParts;
  /** Ends the lines under way: the batch was cancelled, or its time is over. */
  readonly #ending = new AbortController();
  counts: Counts | undefined;

  constructor(id: string, parts: BatchRunParts) {
    this.#id = id;
    this.#parts = parts;
  }

  cancel(): void {
    this.#ending.abort();
  }

  expireIfDue(): void {
    if (this.#isDue) this.#ending.abort();
  }

  get #isDue(): boolean {
    return this.#parts.now() >= (this.#state.batch.expires_at ?? Number.POSITIVE_INFINITY) * 1000;
  }

  /** Goes on with the batch from wherever it is. False where the process ends before the batch does. */
  async run(): Promise<boolean> {
    const { status } = this.#state.batch;
    this.expireIfDue();
    if (status !== 'finalizing' && status !== 'cancelling') {
      if (!(await this.#parts.runner.knows(this.#state.owner))) {
        const message = 'The key of this batch is no longer a key of the gateway.';
        return this.#fail({ code: 'key_removed', message, param: null, line: null });
      }
      const result = await this.#askAll();
      if (result instanceof ConfigurationError) return this.#fail(this.#toBatchError(result));
      if (result?.state === 'stopped') return false;
      if (result?.total === 0) {
        return this.#fail({
          code: 'empty_file',
          message: 'The file has no lines.',
          param: 'input_file_id',
          line: null,
        });
      }
    }
    await this.#finalize();
    return true;
  }

  get #state(): BatchState {
    const state = this.#parts.records.get(this.#id);
    if (state === undefined) throw new TypeError(`Batch ${this.#id} has no record.`);
    return state;
  }

  get #paths() {
    const { folder, files } = this.#parts;
    const input = files.pathOf(this.#state.batch.input_file_id);
    return { input, output: join(folder, 'output.jsonl'), errors: join(folder, 'errors.jsonl') };
  }

  get #work() {
    const { owner, batch } = this.#state;
    return createOwnedWork(this.#parts.runner, owner, batch.endpoint);
  }

  /** Undefined where the batch was ended. A ConfigurationError is what is wrong with the file. */
  async #askAll(): Promise<BatchResult | ConfigurationError | undefined> {
    const { maxLines, maxLineBytes, concurrency, maxConcurrency, stop, onFailure } = this.#parts;
    const limit = Number.POSITIVE_INFINITY;
    const signal = this.#ending.signal;
    for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(LONGEST_WAIT_MS, 2 * waitMs)) {
      let isAsking = false;
      const onProgress = (progress: BatchProgress) => {
        isAsking ||= progress.phase === 'asking';
        this.#note(progress);
      };
      const limits = { limit, maxLines, maxLineBytes, concurrency, maxConcurrency };
      const settings = { ...this.#paths, ...limits, stop, signal, onProgress };
      try {
        return await runWork(this.#work, { settings, parameters: {}, onRetry: undefined });
      } catch (error) {
        if (signal.aborted) return undefined;
        if (APIUserAbortError.isInstance(error)) throw error;
        if (!isAsking && ConfigurationError.isInstance(error) && error.code !== 'output_locked') return error;
        // The server is away, or the disk is full: the batch waits for that, until its time is over.
        onFailure(EasyLLMError.isInstance(error) ? toWaiting(this.#id, error, waitMs) : error);
        await sleep(waitMs, undefined, { signal: AbortSignal.any([signal, stop]) }).catch(() => {});
        if (signal.aborted) return undefined;
        if (stop.aborted) throw new APIUserAbortError(undefined, { cause: error });
      }
    }
  }

  #note({ phase, total, done, failed }: BatchProgress): void {
    if (phase !== 'asking') return;
    this.counts = { total, completed: done, failed };
    const { batch } = this.#state;
    if (batch.status === 'validating')
      this.#change(withStatus(batch, 'in_progress', this.#seconds)).catch(this.#parts.onFailure);
  }

  get #seconds(): number {
    return Math.floor(this.#parts.now() / 1000);
  }

  async #change(batch: Batch, more: Partial<BatchState> = {}): Promise<void> {
    const request_counts = this.counts ?? batch.request_counts;
    await this.#parts.records.write({ ...this.#state, ...more, batch: { ...batch, request_counts } });
  }

  async #fail(error: NonNullable<Batch['errors']>['data'][number]): Promise<true> {
    this.counts = { total: 0, completed: 0, failed: 0 };
    const failed = withStatus(this.#state.batch, 'failed', this.#seconds);
    await this.#change({ ...failed, errors: { object: 'list', data: [error] } });
    return true;
  }

  #toBatchError({ code, message, param }: ConfigurationError) {
    const words = message.replaceAll(this.#paths.input, 'The file');
    const known = param === 'maxLines' ? 'too_many_lines' : (code ?? 'invalid_file');
    return { code: known, message: words, param: param === 'maxLines' ? 'input_file_id' : param, line: null };
  }

  /** Makes the files of the batch. Cut off and done again, it makes the same ones. */
  async #finalize(): Promise<void> {
    const ending = this.#state.ending ?? this.#toEnding();
    if (this.#state.batch.status !== 'finalizing') {
      if (ending !== 'completed') await this.#failRest(ending);
      const { batch } = this.#state;
      await this.#change(withStatus(batch, 'finalizing', this.#seconds), { ending });
    }
    const { owner, outputId, errorId, outputExpiresAfter } = this.#state;
    const { output, errors } = this.#paths;
    const file = { owner, purpose: 'batch_output', expiresAfter: outputExpiresAfter };
    const [results, failures] = [
      await this.#parts.files.adopt(output, { ...file, id: outputId, filename: toResultName(this.#id, 'output') }),
      await this.#parts.files.adopt(errors, { ...file, id: errorId, filename: toResultName(this.#id, 'error') }),
    ];
    await rm(this.#parts.folder, { recursive: true, force: true });
    const ended = withStatus(this.#state.batch, ending, this.#seconds);
    await this.#change({ ...ended, output_file_id: results?.id ?? null, error_file_id: failures?.id ?? null });
  }

  #toEnding(): Ending {
    if (this.#state.batch.status === 'cancelling') return 'cancelled';
    return this.#ending.signal.aborted ? 'expired' : 'completed';
  }

  async #failRest(ending: Exclude<Ending, 'completed'>): Promise<void> {
    const { maxLines, maxLineBytes } = this.#parts;
    const error = UNFINISHED[ending];
    this.counts = await failUnfinished(this.#work, { ...this.#paths, maxLines, maxLineBytes, error });
  }
}

function toWaiting(id: string, error: EasyLLMError, waitMs: number): EasyLLMError {
  return new EasyLLMError(`Batch ${id} waits, and tries again in ${waitMs / 1000} s. ${error.message}`, {
    cause: error,
  });
}
