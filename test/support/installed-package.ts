import { cpSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { inject } from 'vitest';
import type { BuiltPackage } from './package-build.ts';

let built: Promise<BuiltPackage> | undefined;

/** The package of this run; the first test that asks for it waits until it is built. */
export function builtPackage(): Promise<BuiltPackage> {
  built ??= askForPackage();
  return built;
}

async function askForPackage(): Promise<BuiltPackage> {
  const response = await fetch(inject('packageUrl'));
  const text = await response.text();
  if (!response.ok) throw new Error(`The package cannot be built. ${text}`);
  return JSON.parse(text);
}

/** What `npm install` of the packed package leaves: its own files, copied, beside everything it may import. */
export async function installPackage(project: string): Promise<void> {
  const { folder, files } = await builtPackage();
  const target = join(project, 'node_modules/easyllm');
  for (const path of files) {
    mkdirSync(dirname(join(target, path)), { recursive: true });
    cpSync(join(folder, path), join(target, path));
  }
  for (const name of readdirSync('node_modules').filter((entry) => !entry.startsWith('.') && entry !== 'easyllm')) {
    symlinkSync(resolve('node_modules', name), join(project, 'node_modules', name));
  }
}
