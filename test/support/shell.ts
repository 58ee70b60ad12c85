/** Shell lines of the guides, run by a shell: `npx easyllm` and `easyllm` are the command as it is published. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import manifest from '../../package.json' with { type: 'json' };
import { builtPackage } from './installed-package.ts';
import type { ProgramOptions, ProgramResult } from './program.ts';

let path: Promise<string> | undefined;

/** A PATH that begins with a folder of `easyllm` and of an `npx` that starts it, and nothing from a registry. */
export function shellPath(): Promise<string> {
  path ??= makePath();
  return path;
}

async function makePath(): Promise<string> {
  const { folder } = await builtPackage();
  const bin = mkdtempSync(join(folder, 'bin-'));
  const command = `exec "${process.execPath}" "${join(folder, manifest.bin.easyllm)}" "$@"`;
  writeFileSync(join(bin, 'easyllm'), `#!/bin/sh\n${command}\n`, { mode: 0o755 });
  writeFileSync(join(bin, 'npx'), `#!/bin/sh\n[ "$1" = easyllm ] || exit 127\nshift\n${command}\n`, { mode: 0o755 });
  return `${bin}:${process.env['PATH'] ?? ''}`;
}

/** Runs lines in the folder of the package, or in `cwd`, with an empty standard input. */
export async function runShell(
  lines: string,
  { env = {}, cwd }: Pick<ProgramOptions, 'env'> & { cwd?: string } = {},
): Promise<ProgramResult> {
  const PATH = await shellPath();
  const { folder } = await builtPackage();
  const child = spawn('sh', ['-c', lines], {
    cwd: cwd ?? folder,
    env: { PATH, HOME: folder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code, stdout, stderr };
}
