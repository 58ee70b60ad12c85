/** `runBatch`: a file of requests to a file of results, on one machine, that may be killed at any moment and go on. */
import { rename, rm, stat } from 'node:fs/promises';
import { ConfigurationError } from '../../base/errors.ts';
import type { EasyLLM } from '../../client/easyllm.ts';
import { operationsOf, optionsOf } from '../../client/easyllm.ts';
import type { CallOptions } from '../../client/options.ts';
import type { IdSet } from '../id-set.ts';
import { Pace } from '../pace.ts';
import { readKey } from '../record.ts';
import { createLineWork } from '../work.ts';
import type { Work } from '../work.ts';
import { indexInput } from './index-input.ts';
import type { InputIndex } from './index-input.ts';
import { Journal } from './journal.ts';
import { takeLock } from './lock.ts';
import { expectSame, isThere, manifestPathOf, readManifest, writeManifest } from './manifest.ts';
import type { Manifest } from './manifest.ts';
import { toBatchSettings, toParameters } from './options.ts';
import type { BatchOptions, BatchResult, BatchSettings } from './options.ts';
import { Passes } from './passes.ts';
import { createReport, toProgress } from './report.ts';
import type { Report } from './report.ts';
import { readLines } from './read-lines.ts';
import { toInputFile } from './spool.ts';

/**
 * Runs a batch: each line of the input gets one record, in `output` or in `errors`. What is there of an earlier run of the same input and
 * parameters is gone on with. Retries, deadlines and `waitForModel` are the client's. Rejects with ConfigurationError for what is wrong
 * before anything is sent; with the server's own error where it cannot be asked, and with APIUserAbortError where `signal` is aborted: all
 * results so far are then in the files.
 */
export async function runBatch(client: EasyLLM, options: BatchOptions): Promise<BatchResult> {
  const settings = toBatchSettings(options);
  const { endpoint, model } = settings;
  const work = createLineWork(operationsOf(client), { endpoint, model });
  const parameters = toParameters(settings, optionsOf(client));
  return runWork(work, { settings, parameters, onRetry: optionsOf(client).onRetry });
}

/** What a run needs besides its work. */
export interface RunSettings {
  readonly settings: BatchSettings;
  /** What decides the results besides the input. */
  readonly parameters: Manifest['parameters'];
  /** The client's own, which a call's takes the place of. */
  readonly onRetry: CallOptions['onRetry'];
  /** Takes away or refuses what is there, besides output and errors. */
  readonly makeWay?: () => Promise<void>;
  /** Whether nothing is left to do, of this input and these parameters, though there is no output. */
  readonly isComplete?: () => Promise<boolean>;
  /** Makes something of the output, under its lock. */
  readonly onEnd?: (result: BatchResult) => Promise<void>;
}

/** Runs work of any kind over an input. */
export async function runWork(work: Work, run: RunSettings): Promise<BatchResult> {
  const { settings } = run;
  const report = createReport(settings.onProgress);
  if (settings.dryRun === true && typeof settings.input === 'string') {
    return toResult(settings, {
      state: 'checked',
      index: await checkInput(work, settings.input, { settings, report }),
    });
  }
  const lock = await takeLock(settings.output);
  try {
    return await runLocked(work, { ...run, report });
  } finally {
    await lock.release();
  }
}

interface LockedRun extends RunSettings {
  readonly report: Report;
}

async function runLocked(work: Work, run: LockedRun): Promise<BatchResult> {
  const { settings, report } = run;
  if (settings.dryRun !== true) {
    await run.makeWay?.();
    await makeWay(settings);
  }
  const file = await toInputFile(settings);
  const found = await checkInput(work, file.path, { settings, report });
  if (settings.dryRun === true) {
    await file.remove();
    return toResult(settings, { state: 'checked', index: found });
  }
  if (found === undefined) return toResult(settings, { state: 'stopped', index: found });
  await agree(run, found);
  if ((await run.isComplete?.()) === true) {
    return toResult(settings, { state: 'completed', index: found, before: { done: found.lines, failed: 0 } });
  }
  const result = await askAll(work, { ...run, index: found, file: file.path });
  await run.onEnd?.(result);
  if (result.remaining === 0) await file.remove();
  return result;
}

/** The first pass. Undefined where it was stopped. */
async function checkInput(
  work: Work,
  file: string,
  { settings, report }: Pick<LockedRun, 'settings' | 'report'>,
): Promise<InputIndex | undefined> {
  const { maxLines, maxLineBytes, stop, strict = false } = settings;
  const onLines = (total: number) => report.checking(total);
  const found = await indexInput(file, { work, maxLines, maxLineBytes, stop, onLines });
  if (strict && found !== undefined && found.bad > 0) {
    const many = found.bad === 1 ? 'one bad line' : `${found.bad} bad lines`;
    throw new ConfigurationError(`${file} has ${many}, and \`strict\` refuses that. ${found.problems.join(' ')}`, {
      code: 'bad_lines',
    });
  }
  return found;
}

/** Nothing is overwritten that was not made by a batch, nor anything unless it is asked for. */
async function makeWay({ output, errors, overwrite = false }: BatchSettings): Promise<void> {
  if (overwrite) {
    for (const path of [output, errors, manifestPathOf(output)]) await rm(path, { force: true });
    return;
  }
  if ((await readManifest(output)) !== undefined) return;
  for (const path of [output, errors]) {
    if ((await sizeOf(path)) === 0) continue;
    throw new ConfigurationError(
      `${path} is there, and is no output of a batch. Choose another name, or pass \`overwrite\`.`,
      { code: 'output_exists' },
    );
  }
}

/** The output is of this input and these parameters, or it is refused. */
async function agree({ settings, parameters }: RunSettings, { sha256, bytes, lines }: InputIndex): Promise<void> {
  const now: Manifest = { version: 1, input: { sha256, bytes, lines }, parameters };
  const before = await readManifest(settings.output);
  if (before === undefined) await writeManifest(settings.output, now);
  else expectSame(settings.output, before, now);
}

interface IndexedRun extends LockedRun {
  readonly index: InputIndex;
  readonly file: string;
}

async function askAll(work: Work, { settings, onRetry, index, file, report }: IndexedRun): Promise<BatchResult> {
  const { output, errors, retryErrors = false, concurrency, maxConcurrency, limit, maxLineBytes, signal } = settings;
  if (retryErrors && (await sizeOf(errors)) > 0) await rename(errors, `${errors}.previous`);
  const [results, failures] = [await Journal.open(output), await Journal.open(errors)];
  const stopping = new AbortController();
  const stop = AbortSignal.any([stopping.signal, ...[settings.stop, signal].flatMap((each) => each ?? [])]);
  const pace = new Pace({ concurrency, maxConcurrency });
  stop.addEventListener('abort', () => pace.close());
  try {
    const before = { done: await markDone(output, index.ids), failed: await markDone(errors, index.ids) };
    const call: CallOptions = { signal, onRetry: toWatch(pace, onRetry) };
    const { ids } = index;
    const passes = new Passes({
      name: file,
      read: () => readLines(file, { maxLineBytes }),
      work,
      ids,
      pace,
      keep: ({ verdict, text }) => (verdict === 'done' ? results : failures).append(`${text}\n`),
      limit,
      stop,
      call,
    });
    await report.asking(
      (elapsedMs) => toProgress({ passes, pace, before, total: index.lines }, elapsedMs),
      () => passes.run(),
    );
    const isComplete = ids.doneCount === index.lines;
    const state = isComplete ? 'completed' : stop.aborted ? 'stopped' : 'limited';
    return toResult(settings, { state, index, before, counts: passes.counts });
  } finally {
    stopping.abort();
    await results.close().finally(() => failures.close());
    if ((await sizeOf(errors)) === 0) await rm(errors, { force: true });
  }
}

/** Lines that have their result from earlier runs. */
async function markDone(path: string, ids: IdSet): Promise<number> {
  let count = 0;
  for await (const lines of readLines(path, { maxLineBytes: Number.POSITIVE_INFINITY })) {
    for (const { number, text } of lines) {
      const key = text === undefined ? undefined : readKey(text);
      if (key === undefined || ids.isDone(key) === undefined) {
        throw new ConfigurationError(
          `${path}: line ${number} is no result of this batch. Take it out, or pass \`overwrite\` to begin anew.`,
        );
      }
      if (ids.markDone(key)) count += 1;
    }
  }
  return count;
}

/** A client's retries tell of a server that has too much to do, before a call fails of it. */
export function toWatch(pace: Pace, onRetry: CallOptions['onRetry']): NonNullable<CallOptions['onRetry']> {
  return (info) => {
    if (info.status === 429 || info.status === 503) pace.overload(info.delayMs);
    onRetry?.(info);
  };
}

async function sizeOf(path: string): Promise<number> {
  return (await isThere(path)) ? (await stat(path)).size : 0;
}

interface Ending {
  state: BatchResult['state'];
  index: InputIndex | undefined;
  before?: Pick<BatchResult, 'done' | 'failed'>;
  counts?: Passes['counts'];
}

function toResult({ output, errors }: BatchSettings, { state, index, before, counts }: Ending): BatchResult {
  const { lines: total = 0, bad = 0, problems = [] } = index ?? {};
  const [done, failed] = [(before?.done ?? 0) + (counts?.done ?? 0), (before?.failed ?? 0) + (counts?.failed ?? 0)];
  const inThisRun = (counts?.done ?? 0) + (counts?.failed ?? 0);
  const tokens = counts?.tokens ?? 0;
  return {
    state,
    total,
    done,
    failed,
    remaining: total - done - failed,
    inThisRun,
    tokens,
    bad,
    problems,
    output,
    errors,
  };
}
