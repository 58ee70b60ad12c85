/**
 * Part of `npm run build`: bundles the sources into a few files, since each file that a program loads costs it time at its start. Every
 * class is in one file that all doors share. What is loaded with `import()` stays apart.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import type { Plugin } from 'rolldown';
import { readManifest } from '../architecture/manifest.ts';
import { ModuleGraph } from './module-graph.ts';

process.chdir(fileURLToPath(new URL('../..', import.meta.url)));

const { doors, aliases } = readManifest(readFileSync('package.json', 'utf8'));
const transports = [...aliases.values()].flat();
const graph = new ModuleGraph(process.cwd());

const core = () => graph.loadedBy(['src/index.ts']);
/** What a chat on `/v1` loads at its first call, but for what other calls need without it. */
const chats = () => graph.loadedBy(['src/operations/chat-by-v1.ts']);
const others = () =>
  graph.loadedBy(['embedding', 'models', 'rerank', 'tokens'].map((name) => `src/operations/${name}.ts`));
/** What answers calls of models, without Hono. */
const calls = () => graph.loadedBy(['src/http/gateway/parts.ts']);
const gateway = () => graph.loadedBy(['src/gateway.ts']);

/**
 * The one dependency that is built in: the settings of a gateway need a twentieth of zod, and to load all of its files takes longer than
 * to load the rest of the gateway. Validators that programs get of `easyllm/tgi` and its like are zod's own.
 */
const BUILT_IN = { name: 'zod', folder: /node_modules.zod/, wantedBy: /src.http.gateway/ };

/** Files that hold what several doors load at once. The first group that wants a module gets it, with all that it imports. */
const GROUPS: readonly (readonly [name: string, wants: (id: string) => boolean])[] = [
  // A file of its own, since the library imports its transport by a name that is resolved at run time, and both need this.
  ['net', (id) => graph.loadedBy([...transports, 'src/sse.ts']).has(id)],
  ['prompt', (id) => graph.loadedBy(['src/prompt.ts']).has(id) && core().has(id)],
  ['core', (id) => core().has(id)],
  ['grammar', (id) => graph.loadedBy(['src/bridge/grammar.ts']).has(id)],
  ['chats', (id) => chats().has(id) && !others().has(id)],
  // What the gateway loads at once, and the library later.
  ['handler', (id) => graph.loadedBy(['src/http/handler.ts']).has(id)],
  ['later', (id) => gateway().has(id) && graph.reachedBy(['src/index.ts']).has(id)],
  ['batch', (id) => graph.loadedBy(['src/batch.ts']).has(id) && gateway().has(id)],
  [BUILT_IN.name, (id) => BUILT_IN.folder.test(id)],
  ['calls', (id) => calls().has(id)],
  ['gateway', (id) => gateway().has(id)],
];

const collecting: Plugin = {
  name: 'module-graph',
  moduleParsed: ({ id, importedIds, dynamicallyImportedIds }) => graph.add(id, { importedIds, dynamicallyImportedIds }),
};

const bundle = await rolldown({
  input: Object.fromEntries([...doors, ...transports].map((path) => [path.replace(/\.ts$/, ''), path])),
  platform: 'neutral',
  external: (id, importer = '') => !/^\.{0,2}\//.test(id) && !isBuiltIn(id, importer),
  plugins: [collecting],
  // The command runs as it is loaded.
  treeshake: { moduleSideEffects: [{ test: /src.cli/, sideEffects: true }] },
  transform: { target: 'es2022' },
  onLog(level, log) {
    throw new Error(`${level}: ${log.message}`);
  },
});
const { output } = await bundle.write({
  dir: 'dist',
  entryFileNames: '[name].js',
  chunkFileNames: 'chunks/[name].js',
  sourcemap: true,
  // Its licence wants to be where its code is.
  banner: ({ name }) => (name === BUILT_IN.name ? `/*!\n${readFileSync('node_modules/zod/LICENSE', 'utf8')}*/` : ''),
  codeSplitting: {
    groups: GROUPS.map(([name, test], at) => ({ name, test, priority: GROUPS.length - at })),
  },
});
await bundle.close();
for (const { fileName } of output) if (fileName.endsWith('.map')) leaveOutShipped(join('dist', fileName));

function isBuiltIn(id: string, importer: string): boolean {
  return (id === 'zod/mini' && BUILT_IN.wantedBy.test(importer)) || BUILT_IN.folder.test(importer);
}

/** Maps lead to sources, which are shipped beside them; of what is built in they hold the text. */
function leaveOutShipped(file: string): void {
  const map: { sources: string[]; sourcesContent: string[] } = JSON.parse(readFileSync(file, 'utf8'));
  const { sources, sourcesContent } = map;
  const kept = sourcesContent.map((text, at) => (BUILT_IN.folder.test(sources[at] ?? '') ? text : null));
  writeFileSync(file, JSON.stringify({ ...map, sourcesContent: kept }));
}
