/** `easyllm batch submit`, `work`, `status`, `collect`, `cancel`, `delete`: batches of many machines. */
import { APIUserAbortError } from '../base/errors.ts';
import type { BatchQueue, QueuedBatch } from '../batch/queue/options.ts';
import { UsageError, describeFlags, note, print, readArguments, toNumber } from './arguments.ts';
import type { Flag } from './arguments.ts';
import { count } from './batch-progress.ts';
import { QUEUE_OPTION, RESULTS, withQueue } from './batch-store.ts';
import { work } from './batch-work.ts';

const FLAGS = { ...QUEUE_OPTION, help: { type: 'boolean', short: 'h' } } as const satisfies Record<string, Flag>;

const SUBMIT = {
  endpoint: { type: 'string', value: 'PATH', help: 'where lines ask that name no url: /v1/chat/completions' },
  strict: { type: 'boolean', help: 'refuse an input with a bad line (else the rest is asked for)' },
  priority: { type: 'string', value: 'N', help: 'whose chunks come first: 1 before 2 (else before all with a number)' },
  chunk: { type: 'string', value: 'N', help: 'lines that a worker takes at a time (else a hundredth, 100 at most)' },
  window: { type: 'string', value: 'TIME', help: 'when the rest is given up: 90s, 30m, 24h, 7d (else never)' },
  results: {
    type: 'string',
    value: 'DIR',
    help: 'a folder that all machines share, for lines and results (else the store)',
  },
  ...FLAGS,
} as const satisfies Record<string, Flag>;

const STATUS = { json: { type: 'boolean', help: 'as JSON' }, ...FLAGS } as const satisfies Record<string, Flag>;

const COLLECT = {
  output: { type: 'string', short: 'o', value: 'FILE', help: 'the results, in the order of the input' },
  errors: { type: 'string', value: 'FILE', help: 'the failures (else OUT.errors.jsonl)' },
  wait: { type: 'boolean', help: 'wait until the batch is over (else one that is not is refused)' },
  partial: { type: 'boolean', help: 'take what there is of a batch that is not over' },
  overwrite: { type: 'boolean', help: 'write in the place of files that are there' },
  ...RESULTS,
  ...FLAGS,
} as const satisfies Record<string, Flag>;

const DELETE = { ...RESULTS, ...FLAGS } as const satisfies Record<string, Flag>;

const HELPS = {
  submit: `Usage: easyllm batch submit [options] IN.jsonl --queue URL

Checks a file of requests (or - for standard input) and puts its lines into a queue. Prints the id of the
batch as its last line.

${describeFlags(SUBMIT)}`,
  status: `Usage: easyllm batch status [ID] --queue URL

Says where a batch stands, or all of them, the newest first.

${describeFlags(STATUS)}`,
  collect: `Usage: easyllm batch collect ID -o OUT.jsonl --queue URL

Writes the results of a batch. Ends with 0 where each line has its answer, 3 where some failed, and 4 where
the batch is not over.

${describeFlags(COLLECT)}`,
  cancel: `Usage: easyllm batch cancel ID --queue URL

Ends a batch. What is finished is kept, and can be collected.

${describeFlags(FLAGS)}`,
  delete: `Usage: easyllm batch delete ID --queue URL

Deletes a batch that is over from the store, with its results.

${describeFlags(DELETE)}`,
};

/** How a collected batch ended, for shells. */
const EXIT_CODES = { failedLines: 3, partial: 4, brokenOff: 130 };
const LOOK_MS = 1000;

/** The first argument says what to do. */
export async function run([name = '', ...args]: string[]): Promise<void> {
  const commands: Record<string, (args: string[]) => Promise<void>> = {
    submit,
    work,
    status,
    collect,
    cancel,
    delete: remove,
  };
  await commands[name]?.(args);
}

async function submit(args: string[]): Promise<void> {
  const { values, positionals } = readArguments({ args, options: SUBMIT, allowPositionals: true });
  if (values.help === true) return print(HELPS.submit);
  const file = toOne(positionals, 'Name the file of requests, or - for standard input.');
  const stopping = new AbortController();
  const onSignal = () => stopping.abort();
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  try {
    await withQueue(values.queue, async (queue) => {
      const { id, total, bad, problems } = await queue.submit({
        input: file === '-' ? process.stdin : file,
        endpoint: values.endpoint,
        strict: values.strict,
        priority: toNumber('priority', values.priority, { isWhole: true }),
        chunkLines: toNumber('chunk', values.chunk, { isWhole: true }),
        expiresInMs: toMilliseconds(values.window),
        folder: values.results,
        signal: stopping.signal,
      });
      for (const problem of problems) note(problem);
      const failed = bad > 0 ? `, of which ${count(bad)} cannot be asked for and have failed` : '';
      note(`${count(total)} lines are submitted${failed}.`);
      print(id);
    });
  } catch (error) {
    if (!APIUserAbortError.isInstance(error)) throw error;
    note('Stopped: nothing was submitted.');
    process.exitCode = EXIT_CODES.brokenOff;
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}

async function status(args: string[]): Promise<void> {
  const { values, positionals } = readArguments({ args, options: STATUS, allowPositionals: true });
  if (values.help === true) return print(HELPS.status);
  const [id] = positionals;
  await withQueue(values.queue, async (queue) => {
    const batches = id === undefined ? await queue.list() : [await queue.status(toOne(positionals, ''))];
    for (const batch of batches) print(values.json === true ? JSON.stringify(batch) : describe(batch));
    if (batches.length === 0) note('The queue has no batches.');
  });
}

async function collect(args: string[]): Promise<void> {
  const { values, positionals } = readArguments({ args, options: COLLECT, allowPositionals: true });
  if (values.help === true) return print(HELPS.collect);
  const id = toOne(positionals, 'Name the batch.');
  const { output, errors, overwrite, partial, wait } = values;
  if (output === undefined) throw new UsageError('Name the file for the results: --output FILE.');
  await withQueue(values.queue, async (queue) => {
    if (wait === true) await untilOver(queue, id);
    const batch = await queue.collect(id, { output, errors, overwrite, partial, folder: values.results });
    note(describe(batch));
    if (batch.done > 0) note(`Results: ${batch.output}`);
    if (batch.failed > 0) note(`Failures: ${batch.errors}`);
    process.exitCode = isOpen(batch) ? EXIT_CODES.partial : batch.done < batch.total ? EXIT_CODES.failedLines : 0;
  });
}

async function untilOver(queue: BatchQueue, id: string): Promise<void> {
  while (isOpen(await queue.status(id))) await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
}

async function cancel(args: string[]): Promise<void> {
  const { values, positionals } = readArguments({ args, options: FLAGS, allowPositionals: true });
  if (values.help === true) return print(HELPS.cancel);
  const id = toOne(positionals, 'Name the batch.');
  await withQueue(values.queue, async (queue) => print(describe(await queue.cancel(id))));
}

async function remove(args: string[]): Promise<void> {
  const { values, positionals } = readArguments({ args, options: DELETE, allowPositionals: true });
  if (values.help === true) return print(HELPS.delete);
  const id = toOne(positionals, 'Name the batch.');
  await withQueue(values.queue, async (queue) => queue.delete(id, { folder: values.results }));
}

function isOpen({ state }: QueuedBatch): boolean {
  return state === 'in_progress' || state === 'submitting';
}

function describe({ id, state, total, done, failed, remaining }: QueuedBatch): string {
  const parts = [
    `${count(done)} of ${count(total)} done`,
    ...(failed > 0 ? [`${count(failed)} failed`] : []),
    ...(remaining > 0 ? [`${count(remaining)} ${state === 'in_progress' ? 'left' : 'without an answer'}`] : []),
  ];
  return `${id}  ${state}  ${parts.join(', ')}`;
}

function toOne(positionals: readonly string[], missing: string): string {
  const [word, ...more] = positionals;
  if (word === undefined) throw new UsageError(`${missing} Try: --help`);
  if (more.length > 0) throw new UsageError(`One at a time, and not ${more.join(', ')} too.`);
  return word;
}

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

function toMilliseconds(window: string | undefined): number | undefined {
  if (window === undefined) return undefined;
  const [, number, unit = ''] = /^([1-9]\d{0,5})([smhd])$/.exec(window) ?? [];
  const size = UNITS[unit];
  if (size !== undefined) return Number(number) * size;
  throw new UsageError(
    `--window is "${window}". Expected seconds, minutes, hours or days, such as 90s, 30m, 24h or 7d.`,
  );
}
