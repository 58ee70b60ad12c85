/** The package as npm publishes it, built in a folder of its own: whoever builds or packs in the project meanwhile disturbs no test. */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import manifest from '../../package.json' with { type: 'json' };

const run = promisify(execFile);

/** What is published, and what builds `dist`. */
const PARTS = new Set(
  manifest.files
    .map((pattern) => pattern.split('/')[0] ?? pattern)
    .filter((part) => part !== 'dist')
    .concat('package.json', 'README.md', 'LICENSE', 'tsconfig.json', 'tsconfig.build.json', 'scripts'),
);

export interface BuiltPackage {
  /** Holds the package and a link to the project's `node_modules`: a program in the folder imports `easyllm` by its name. */
  readonly folder: string;
  /** What npm would publish, as paths inside the folder. */
  readonly files: readonly string[];
}

/** Builds the package for the first test that asks at the address, and says to every one where it is. */
export async function servePackage(): Promise<{ url: string; close: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'easyllm-package-'));
  let built: Promise<BuiltPackage> | undefined;
  const server = createServer((_, response) => {
    built ??= build(folder);
    built.then(
      (answer) => response.end(JSON.stringify(answer)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const close = async () => {
    server.closeAllConnections();
    server.close();
    await built?.catch(() => {});
    await rm(folder, { recursive: true });
  };
  return { url: `http://127.0.0.1:${port}`, close };
}

async function build(folder: string): Promise<BuiltPackage> {
  await Promise.all([...PARTS].map((part) => cp(part, join(folder, part), { recursive: true })));
  await symlink(resolve('node_modules'), join(folder, 'node_modules'));
  await run('npm', ['run', 'build'], { cwd: folder });
  const pack = ['pack', '--dry-run', '--json', '--ignore-scripts'];
  const { stdout } = await run('npm', pack, { cwd: folder, maxBuffer: 2 ** 26 });
  const [{ files }]: [{ files: { path: string }[] }] = JSON.parse(stdout);
  return { folder, files: files.map(({ path }) => path) };
}
