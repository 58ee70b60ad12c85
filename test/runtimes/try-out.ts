/** Tries a runtime: one column of the table. */
import { readFile } from 'node:fs/promises';
import type { Ended } from './child.ts';
import { runChild } from './child.ts';
import type { Result } from './contract.ts';
import type { Run } from './launch.ts';
import { bundleLauncher } from './package-under-test.ts';
import type { Runtime } from './runtimes.ts';
import type { ServerOptions } from './server.ts';
import { startContractServer } from './server.ts';

export interface Column {
  name: string;
  /** As the runtime says it. */
  version?: string;
  /** Why it was not tried. */
  missing?: string;
  results: readonly Result[];
}

/** What is seen from outside the runtime, beside the contract. */
export const OUTER_ROWS = {
  bundle: 'its bundle holds nothing of Node’s',
  require: '`require` loads the package',
  end: 'the program ends by itself, and well',
};

/** What is tried. */
export interface Subject {
  /** Where the package is installed. */
  folder: string;
  /** From the package itself. */
  start: ServerOptions['start'];
  loginToken: string;
}

export async function tryRuntime(runtime: Runtime, subject: Subject): Promise<Column> {
  const { name } = runtime;
  let binary: string;
  let version: string;
  try {
    binary = await runtime.find();
    version = await readVersion(binary, subject.folder);
  } catch (error) {
    return { name, missing: messageOf(error), results: [] };
  }
  const bundled = await tryBundle(runtime, subject);
  if (bundled.outcome === 'fails') return { name, version, results: [bundled] };
  const contract = await tryContract(runtime, { binary, subject });
  const required = await tryRequire(runtime, { binary, subject });
  return { name, version, results: [bundled, required, ...contract] };
}

async function readVersion(binary: string, folder: string): Promise<string> {
  const { code, output } = await runChild(binary, ['--version'], { cwd: folder, env: process.env, limitMs: 30_000 });
  if (code !== 0) throw new Error(`${binary} does not start: ${lastLines(output)}`);
  const version = /\d{2,4}(?:[.-]\d+)+|\d+(?:\.\d+)+/.exec(output)?.[0];
  return version ?? output;
}

async function tryBundle({ bundle }: Runtime, { folder }: Subject): Promise<Result> {
  const name = OUTER_ROWS.bundle;
  if (bundle === undefined) return { name, outcome: 'lacks', reason: 'it needs no bundle' };
  try {
    await bundleLauncher(folder, bundle.launcher, bundle.conditions);
    return { name, outcome: 'holds' };
  } catch (error) {
    return { name, outcome: 'fails', reason: messageOf(error) };
  }
}

type Trial = { binary: string; subject: Subject };

async function tryContract(runtime: Runtime, { binary, subject }: Trial): Promise<Result[]> {
  const { start, folder, loginToken } = subject;
  const surroundings = {
    loginToken: runtime.readsFiles ? loginToken : null,
    lacksEnvironment: runtime.lacksEnvironment,
  };
  const page = await readFile(`${folder}/page.bundle.mjs`, 'utf8').catch(() => '');
  const server = await startContractServer({ start, surroundings, page, closesWithinMs: runtime.closesWithinMs });
  try {
    const run: Run = { binary, folder, url: server.url, ended: server.ended };
    const ended = await runtime.launch(run);
    return [...server.results, toEndResult(runtime, { ended, isComplete: server.isComplete })];
  } finally {
    await server.close();
  }
}

async function tryRequire({ launchRequire }: Runtime, { binary, subject }: Trial): Promise<Result> {
  const name = OUTER_ROWS.require;
  if (typeof launchRequire === 'string') return { name, outcome: 'lacks', reason: launchRequire };
  const ended = await launchRequire({ binary, folder: subject.folder, url: '', ended: Promise.resolve() });
  return { name, ...toOutcome(ended) };
}

function toEndResult({ endsByItself }: Runtime, { ended, isComplete }: { ended: Ended; isComplete: boolean }): Result {
  const name = OUTER_ROWS.end;
  const outcome = toOutcome(ended);
  if (isComplete && !endsByItself) return { name, outcome: 'lacks', reason: 'it is closed by the test' };
  if (isComplete || outcome.outcome === 'fails') return { name, ...outcome };
  return { name, outcome: 'fails', reason: `it ended before the contract did: ${lastLines(ended.output)}` };
}

function toOutcome({ code, isLate, output }: Ended): Pick<Result, 'outcome' | 'reason'> {
  if (isLate) return { outcome: 'fails', reason: `it did not end: ${lastLines(output)}` };
  return code === 0
    ? { outcome: 'holds' }
    : { outcome: 'fails', reason: `it ended with ${code}: ${lastLines(output)}` };
}

function lastLines(output: string): string {
  return output.split('\n').slice(-12).join('\n');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
