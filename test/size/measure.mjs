// @ts-check
/**
 * Bundles a program that streams a chat, minifies and compresses it as a web server does, and prints the bytes, those of each module
 * too. Fails where they have become more than `LIMITS`: who adds to a program of every user does it knowingly.
 *
 * `npm run size`, after `npm run build`.
 */
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const STREAMING = `import { EasyLLM } from 'easyllm';
const client = new EasyLLM({ promptBuilder: 'chatml' });
const stream = await client.chat.completions.create({ messages: [{ role: 'user', content: 'Hi' }], stream: true });
for await (const chunk of stream) console.log(chunk.choices[0]?.delta.content);`;

/**
 * In bytes. `atStart` is what has to be there before the first token; `inAll`, every part of the package that the client can load. Of the
 * latter about 25,000 render chat templates and 12,000 read what models write by them. The start was 34,178 before it read failures in all
 * their forms, held limits against hostile servers, and knew the ways of servers that are not TGI: it is to become smaller again. To ask
 * whether anybody listens to a call takes 300 of the start, and to tell them 2,000 that are loaded for who listens. Words that name the
 * cure of a hundred mistakes take 900 of the start; files and batches 2,500 that are loaded for who has some.
 */
const LIMITS = { atStart: 52_000, inAll: 152_000 };

const { outputFiles, metafile } = await build({
  stdin: { contents: STREAMING, resolveDir: ROOT, sourcefile: 'program.mjs' },
  absWorkingDir: ROOT,
  outdir: 'out',
  bundle: true,
  splitting: true,
  minify: true,
  format: 'esm',
  platform: 'browser',
  target: 'es2022',
  metafile: true,
  write: false,
  logLevel: 'warning',
  // Of an installed package there is no tsconfig.json whose `paths` lead to its sources.
  tsconfigRaw: '{}',
});
const { outputs } = metafile;
const all = Object.keys(outputs);
const atStart = reachedFrom(all.filter((path) => outputs[path]?.entryPoint === 'program.mjs'));
const sizes = { atStart: compressed(atStart), inAll: compressed(all) };

printModules('Loaded at the start', atStart);
printModules(
  'Loaded by the calls that need it',
  all.filter((path) => !atStart.includes(path)),
);
const tooLarge = Object.entries(LIMITS).filter(
  ([name, limit]) => sizes[/** @type {keyof typeof LIMITS} */ (name)] > limit,
);
console.log(
  `\nminified and gzipped: ${sizes.atStart} bytes at the start (limit ${LIMITS.atStart}), ${sizes.inAll} in all (limit ${LIMITS.inAll})`,
);
if (tooLarge.length > 0) {
  console.error(
    'The package has grown past its limit. Load the part at its first use, or raise the limit in test/size/measure.mjs with the reason.',
  );
  process.exitCode = 1;
}

/** These outputs and what they import before they run. @param {string[]} paths */
function reachedFrom(paths) {
  const reached = new Set(paths);
  for (const path of reached) {
    for (const { kind, path: next } of outputs[path]?.imports ?? []) {
      if (kind === 'import-statement' && next in outputs) reached.add(next);
    }
  }
  return [...reached];
}

/** @param {readonly string[]} paths */
function compressed(paths) {
  const files = outputFiles.filter((file) => paths.some((path) => file.path.endsWith(`/${path}`)));
  return gzipSync(Buffer.concat(files.map(({ contents }) => contents)), { level: 9 }).length;
}

/** @param {string} title @param {readonly string[]} paths */
function printModules(title, paths) {
  /** @type {Map<string, number>} */
  const bytes = new Map();
  for (const path of paths) {
    for (const [module, { bytesInOutput }] of Object.entries(outputs[path]?.inputs ?? {})) {
      bytes.set(module, (bytes.get(module) ?? 0) + bytesInOutput);
    }
  }
  console.log(`${title}: minified bytes by module`);
  for (const [module, size] of [...bytes].toSorted(([, a], [, b]) => b - a)) {
    if (size > 0) console.log(`${String(size).padStart(7)}  ${module.replace(/^dist\//, '')}`);
  }
}
