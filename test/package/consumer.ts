/** The package as npm packs it, installed in projects that have nothing else. */
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from './command.ts';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const PROGRAMS = fileURLToPath(new URL('programs', import.meta.url));
export const TOOLS = fileURLToPath(new URL('node_modules', import.meta.url));

/** Builds and packs the package into a folder, as for a release: by its script `prepack`, which this folder's settings forbid. The path of the tarball. */
export async function pack(folder: string): Promise<string> {
  await runCommand('npm', ['pack', '--silent', '--ignore-scripts=false', '--pack-destination', folder], { cwd: ROOT });
  const name = (await readdir(folder)).find((file) => file.endsWith('.tgz'));
  if (name === undefined) throw new Error('npm pack made no tarball.');
  return join(folder, name);
}

/** An empty project with these packages installed. */
export async function createProject(folder: string, packages: readonly string[]): Promise<string> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'project', private: true, type: 'module' }));
  await runCommand('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', ...packages], { cwd: folder });
  return folder;
}

/** The files in a folder and its folders, by their paths from there, written with `/`. */
export async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map((file) => relative(folder, join(file.parentPath, file.name)).split(sep).join('/')).toSorted();
}

/** Bytes of all files in a folder. */
export async function sizeOf(folder: string): Promise<number> {
  const sizes = (await listFiles(folder)).map(async (path) => (await stat(join(folder, path))).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

export function toMegabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
