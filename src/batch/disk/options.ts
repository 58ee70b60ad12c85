/** What a caller of `runBatch` may say, and gets. */
import type { EasyLLMOptions } from '../../client/options.ts';
import { ConfigurationError } from '../../base/errors.ts';
import { expectFunction, expectOptions } from '../../base/check.ts';
import { refuseUnknownNames } from '../../base/known-names.ts';
import { expectCounts, expectEndpoint, expectInput, expectPath } from '../option-checks.ts';

/** How far a batch is. */
export interface BatchProgress {
  /** `checking`: the input is read for the first time, and nothing is sent. */
  readonly phase: 'checking' | 'asking';
  /** Lines of the input that are not empty; while it is checked, those read. */
  readonly total: number;
  /** Lines with an answer, those of earlier runs included. */
  readonly done: number;
  /** Lines with an error, those of earlier runs included. */
  readonly failed: number;
  /** Lines that got their result in this run. */
  readonly inThisRun: number;
  /** Calls under way, and how many may be. */
  readonly underWay: number;
  readonly concurrency: number;
  /** Of this run, as the server counts them. */
  readonly tokens: number;
  /** Milliseconds since lines were first asked for. */
  readonly elapsedMs: number;
  /** Milliseconds until new lines begin, where the server asked for a wait; else 0. */
  readonly pauseMs: number;
}

/** How a batch ended. */
export interface BatchResult {
  /** `completed`: each line has its result. `limited`: as many as `limit` allows have. `stopped`: by `stop`. `checked`: by `dryRun`. */
  readonly state: 'completed' | 'limited' | 'stopped' | 'checked';
  readonly total: number;
  readonly done: number;
  readonly failed: number;
  /** Lines without a result: the same run again asks for them. */
  readonly remaining: number;
  readonly inThisRun: number;
  /** Of this run, as the server counts them. */
  readonly tokens: number;
  /** Lines that could not be asked for, and what is wrong with the first of them. */
  readonly bad: number;
  readonly problems: readonly string[];
  /** The file of results. */
  readonly output: string;
  /** The file of failures: there only where lines failed. */
  readonly errors: string;
}

/** The input: a file (plain or gzipped), or pieces of one; a piece that is an object is a line. */
export type BatchInput = string | AsyncIterable<Uint8Array | string | object> | Iterable<object>;

/** Where lines come from, where results go, and how they are asked. */
export interface BatchOptions {
  /** Lines of OpenAI's batches: `{ custom_id, method, url, body }`. Pieces are kept beside the output until the batch is complete. */
  input: BatchInput;
  /** The file that results are added to, in the order they come. One of the same input and parameters is gone on with. */
  output: string;
  /** The file that failures are added to. Default: the output’s name, with `.errors.jsonl` in the place of its ending. */
  errors?: string | undefined;
  /** Where a line asks that names no `url`. */
  endpoint?: string | undefined;
  /** The model of a line that names none. */
  model?: string | undefined;
  /** So many calls at once. Default: as many as the server bears, 256 at most. */
  concurrency?: number | undefined;
  /** The most calls at once where their number adapts. Default: 256. */
  maxConcurrency?: number | undefined;
  /** Asks again for lines that failed in earlier runs. Their errors are moved to a file with `.previous` at its end. Default: false. */
  retryErrors?: boolean | undefined;
  /** Lines to ask for in this run. Default: all. */
  limit?: number | undefined;
  /** Reads and judges the input; sends and writes nothing. Default: false. */
  dryRun?: boolean | undefined;
  /** Refuses an input with a bad line. Default: bad lines are failures, and the others are asked for. */
  strict?: boolean | undefined;
  /** Begins anew, in the place of an output that is there. Default: false. */
  overwrite?: boolean | undefined;
  /** The most lines: each takes 24 bytes of memory. Default: 10,000,000. */
  maxLines?: number | undefined;
  /** The longest line, in bytes. Default: 64 MiB. */
  maxLineBytes?: number | undefined;
  /** Once aborted, no line begins, those under way end, and the batch is `stopped`. */
  stop?: AbortSignal | undefined;
  /** Once aborted, those under way end without a result, and `runBatch` rejects with APIUserAbortError. */
  signal?: AbortSignal | undefined;
  /** Is told how far it is, four times a second at most. What it throws changes nothing. */
  onProgress?: ((progress: BatchProgress) => void) | undefined;
}

const NAMES = {
  input: true,
  output: true,
  errors: true,
  endpoint: true,
  model: true,
  concurrency: true,
  maxConcurrency: true,
  retryErrors: true,
  limit: true,
  dryRun: true,
  strict: true,
  overwrite: true,
  maxLines: true,
  maxLineBytes: true,
  stop: true,
  signal: true,
  onProgress: true,
} as const satisfies Record<keyof BatchOptions, true>;

/** Options with what is left out. */
export type BatchSettings = BatchOptions & {
  readonly errors: string;
  readonly limit: number;
  readonly maxLines: number;
  readonly maxLineBytes: number;
};

const MOST_LINES = 10_000_000;
const MOST_LINE_BYTES = 67_108_864;

/** Throws ConfigurationError, which names the option at fault. */
export function toBatchSettings(options: BatchOptions): BatchSettings {
  expectOptions(options, 'The options of `runBatch`');
  refuseUnknownNames(options, { known: NAMES, what: 'option of `runBatch`' });
  const { input, output, errors = toErrorsPath(output) } = options;
  expectPath('output', output, 'file');
  expectPath('errors', errors, 'file');
  expectInput(input);
  expectEndpoint(options.endpoint);
  expectFunction(options.onProgress, 'onProgress');
  if (new Set([input, output, errors]).size < 3) {
    throw new ConfigurationError('`input`, `output` and `errors` must be different files.', { param: 'output' });
  }
  expectCounts(options, ['concurrency', 'maxConcurrency', 'limit', 'maxLines', 'maxLineBytes']);
  return {
    ...options,
    errors,
    limit: options.limit ?? Number.POSITIVE_INFINITY,
    maxLines: options.maxLines ?? MOST_LINES,
    maxLineBytes: options.maxLineBytes ?? MOST_LINE_BYTES,
  };
}

/** Where failures go: `out.errors.jsonl` beside `out.jsonl`. */
export function toErrorsPath(output: unknown): string {
  return String(output).replace(/(\.(jsonl?|ndjson|parquet))?$/i, '.errors.jsonl');
}

/** What decides the results besides the lines; neither secrets nor addresses, since replicas have several. */
export function toParameters({ endpoint, model }: BatchOptions, client: EasyLLMOptions): Record<string, string> {
  const { promptBuilder, backend, dialect } = client;
  const builder = typeof promptBuilder === 'string' ? promptBuilder : promptBuilder && 'custom';
  const given = { endpoint, model, promptBuilder: builder, backend, dialect };
  return Object.fromEntries(Object.entries(given).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}
