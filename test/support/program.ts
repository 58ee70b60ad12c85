/** Runs the command, and programs that import `easyllm`, as a person does: with the built package. */
import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import ts from 'typescript';
import manifest from '../../package.json' with { type: 'json' };
import { builtPackage } from './installed-package.ts';

export interface ProgramOptions {
  args?: readonly string[];
  /** All of it, but for PATH. */
  env?: Readonly<Record<string, string>>;
}

export interface ProgramResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Starts a program of TypeScript in a folder of its own; its input is open. */
export async function startProgram(
  code: string,
  options: ProgramOptions = {},
): Promise<ChildProcessWithoutNullStreams> {
  const cwd = mkdtempSync(join((await builtPackage()).folder, 'program-'));
  const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
  writeFileSync(join(cwd, 'program.js'), ts.transpileModule(code, { compilerOptions }).outputText);
  return start(['program.js'], { ...options, cwd });
}

/** Runs a program to its end. */
export async function runProgram(
  code: string,
  given: ProgramOptions & { input?: string } = {},
): Promise<ProgramResult> {
  return resultOf(await startProgram(code, given), given.input);
}

/** Starts `easyllm` with its arguments. */
export async function startCommand(args: readonly string[], env: ProgramOptions['env'] = {}) {
  const { folder } = await builtPackage();
  return start([join(folder, manifest.bin.easyllm), ...args], { env, cwd: folder });
}

/** Runs `easyllm` to its end. */
export async function runCommand(
  args: readonly string[],
  given: Omit<ProgramOptions, 'args'> & { input?: string } = {},
) {
  return resultOf(await startCommand(args, given.env), given.input);
}

/** The first line that a server prints, and the address in it. */
export async function untilListening(server: ChildProcessWithoutNullStreams): Promise<{ line: string; url: string }> {
  let complaints = '';
  server.stderr.on('data', (data) => (complaints += String(data)));
  const ended = once(server, 'close').then(() => {
    throw new Error(`The server ended before it listened. ${complaints}`);
  });
  const [data] = await Promise.race([once(server.stdout, 'data'), ended]);
  const line = String(data).trim();
  return { line, url: /http:\S+/.exec(line)?.[0] ?? '' };
}

function start(words: readonly string[], { args = [], env = {}, cwd }: ProgramOptions & { cwd: string }) {
  return spawn(process.execPath, [...words, ...args], { cwd, env: { PATH: process.env['PATH'], ...env } });
}

async function resultOf(child: ChildProcessWithoutNullStreams, input = ''): Promise<ProgramResult> {
  // A program that refuses its arguments reads nothing.
  child.stdin.on('error', () => {}).end(input);
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code, stdout, stderr };
}
