/** `easyllm batch`. */
import { APIUserAbortError } from '../base/errors.ts';
import { runBatch } from '../batch/disk/run-batch.ts';
import { runEmbeddings } from '../batch/disk/run-embeddings.ts';
import type { BatchInput, BatchProgress, BatchResult } from '../batch/disk/options.ts';
import { UsageError, describeFlags, print, readArguments, toNumber } from './arguments.ts';
import type { Flag } from './arguments.ts';
import { ASKING, toAsking } from './batch-asking.ts';
import { createProgressDisplay, toSummary } from './batch-progress.ts';
import { createScreen, watchInterrupts } from './batch-screen.ts';
import type { Screen } from './batch-screen.ts';

const FLAGS = {
  embed: { type: 'boolean', help: 'embed the texts of IN: lines of JSON, strings or {"id": …, "text": …}' },
  plain: { type: 'boolean', help: 'with --embed: each line is a text, and no JSON (as in a file called .txt)' },
  dimensions: { type: 'string', value: 'N', help: 'with --embed: how many numbers a vector has' },
  output: { type: 'string', short: 'o', value: 'FILE', help: 'the results; one of the same input is gone on with' },
  errors: { type: 'string', value: 'FILE', help: 'the failures (else OUT.errors.jsonl)' },
  endpoint: { type: 'string', value: 'PATH', help: 'where lines ask that name no url: /v1/chat/completions' },
  limit: { type: 'string', value: 'N', help: 'ask for N lines, and end' },
  'retry-errors': { type: 'boolean', help: 'ask again for lines that failed before' },
  'dry-run': { type: 'boolean', help: 'check the input; send and write nothing' },
  strict: { type: 'boolean', help: 'refuse an input with a bad line (else the rest is asked for)' },
  overwrite: { type: 'boolean', help: 'begin anew, in the place of an output that is there' },
  ...ASKING,
} as const satisfies Record<string, Flag>;

const STOPPING = 'Stopping: calls under way end first. Ctrl-C again gives them up.';

/** How a batch ended, for shells. 1 is a failure of all (a server that is not there), 2 a wrong command. */
const EXIT_CODES = { failedLines: 3, stopped: 4, brokenOff: 130 };

/** What many machines need; a file of such a name is `./submit`. */
const QUEUE_COMMANDS = new Set(['submit', 'work', 'status', 'collect', 'cancel', 'delete']);

const HELP = `Usage: easyllm batch [options] IN.jsonl -o OUT.jsonl
       easyllm batch [options] --embed TEXTS.jsonl -o VECTORS.parquet
       easyllm batch submit | work | status | collect | cancel | delete --queue URL: on many machines

Runs a file of requests in the format of OpenAI's batches, one a line:
  {"custom_id": "1", "method": "POST", "url": "/v1/chat/completions", "body": {"messages": […]}}
Results are added to OUT as they come. After any stop the same command goes on where it was. IN may be
gzipped, or - for standard input. Vectors are written as Parquet (npm install hyparquet-writer) or as
JSON lines, by the ending of the file.

${describeFlags(FLAGS)}

Ctrl-C lets the calls under way end; a second one gives them up. Ends with 0 where each line has its
answer, ${EXIT_CODES.failedLines} where some failed, ${EXIT_CODES.stopped} when it was stopped, ${EXIT_CODES.brokenOff} when calls were given up, and 1 where the server cannot
be asked.

Example: easyllm batch --api-base http://localhost:8080 in.jsonl -o out.jsonl`;

export async function run(args: string[]): Promise<void> {
  if (QUEUE_COMMANDS.has(args[0] ?? '')) return (await import('./batch-queue.ts')).run(args);
  const { values, positionals } = readArguments({ args, options: FLAGS, allowPositionals: true });
  if (values.help === true) return print(HELP);
  const [file, ...more] = positionals;
  if (file === undefined) throw new UsageError('Name the file of requests, or - for standard input. Try: --help');
  if (more.length > 0) throw new UsageError(`One file of requests at a time, and not ${more.join(', ')} too.`);
  if (values.output === undefined) throw new UsageError('Name the file for the results: --output FILE.');
  const screen = createScreen(createProgressDisplay);
  const asking = toAsking(values, screen.note);
  const given = {
    ...asking.given,
    output: values.output,
    errors: values.errors,
    limit: toNumber('limit', values.limit, { isWhole: true }),
    retryErrors: values['retry-errors'],
    dryRun: values['dry-run'],
    strict: values.strict,
    overwrite: values.overwrite,
  };
  await runAloud(screen, (watched) => {
    const shared = { ...given, ...watched, input: toInput(file) };
    if (values.embed !== true) return runBatch(asking.client, { ...shared, endpoint: values.endpoint });
    return runEmbeddings(asking.client, { ...shared, ...toTextOptions(file, values) });
  });
}

function toTextOptions(file: string, { plain, dimensions }: { plain?: boolean; dimensions?: string }) {
  return {
    plain: plain ?? /\.txt(\.gz)?$/i.test(file),
    dimensions: toNumber('dimensions', dimensions, { isWhole: true }),
  };
}

function toInput(file: string): BatchInput {
  return file === '-' ? process.stdin : file;
}

type Watched = Pick<Parameters<typeof runBatch>[1], 'stop' | 'signal' | 'onProgress'>;

/** Runs a batch with its progress, and Ctrl-C. Sets the exit code. */
async function runAloud(
  screen: Screen<BatchProgress>,
  runWatched: (watched: Watched) => Promise<BatchResult>,
): Promise<void> {
  const interrupts = watchInterrupts(() => screen.note(STOPPING));
  const start = performance.now();
  try {
    const result = await runWatched({ ...interrupts.signals, onProgress: screen.show });
    screen.note(toSummary(result, performance.now() - start));
    process.exitCode = toExitCode(result);
  } catch (error) {
    if (!APIUserAbortError.isInstance(error)) {
      screen.clear();
      throw error;
    }
    screen.note('Broken off: what was written is kept, and the same command goes on.');
    process.exitCode = EXIT_CODES.brokenOff;
  } finally {
    interrupts.forget();
  }
}

function toExitCode({ state, failed, bad }: BatchResult): number {
  if (state === 'stopped') return EXIT_CODES.stopped;
  return failed > 0 || (state === 'checked' && bad > 0) ? EXIT_CODES.failedLines : 0;
}
