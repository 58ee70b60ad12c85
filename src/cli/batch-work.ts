/** `easyllm batch work`. */
import { APIUserAbortError } from '../base/errors.ts';
import type { WorkProgress } from '../batch/queue/options.ts';
import { UsageError, describeFlags, print, readArguments, toNumber } from './arguments.ts';
import type { Flag } from './arguments.ts';
import { ASKING, toAsking } from './batch-asking.ts';
import { count, createDisplay, toDuration, toRate } from './batch-progress.ts';
import { createScreen, watchInterrupts } from './batch-screen.ts';
import { QUEUE_OPTION, RESULTS, withQueue } from './batch-store.ts';

const FLAGS = {
  ...QUEUE_OPTION,
  rate: { type: 'string', value: 'N', help: 'chunks that may begin in a minute, by all workers together (else all)' },
  ...RESULTS,
  drain: { type: 'boolean', help: 'end when no chunk is waiting or under way (else wait for more)' },
  silence: {
    type: 'string',
    value: 'SECONDS',
    help: 'so long a worker may be silent until its chunks go to others (else 30)',
  },
  ...ASKING,
} as const satisfies Record<string, Flag>;

/** How a worker ended, for shells. 1 is a failure of all (a server that is not there). */
const EXIT_CODES = { brokenOff: 130 };

const HELP = `Usage: easyllm batch work [options] --queue URL

Works the lines of any batch of the queue, beside any number of others. Which server is asked, with which
token and which prompt format, each worker says for itself.

${describeFlags(FLAGS)}

Ctrl-C lets the calls under way end and gives the other lines back; a second one gives those up, too. Ends
with 0 when it was stopped or the queue is empty (--drain), ${EXIT_CODES.brokenOff} when calls were given up, and 1 where the
server cannot be asked.

Example: easyllm batch work --queue redis://localhost:6379 --api-base http://localhost:8080`;

/** How long a second Ctrl-C waits for the store. */
const LEAVE_MS = 2000;

const STOPPING = 'Stopping: calls under way end first, other lines are given back. Ctrl-C again leaves at once.';

export async function work(args: string[]): Promise<void> {
  const { values, positionals } = readArguments({ args, options: FLAGS, allowPositionals: true });
  if (values.help === true) return print(HELP);
  if (positionals.length > 0) throw new UsageError(`A worker takes any batch, and no ${positionals.join(' ')}.`);
  const silence = toNumber('silence', values.silence);
  const screen = createScreen<WorkProgress>((to) => createDisplay(to, { toSample, toLine }));
  const asking = toAsking(values, screen.note);
  const given = {
    ...asking.given,
    rate: toNumber('rate', values.rate, { isWhole: true }),
    drain: values.drain,
    folder: values.results,
    silenceMs: silence === undefined ? undefined : silence * 1000,
  };
  const interrupts = watchInterrupts(() => screen.note(STOPPING));
  // A store that is away answers nobody.
  interrupts.signals.signal.addEventListener('abort', () =>
    setTimeout(() => process.exit(EXIT_CODES.brokenOff), LEAVE_MS).unref(),
  );
  const onFailure = createFailureNote(screen.note);
  try {
    await withQueue(values.queue, async (queue) => {
      screen.note('Working.');
      const done = await queue.work(asking.client, {
        ...given,
        ...interrupts.signals,
        onProgress: screen.show,
        onFailure,
      });
      screen.note(toSummary(done));
    });
  } catch (error) {
    screen.clear();
    if (!APIUserAbortError.isInstance(error)) throw error;
    screen.note('Broken off: results so far are kept, and the other lines go to other workers.');
    process.exitCode = EXIT_CODES.brokenOff;
  } finally {
    interrupts.forget();
  }
}

const REPEAT_MS = 60_000;

/** What fails a hundred times in a minute is said once. */
function createFailureNote(write: (line: string) => void): (error: Error) => void {
  const told = new Map<string, number>();
  return ({ message }) => {
    const now = performance.now();
    if (now - (told.get(message) ?? Number.NEGATIVE_INFINITY) < REPEAT_MS) return;
    told.set(message, now);
    write(`The queue: ${message}`);
  };
}

function toSample({ elapsedMs: at, done, failed, tokens }: WorkProgress) {
  return { at, lines: done + failed, tokens };
}

/** One line, as `1,204 lines, 3 failed · 42.1 lines/s · 32 at once · 2 chunks`. */
function toLine(
  { done, failed, tokens, underWay, chunks, pauseMs }: WorkProgress,
  rates: { lines: number; tokens: number },
): string {
  return [
    toCount(done, failed),
    `${toRate(rates.lines)} lines/s`,
    ...(tokens > 0 ? [`${toRate(rates.tokens)} tokens/s`] : []),
    `${underWay} at once`,
    chunks === 1 ? '1 chunk' : `${chunks} chunks`,
    ...(pauseMs > 1000 ? [`waiting ${toDuration(pauseMs)}, as the server asks`] : []),
  ].join(' · ');
}

function toSummary({ done, failed, tokens, elapsedMs }: WorkProgress): string {
  const counted = tokens > 0 ? `, ${count(tokens)} tokens` : '';
  return `${toCount(done, failed)}${counted}, in ${toDuration(elapsedMs)}.`;
}

function toCount(done: number, failed: number): string {
  return `${count(done + failed)} lines${failed > 0 ? `, ${count(failed)} failed` : ''}`;
}
