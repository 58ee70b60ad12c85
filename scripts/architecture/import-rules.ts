import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import ts from 'typescript';

export interface Violation {
  readonly path: string;
  readonly line: number;
  readonly problem: string;
}

/** What a file asks for from outside itself: an import (undefined if its name is computed), or Node's `process`. */
interface Use {
  readonly path: string;
  readonly line: number;
  readonly kind: 'import' | 'process';
  readonly specifier: string | undefined;
}

/** The parts of `src/`, lowest level first: files, and folders with all that is in them. */
export const LEVELS: readonly (readonly string[])[] = [
  ['base/'],
  ['net/'],
  ['prompt/', 'servers/', 'facade/'],
  ['bridge/'],
  ['operations/'],
  ['http/'],
  ['client/'],
  ['http/gateway/', 'testing/'],
  ['cli/'],
  ['index', 'prompt', 'sse', 'tgi', 'tei', 'openai', 'gateway', 'testing', 'cli'],
];

/** Only these may need Node; everything else runs in browsers and Workers too. */
const NODE_FILES = [
  'src/client/config/env.ts',
  'src/client/config/token.ts',
  'src/prompt/tokenizer-location.ts',
  'src/net/node/transport.ts',
  'src/net/node/response.ts',
  'src/net/node/content.ts',
];
const NODE_PARTS = ['cli', 'cli/', 'testing', 'testing/'];

/**
 * Checks what the files of `src/` and `generated/` import, types included: imports point down the levels and form no
 * circle, packages are among those declared, and Node is asked for only where it is allowed.
 */
export function checkImports(files: ReadonlyMap<string, string>, packages: ReadonlySet<string>): readonly Violation[] {
  const uses = [...files].flatMap(([path, text]) => readUses(path, text));
  const homeless = [...files.keys()].filter((path) => path.startsWith('src/') && levelOf(path) < 0);
  return [
    ...homeless.map((path) => ({
      path,
      line: 1,
      problem: `"${partOf(path)}" is on no level: say on which, in LEVELS of scripts/architecture/import-rules.ts`,
    })),
    ...uses.flatMap((use) => {
      const problem = problemOf(use, packages);
      return problem === undefined ? [] : [{ path: use.path, line: use.line, problem }];
    }),
    ...findCircles(uses),
  ];
}

/** The files of the project that a file imports, types included. */
export function targetsOf(path: string, text: string): readonly string[] {
  return readUses(path, text).flatMap(({ specifier }) =>
    specifier?.startsWith('.') === true ? [resolve(path, specifier)] : [],
  );
}

function readUses(path: string, text: string): readonly Use[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const uses: Use[] = [];
  const add = (node: ts.Node, kind: Use['kind'], name?: ts.Node) => {
    const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
    uses.push({ path, line, kind, specifier: name && ts.isStringLiteralLike(name) ? name.text : undefined });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node, 'import', node.moduleSpecifier);
    else if (ts.isExportDeclaration(node) && node.moduleSpecifier) add(node, 'import', node.moduleSpecifier);
    else if (ts.isImportTypeNode(node))
      add(node, 'import', ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node, 'import', node.arguments[0]);
    else if (ts.isIdentifier(node) && node.text === 'process' && !isMember(node)) add(node, 'process');
    ts.forEachChild(node, visit);
  };
  visit(source);
  return uses;
}

/** Whether a name is that of a member of some object other than the global one: `queue.process`, `{ process: 1 }`. */
function isMember(name: ts.Identifier): boolean {
  const { parent } = name;
  if (ts.isPropertyAccessExpression(parent))
    return parent.name === name && parent.expression.getText() !== 'globalThis';
  return (
    (ts.isPropertyAssignment(parent) || ts.isTypeElement(parent) || ts.isClassElement(parent)) && parent.name === name
  );
}

function problemOf({ path, kind, specifier }: Use, packages: ReadonlySet<string>): string | undefined {
  if (kind === 'process') return mayUseNode(path) ? undefined : 'uses process, which only Node has';
  if (specifier === undefined) return 'imports a computed name, which cannot be checked';
  // Chosen by package.json, among files of the lowest level.
  if (specifier === '#transport') return undefined;
  if (specifier.startsWith('.')) return problemOfTarget(path, resolve(path, specifier));
  if (isBuiltin(specifier)) return mayUseNode(path) ? undefined : `imports ${specifier}, which only Node has`;
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
  return packages.has(name) ? undefined : `imports ${name}, which is not among the dependencies in package.json`;
}

function problemOfTarget(path: string, target: string): string | undefined {
  if (target.startsWith('generated/')) return undefined;
  if (path.startsWith('generated/')) return `imports ${target}: generated files import none of ours`;
  if (!target.startsWith('src/')) return `imports ${target}, which is not in src/ or generated/`;
  const [own, other] = [levelOf(path), levelOf(target)];
  if (own < 0 || other < 0 || partOf(path) === partOf(target)) return undefined;
  if (other > own) return `imports ${target}, which is on a higher level (${other}) than itself (${own})`;
  // `gateway.ts` is the door to `gateway/`.
  const isDoor = partOf(path) === partOf(target).replace(/\/$/, '');
  // The files at the bottom may know each other: an error is thrown wherever bytes are read.
  if (other === own && own > 0 && !isDoor) return `imports ${target}, its neighbour on the same level (${own})`;
  return undefined;
}

/** One violation for each import that closes a circle, whatever it imports. */
function findCircles(uses: readonly Use[]): readonly Violation[] {
  const violations: Violation[] = [];
  const finished = new Set<string>();
  const visit = (path: string, before: readonly string[]): void => {
    if (finished.has(path)) return;
    const trail = [...before, path];
    for (const { line, specifier } of uses.filter((use) => use.path === path && use.specifier?.startsWith('.'))) {
      const target = resolve(path, specifier ?? '');
      const start = trail.indexOf(target);
      if (start < 0) visit(target, trail);
      else violations.push({ path, line, problem: `closes a circle: ${[...trail.slice(start), target].join(' → ')}` });
    }
    finished.add(path);
  };
  for (const { path } of uses) visit(path, []);
  return violations;
}

function resolve(path: string, specifier: string): string {
  return posix.join(posix.dirname(path), specifier);
}

/** `src/prompt/formats.ts` belongs to `prompt/`, `src/prompt.ts` is `prompt`. */
export function partOf(path: string): string {
  if (path.startsWith('src/http/gateway/')) return 'http/gateway/';
  const [, part = '', ...inside] = path.split('/');
  return inside.length > 0 ? `${part}/` : part.replace(/\.ts$/, '');
}

function levelOf(path: string): number {
  return LEVELS.findIndex((parts) => parts.includes(partOf(path)));
}

function mayUseNode(path: string): boolean {
  return NODE_FILES.includes(path) || NODE_PARTS.includes(partOf(path));
}
