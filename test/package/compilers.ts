/** The types, as compilers of users see them: every version, every way to resolve, with and without the DOM and Node's types. */
import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runNode } from './command.ts';
import { PROGRAMS, TOOLS } from './consumer.ts';
import { readManifest, toEntryNames } from './manifest.ts';
import type { Row } from './table.ts';

interface Compiler {
  version: string;
  folder: string;
  /** From 5.8 on `module: nodenext` knows that Node's `require` loads ES modules. */
  requiresModules: boolean;
}

const COMPILERS: readonly Compiler[] = [
  { version: '5.4', folder: 'typescript5.4', requiresModules: false },
  { version: '5.9', folder: 'typescript', requiresModules: true },
  { version: '6', folder: 'typescript6', requiresModules: true },
  { version: '7', folder: 'typescript7', requiresModules: true },
];

interface Surroundings {
  name: string;
  lib: readonly string[];
  hasNodeTypes: boolean;
}

/** `fetch` and its types come from the one or the other. */
const SURROUNDINGS: readonly Surroundings[] = [
  { name: 'DOM', lib: ['ES2022', 'DOM'], hasNodeTypes: false },
  { name: 'Node', lib: ['ES2022'], hasNodeTypes: true },
  { name: 'DOM and Node', lib: ['ES2022', 'DOM', 'DOM.Iterable'], hasNodeTypes: true },
];

/** A project that has the package alone, one that has Node's types too, and one that has the optional peers of its doors. */
export interface Projects {
  plain: string;
  withNodeTypes: string;
  withPeers: string;
}

export function compilerRows({ plain, withNodeTypes, withPeers }: Projects): Row[] {
  const rows = COMPILERS.flatMap((compiler) =>
    SURROUNDINGS.flatMap((surroundings) => {
      const folder = surroundings.hasNodeTypes ? withNodeTypes : plain;
      const programs = ['esm.mts', compiler.requiresModules ? 'commonjs.cts' : 'import-in-commonjs.cts'];
      const title = `TypeScript ${compiler.version}, ${surroundings.name}`;
      return [
        {
          name: `${title}, nodenext`,
          check: () => compile(folder, compiler, { ...surroundings, module: 'nodenext', programs }),
        },
        {
          name: `${title}, bundler`,
          check: () => compile(folder, compiler, { ...surroundings, module: 'bundler', programs: ['esm.mts'] }),
        },
      ];
    }),
  );
  return [...rows, { name: 'TypeScript 7, each entry point by itself', check: () => compileEachEntry(withPeers) }];
}

/** Lays out the programs: the same code as an ES module and as CommonJS. */
export async function addPrograms(folder: string): Promise<void> {
  const copy = (from: string, to: string) => copyFile(join(PROGRAMS, from), join(folder, to));
  await copy('every-entry.ts', 'esm.mts');
  await copy('every-entry.ts', 'commonjs.cts');
  await copy('import-in-commonjs.cts', 'import-in-commonjs.cts');
}

interface Compilation extends Surroundings {
  module: 'nodenext' | 'bundler';
  programs: readonly string[];
}

async function compile(folder: string, compiler: Compiler, compilation: Compilation): Promise<string> {
  const { name, lib, hasNodeTypes, module, programs } = compilation;
  const config = join(folder, `tsconfig.${compiler.version}.${module}.${name.replaceAll(' ', '-')}.json`);
  const compilerOptions = {
    target: 'ES2022',
    module: module === 'nodenext' ? 'nodenext' : 'esnext',
    moduleResolution: module,
    lib,
    types: hasNodeTypes ? ['node'] : [],
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
    noEmit: true,
  };
  await writeFile(config, JSON.stringify({ compilerOptions, files: programs }));
  await runNode([join(TOOLS, compiler.folder, 'bin/tsc'), '--project', config], { cwd: folder });
  return programs.join(', ');
}

/** What one entry point declares must not lean on what another one brings. */
async function compileEachEntry(folder: string): Promise<string> {
  const entries = toEntryNames(readManifest(join(folder, 'node_modules/easyllm')));
  const compiler = COMPILERS.find(({ version }) => version === '7');
  if (compiler === undefined) throw new Error('TypeScript 7 is not among the compilers.');
  for (const [index, entry] of entries.entries()) {
    const program = `entry-${index}.mts`;
    await writeFile(join(folder, program), `export * from '${entry}';\n`);
    await compile(folder, compiler, {
      name: `entry-${index}`,
      lib: ['ES2022', 'DOM'],
      hasNodeTypes: false,
      module: 'nodenext',
      programs: [program],
    });
  }
  return entries.join(', ');
}
