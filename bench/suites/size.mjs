// @ts-check
/** What a browser loads: minified and compressed bytes of one program that streams a chat. And what an install and a compilation cost. */
import { gzipSync } from 'node:zlib';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

const bench = new URL('../', import.meta.url).pathname;
const messages = `[{ role: 'user', content: 'Hi' }]`;
const PROGRAMS = {
  openai: `import OpenAI from 'openai'; for await (const c of await new OpenAI({ apiKey: 'x', dangerouslyAllowBrowser: true }).chat.completions.create({ model: 'm', messages: ${messages}, stream: true })) console.log(c);`,
  '@huggingface/inference': `import { InferenceClient } from '@huggingface/inference'; for await (const c of new InferenceClient('x').chatCompletionStream({ model: 'm', messages: ${messages} })) console.log(c);`,
  ai: `import { streamText } from 'ai'; import { createOpenAICompatible } from '@ai-sdk/openai-compatible'; for await (const c of streamText({ model: createOpenAICompatible({ name: 'x', baseURL: 'x' })('m'), messages: ${messages} }).textStream) console.log(c);`,
  xsai: `import { streamText } from 'xsai'; for await (const c of streamText({ apiKey: 'x', baseURL: 'x', model: 'm', messages: ${messages} }).textStream) console.log(c);`,
  easyllm: `import { EasyLLM } from 'easyllm'; for await (const c of await new EasyLLM({ promptBuilder: 'chatml' }).chat.completions.create({ messages: ${messages}, stream: true })) console.log(c);`,
};

export async function run() {
  /** @type {Record<string, { median: number, min: number, max: number }>} */
  const loaded = {};
  /** @type {Record<string, { median: number, min: number, max: number }>} */
  const whole = {};
  for (const [name, contents] of Object.entries(PROGRAMS)) {
    loaded[name] = toFigure(await sizeOf(contents, true));
    whole[name] = toFigure(await sizeOf(contents, false));
  }
  const installed = Object.fromEntries(
    ['openai', 'ai', '@huggingface/inference', 'xsai', 'zod', 'openapi-fetch'].map((name) => [
      name,
      toFigure(folderSize(`${bench}node_modules/${name}`) / 2 ** 20),
    ]),
  );
  return {
    'streaming program, loaded at its start, KB min+gzip': loaded,
    'streaming program, in one file, KB min+gzip': whole,
    'compiling a small program, ms over an empty one': compile(),
    'folder of a package, without its dependencies, MB': {
      ...installed,
      easyllm: toFigure(
        ['dist', 'src', 'generated', 'openapi'].reduce((sum, part) => sum + folderSize(`${bench}../${part}`), 0) /
          2 ** 20,
      ),
    },
  };
}

/** What the types of a package cost the compiler (TypeScript 5.9, `skipLibCheck`), as the least of three runs. */
function compile() {
  const tsc = `${bench}../node_modules/typescript/bin/tsc`;
  const folder = mkdtempSync(`${bench}types-`);
  const time = (/** @type {string} */ code) => {
    writeFileSync(`${folder}/program.ts`, code);
    const options = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2022'];
    const runs = Array.from({ length: 3 }, () => {
      const start = performance.now();
      spawnSync(process.execPath, [tsc, ...options, `${folder}/program.ts`], { stdio: 'ignore' });
      return performance.now() - start;
    });
    return Math.min(...runs);
  };
  try {
    const empty = time('export {};');
    return Object.fromEntries(Object.entries(PROGRAMS).map(([name, code]) => [name, toFigure(time(code) - empty)]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param {number} value */
const toFigure = (value) => ({ median: value, min: value, max: value });

/** With splitting, what the entry imports by itself; without, all in one file. @param {string} contents @param {boolean} splitting */
async function sizeOf(contents, splitting) {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: bench, sourcefile: 'program.mjs' },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    splitting,
    outdir: 'out',
    write: false,
    metafile: true,
    logLevel: 'silent',
    // Of an installed package there is no tsconfig.json whose `paths` lead to its sources.
    tsconfigRaw: '{}',
    // What `xsai` takes schemas of, where it is installed.
    external: ['node:*', 'effect', 'sury', '@valibot/to-json-schema'],
  });
  const entry =
    Object.keys(metafile.outputs).find(
      (path) => metafile.outputs[path]?.entryPoint !== undefined && path.includes('stdin'),
    ) ?? '';
  const reached = new Set();
  const visit = (/** @type {string} */ path) => {
    if (reached.has(path) || metafile.outputs[path] === undefined) return;
    reached.add(path);
    for (const { kind, path: next } of metafile.outputs[path]?.imports ?? [])
      if (kind === 'import-statement') visit(next);
  };
  visit(entry);
  const files = outputFiles.filter(({ path }) => [...reached].some((name) => path.endsWith(name.replace('out/', '/'))));
  return gzipSync(Buffer.concat(files.map((file) => file.contents)), { level: 9 }).length / 1000;
}

/** @param {string} folder @returns {number} */
function folderSize(folder) {
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    if (entry.name === 'node_modules') return sum;
    return (
      sum + (entry.isDirectory() ? folderSize(`${folder}/${entry.name}`) : statSync(`${folder}/${entry.name}`).size)
    );
  }, 0);
}
