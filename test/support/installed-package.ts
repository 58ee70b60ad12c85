import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

/** What `npm install` of the packed package leaves: its own files, copied, beside everything it may import. */
export async function installPackage(folder: string): Promise<void> {
  const target = join(folder, 'node_modules/easyllm');
  mkdirSync(target, { recursive: true });
  for (const name of readdirSync('node_modules').filter((entry) => !entry.startsWith('.') && entry !== 'easyllm')) {
    symlinkSync(resolve('node_modules', name), join(folder, 'node_modules', name));
  }
  await promisify(execFile)(process.execPath, [
    'node_modules/typescript/bin/tsc',
    '-p',
    'tsconfig.build.json',
    '--outDir',
    join(target, 'dist'),
  ]);
  const listed = await promisify(execFile)('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    maxBuffer: 2 ** 26,
  });
  const [{ files }]: [{ files: { path: string }[] }] = JSON.parse(listed.stdout);
  for (const { path } of files.filter((file) => !file.path.startsWith('dist/'))) {
    mkdirSync(dirname(join(target, path)), { recursive: true });
    cpSync(path, join(target, path));
  }
}
