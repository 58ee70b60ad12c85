/** Programs of users in the bundlers that they use, run afterwards. None may hold a module of Node. */
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build as buildWithEsbuild } from 'esbuild';
import { build as buildWithVite } from 'vite';
import webpack from 'webpack';
import { findChromium, runPage } from './browser.ts';
import { PROGRAMS, listFiles } from './consumer.ts';
import { ANSWER, serveSite } from './site.ts';
import type { Row } from './table.ts';
import { expectNone } from './table.ts';

/** `project` has the package and nothing else, so no optional peer either. */
export async function bundleRows(project: string, requireAll: boolean): Promise<Row[]> {
  const chromium = await findChromium();
  if (requireAll && chromium === undefined) throw new Error('No Chromium on PATH, nor one of Playwright.');
  await copyFile(join(PROGRAMS, 'page.html'), join(project, 'index.html'));
  await copyFile(join(PROGRAMS, 'page.mjs'), join(project, 'page.mjs'));
  await copyFile(join(PROGRAMS, 'worker.mjs'), join(project, 'worker.mjs'));
  const page = (name: string, bundle: (out: string) => Promise<void>): Row => ({
    name: `a page bundled by ${name}`,
    check: async () => {
      const out = join(project, `out-${name}`);
      await bundle(out);
      const size = await refuseNodeModules(out);
      return `${await runPage(out, await findEntry(out), chromium)}; ${size}`;
    },
  });
  return [
    page('esbuild', (out) => bundleWithEsbuild(project, out)),
    page('Vite', (out) => bundleWithVite(project, out)),
    page('webpack', (out) => bundleWithWebpack(project, out)),
    { name: 'the gateway bundled as a Worker', check: () => checkWorker(project) },
  ];
}

async function bundleWithEsbuild(project: string, out: string): Promise<void> {
  await buildWithEsbuild({
    absWorkingDir: project,
    entryPoints: ['page.mjs'],
    outdir: out,
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    logLevel: 'silent',
  });
  await copyPage(project, out);
}

async function bundleWithVite(project: string, out: string): Promise<void> {
  // Vite puts an empty module in the place of Node's, and says so.
  const warnings: string[] = [];
  await buildWithVite({
    root: project,
    configFile: false,
    logLevel: 'warn',
    customLogger: {
      hasWarned: false,
      info() {},
      warn: (message) => void warnings.push(message),
      warnOnce: (message) => void warnings.push(message),
      error: (message) => void warnings.push(message),
      clearScreen() {},
      hasErrorLogged: () => false,
    },
    // Top-level await is the page's own.
    // To load parts ahead takes a document, which Node has none of: there the page runs where no browser is installed.
    build: { outDir: out, target: 'es2022', modulePreload: false },
  });
  expectNone(warnings, 'Vite warns:');
}

async function bundleWithWebpack(project: string, out: string): Promise<void> {
  const stats = await new Promise<webpack.Stats | undefined>((resolve, reject) => {
    webpack(
      {
        mode: 'production',
        context: project,
        entry: './page.mjs',
        experiments: { outputModule: true },
        output: { path: out, filename: 'page.js', module: true },
        performance: false,
      },
      (error, result) => (error === null ? resolve(result) : reject(error)),
    );
  });
  const { errors = [], warnings = [] } = stats?.toJson({ all: false, errors: true, warnings: true }) ?? {};
  expectNone(
    [...errors, ...warnings].map(({ message }) => message),
    'webpack complains:',
  );
  await copyPage(project, out);
}

/** The page, with the name that its module has after bundling. */
async function copyPage(project: string, out: string): Promise<void> {
  await mkdir(out, { recursive: true });
  const page = await readFile(join(project, 'index.html'), 'utf8');
  await writeFile(join(out, 'index.html'), page.replace('page.mjs', 'page.js'));
}

/** The module that the page loads. */
async function findEntry(out: string): Promise<string> {
  const page = await readFile(join(out, 'index.html'), 'utf8');
  const source = /<script type="module"[^>]* src="([^"]+)"/.exec(page)?.[1];
  if (source === undefined) throw new Error('The page loads no module.');
  return source;
}

const NODE_MODULE = new RegExp(
  `(?:\\bfrom|\\bimport|\\brequire)\\s*\\(?\\s*["'\`](?:node:[\\w/]+|${builtinModules.join('|')})["'\`]|__vite-browser-external`,
);

/** Reads all that was bundled, and says how much it is. */
async function refuseNodeModules(out: string): Promise<string> {
  const files = (await listFiles(out)).filter((file) => file.endsWith('.js'));
  const codes = await Promise.all(files.map((file) => readFile(join(out, file), 'utf8')));
  const wrong = files.flatMap((file, index) => {
    const found = NODE_MODULE.exec(codes[index] ?? '')?.[0];
    return found === undefined ? [] : [`${file}: ${found}`];
  });
  expectNone(wrong, 'A bundle for browsers imports a module of Node:');
  return `${files.length} files, no module of Node`;
}

async function checkWorker(project: string): Promise<string> {
  const out = join(project, 'out-worker');
  await buildWithEsbuild({
    absWorkingDir: project,
    entryPoints: ['worker.mjs'],
    outdir: out,
    bundle: true,
    format: 'esm',
    conditions: ['workerd', 'worker', 'browser'],
    logLevel: 'silent',
  });
  const found = await refuseNodeModules(out);
  const site = await serveSite(out);
  try {
    const worker: { default: { fetch(request: Request, env: object): Promise<Response> } } = await import(
      pathToFileURL(join(out, 'worker.js')).href
    );
    const request = new Request('http://worker.test/v1/chat/completions', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ messages: [{ role: 'user', content: 'Knock knock.' }] }),
    });
    const answer = await (await worker.default.fetch(request, { API_BASE: site.url })).text();
    if (!answer.includes(ANSWER)) throw new Error(`The Worker answers ${answer}`);
    return `answered a chat; ${found}`;
  } finally {
    site.close();
  }
}
