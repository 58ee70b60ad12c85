import { isBuiltin } from 'node:module';
import { findCircles } from './circles.ts';
import { barrierBetween, isHiddenFrom, NEEDS_NODE, placeOf } from './layout.ts';
import type { Manifest } from './manifest.ts';
import type { Use, Violation } from './uses.ts';
import { readCode, readUses, targetOf } from './uses.ts';

/**
 * Checks the files of `src/` and `generated/`: each stands where the layout has a place for it, only doors lie in `src/` and hold no code,
 * imports go where the layout allows and form no circle, packages are declared, and Node is asked for only where it is allowed.
 */
export function checkImports(files: ReadonlyMap<string, string>, manifest: Manifest): readonly Violation[] {
  const uses = [...files].flatMap(([path, text]) => readUses(path, text));
  return [
    ...[...files].flatMap(([path, text]) => checkPlace(path, text, manifest)),
    ...uses.flatMap((use) => {
      const problem = problemOf(use, manifest);
      return problem === undefined ? [] : [{ path: use.path, line: use.line, problem }];
    }),
    ...findCircles(uses),
  ];
}

function checkPlace(path: string, text: string, { doors, commands }: Manifest): readonly Violation[] {
  if (!path.startsWith('src/')) return [];
  const place = placeOf(path);
  if (place === undefined) {
    return [{ path, line: 1, problem: 'is in a folder that has no line in scripts/architecture/layout.ts' }];
  }
  if (place.folder !== '') return [];
  if (!doors.has(path)) return [{ path, line: 1, problem: 'is in src/ itself, and package.json does not export it' }];
  // A command runs as its door is loaded.
  const code = readCode(path, text).filter(({ isSideEffect }) => !isSideEffect || !commands.has(path));
  return code.map(({ line }) => ({ path, line, problem: 'is code in a door, which may only re-export' }));
}

/** What is wrong with one import, or one use of `process`. */
function problemOf(use: Use, { packages, aliases }: Manifest): string | undefined {
  const { path, kind, specifier } = use;
  if (kind === 'process') return mayUseNode(path) ? undefined : 'uses process, which only Node has';
  if (specifier === undefined) return 'imports a computed name, which cannot be checked';
  const target = targetOf(use);
  if (target !== undefined) return problemOfTarget(path, target);
  const alternatives = aliases.get(specifier);
  if (alternatives !== undefined) return problemOfAlias(path, specifier, alternatives);
  if (isBuiltin(specifier)) return mayUseNode(path) ? undefined : `imports ${specifier}, which only Node has`;
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
  return packages.has(name) ? undefined : `imports ${name}, which is not among the dependencies in package.json`;
}

function problemOfTarget(path: string, target: string): string | undefined {
  if (target.startsWith('generated/')) return undefined;
  if (path.startsWith('generated/')) return `imports ${target}: generated files import none of ours`;
  if (!target.startsWith('src/')) return `imports ${target}, which is not in src/ or generated/`;
  const [own, other] = [placeOf(path), placeOf(target)];
  if (own === undefined || other === undefined) return undefined;
  if (isHiddenFrom(own, other)) return `imports ${target}: ${own.folder} may not import from ${other.folder}`;
  const barrier = barrierBetween(own, other);
  return barrier === undefined ? undefined : `imports ${target}: ${barrier}`;
}

/** package.json chooses the file. That makes no difference to levels, but `seenBy` is about paths. */
function problemOfAlias(path: string, specifier: string, alternatives: readonly string[]): string | undefined {
  const own = placeOf(path);
  const barriers = alternatives.flatMap((target) => {
    const other = placeOf(target);
    return own === undefined || other === undefined ? [] : (barrierBetween(own, other) ?? []);
  });
  return barriers.length > 0 ? `imports ${specifier}: ${barriers[0]}` : undefined;
}

function mayUseNode(path: string): boolean {
  return NEEDS_NODE.some((name) => (name.endsWith('/') ? path.startsWith(`src/${name}`) : path === `src/${name}`));
}
