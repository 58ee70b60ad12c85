/** The package as users get it: packed, installed in a folder of its own, and bundled where a runtime needs a bundle. */
import { rmSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { BuildOptions, Metafile } from 'esbuild';
import { runChild } from './child.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const ROOT = join(HERE, '../..');
const LAUNCHERS = ['process.mjs', 'worker.mjs', 'page.mjs', 'require.cjs'];
const NPM_LIMIT_MS = 300_000;

/**
 * Packs the package, and installs it in a folder that goes with this process. Beside it are `contract.mjs`, made of the contract, and the
 * launchers.
 */
export async function installPackage(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'easyllm-runtimes-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  for (const name of ['home', 'temporary']) await mkdir(join(folder, name));
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  await runNpm(ROOT, ['pack', '--pack-destination', folder]);
  const archive = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
  if (archive === undefined) throw new Error('`npm pack` made no archive.');
  await runNpm(folder, ['install', '--prefix', folder, '--prefer-offline', '--no-audit', '--no-fund', `./${archive}`]);
  for (const name of LAUNCHERS) await copyFile(join(HERE, 'launchers', name), join(folder, name));
  await bundle({
    entryPoints: [join(HERE, 'contract.ts')],
    outfile: join(folder, 'contract.mjs'),
    packages: 'external',
    platform: 'neutral',
  });
  return folder;
}

async function runNpm(cwd: string, input: string[]): Promise<void> {
  const { code, output } = await runChild('npm', input, { cwd, env: process.env, limitMs: NPM_LIMIT_MS });
  if (code !== 0) throw new Error(`\`npm ${input.join(' ')}\` failed:\n${output}`);
}

/**
 * Asked for by name of a process that has them (`getBuiltinModule`): for the token file, tokenizer configs in files, who listens to calls,
 * and the renderer of a gateway's `/docs`.
 */
const ASKED_FOR = new Set(['node:diagnostics_channel', 'node:fs', 'node:fs/promises', 'node:module', 'node:url']);

/** One file of a launcher with the contract and the package. Throws where that holds more of Node than it may, or is not whole. */
export async function bundleLauncher(folder: string, name: string, conditions: readonly string[]): Promise<void> {
  const outfile = join(folder, name.replace('.mjs', '.bundle.mjs'));
  const { outputs } = await bundle({
    entryPoints: [join(folder, name)],
    outfile,
    platform: 'browser',
    conditions: [...conditions],
  });
  const imported = Object.values(outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
  const named = [...(await readFile(outfile, 'utf8')).matchAll(/["'`](node:[\w/]+)["'`]/g)].map(
    ([, builtin = '']) => builtin,
  );
  const peers = await readPeers(folder);
  const left = [...imported.filter((path) => !peers.has(path)), ...named.filter((path) => !ASKED_FOR.has(path))];
  if (left.length > 0) throw new Error(`The bundle of ${name} needs ${left.join(', ')}.`);
}

/** What users install beside the package if they want it, and may therefore be missing. */
async function readPeers(folder: string): Promise<Set<string>> {
  const manifest = await readFile(join(folder, 'node_modules/easyllm/package.json'), 'utf8');
  return new Set(Object.keys(JSON.parse(manifest).peerDependencies));
}

/** What came of it. The settings of this folder, which point at the sources, are left out. */
async function bundle(options: BuildOptions): Promise<Metafile> {
  const common = { bundle: true, format: 'esm', target: 'es2022', logLevel: 'silent', tsconfigRaw: '{}' } as const;
  const { metafile } = await build({ ...common, ...options, metafile: true });
  return metafile;
}
