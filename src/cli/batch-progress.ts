/** How far a batch is, for people: one line that is drawn anew on a terminal, and one a minute elsewhere. */
import type { BatchProgress, BatchResult } from '../batch/disk/options.ts';

/** Where lines go. */
export interface ProgressScreen {
  isTTY: boolean;
  write(text: string): void;
}

export interface ProgressDisplay<Progress = BatchProgress> {
  show(progress: Progress): void;
  /** Takes the line off the terminal, so that another may be written. */
  clear(): void;
}

const EVERY_MS = 60_000;
/** A rate is that of so long: the whole run's would hide that a server has become slow. */
const RATE_MS = 15_000;
const CLEAR = '\r\u001B[K';

/** What has been done at a moment of a run. */
interface Sample {
  at: number;
  lines: number;
  tokens: number;
}

/** What a display shows: a line, and what its rates are made of; undefined where nothing is being done. */
export interface Shown<Progress> {
  toSample(progress: Progress): Sample | undefined;
  toLine(progress: Progress, rates: Rates): string;
}

/** `now` is the time in milliseconds. */
export function createProgressDisplay(screen: ProgressScreen, now: () => number = Date.now): ProgressDisplay {
  return createDisplay(screen, { toSample, toLine }, now);
}

/** A display of anything that does lines. */
export function createDisplay<Progress>(
  screen: ProgressScreen,
  shown: Shown<Progress>,
  now: () => number = Date.now,
): ProgressDisplay<Progress> {
  const rates = createRates();
  let written = now();
  return {
    show(progress) {
      const line = shown.toLine(progress, rates(shown.toSample(progress)));
      if (screen.isTTY) return screen.write(`${CLEAR}${line}`);
      if (now() - written < EVERY_MS) return;
      written = now();
      screen.write(`${line}\n`);
    },
    clear() {
      if (screen.isTTY) screen.write(CLEAR);
    },
  };
}

/** Of the last while, a second. */
interface Rates {
  lines: number;
  tokens: number;
}

function createRates(): (sample: Sample | undefined) => Rates {
  let samples: Sample[] = [{ at: 0, lines: 0, tokens: 0 }];
  return (sample) => {
    if (sample === undefined) return { lines: 0, tokens: 0 };
    // The last sample before the while stays: it is where the while begins.
    const recent = samples.findIndex(({ at }) => at > sample.at - RATE_MS);
    samples = [...samples.slice(Math.max(0, recent - 1)), sample];
    const [first = { at: 0, lines: 0, tokens: 0 }] = samples;
    const seconds = Math.max((sample.at - first.at) / 1000, 0.001);
    return { lines: (sample.lines - first.lines) / seconds, tokens: (sample.tokens - first.tokens) / seconds };
  };
}

function toSample({ phase, elapsedMs: at, inThisRun: lines, tokens }: BatchProgress): Sample | undefined {
  return phase === 'checking' ? undefined : { at, lines, tokens };
}

/** One line, as `1,204 of 10,000 done, 3 failed · 42.1 lines/s · 8,310 tokens/s · 32 at once · 4 min left`. */
function toLine(progress: BatchProgress, { lines, tokens }: Rates): string {
  const { phase, total, done, failed, underWay, pauseMs } = progress;
  if (phase === 'checking') return `Checking the input: ${count(total)} lines`;
  const left = total - done - failed;
  return [
    `${count(done)} of ${count(total)} done${failed > 0 ? `, ${count(failed)} failed` : ''}`,
    `${toRate(lines)} lines/s`,
    ...(tokens > 0 ? [`${toRate(tokens)} tokens/s`] : []),
    `${underWay} at once`,
    ...(pauseMs > 1000 ? [`waiting ${toDuration(pauseMs)}, as the server asks`] : []),
    ...(left > 0 && lines > 0 ? [`${toDuration((left / lines) * 1000)} left`] : []),
  ].join(' · ');
}

/** How it ended, in a few lines. */
export function toSummary(result: BatchResult, elapsedMs: number): string {
  const { state, total, done, failed, remaining, inThisRun, tokens, output, errors } = result;
  if (state === 'checked') return toCheckSummary(result);
  const seconds = Math.max(elapsedMs / 1000, 0.001);
  const counted = tokens > 0 ? `, ${count(tokens)} tokens` : '';
  const lines = [
    `${count(done)} of ${count(total)} lines done: ${output}`,
    ...(failed > 0 ? [`${count(failed)} failed: ${errors} (--retry-errors asks for them again)`] : []),
    ...(remaining > 0 ? [`${count(remaining)} are left: the same command goes on`] : []),
    `${count(inThisRun)} in this run, in ${toDuration(elapsedMs)}: ${toRate(inThisRun / seconds)} lines/s${counted}`,
  ];
  return lines.join('\n');
}

function toCheckSummary({ total, bad, problems }: BatchResult): string {
  const more = bad > problems.length ? [`… and ${count(bad - problems.length)} more`] : [];
  return [
    `${count(total)} lines, of which ${count(bad)} cannot be asked for. Nothing was sent.`,
    ...problems,
    ...more,
  ].join('\n');
}

export function count(number: number): string {
  return Math.round(number).toLocaleString('en-US');
}

export function toRate(rate: number): string {
  return rate < 100 ? rate.toFixed(1) : count(rate);
}

/** A time as people say it, in two words at most. */
export function toDuration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return minutes < 10 ? `${minutes} min ${seconds % 60} s` : `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} days ${hours % 24} h`;
}
