import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

/** What a file imports for its run: neither types nor what it loads with `import()`. */
function importsOf(path: string): string[] {
  const { statements } = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest);
  return statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    const isOfTypes = ts.isImportDeclaration(statement)
      ? statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword
      : statement.isTypeOnly;
    const { moduleSpecifier } = statement;
    return !isOfTypes && moduleSpecifier !== undefined && ts.isStringLiteral(moduleSpecifier)
      ? [moduleSpecifier.text]
      : [];
  });
}

/** The packages that are loaded with a file. */
function packagesOf(first: string): Set<string> {
  const files = new Set([first]);
  const packages = new Set<string>();
  for (const file of files) {
    for (const name of importsOf(file)) {
      if (name.startsWith('.')) files.add(posix.join(posix.dirname(file), name));
      else if (!name.startsWith('node:')) packages.add(name);
    }
  }
  return packages;
}

describe('the start of `easyllm serve`', () => {
  test('waits for no package but its log and what is built in', () => {
    expect([...packagesOf('src/cli/serve.ts')].toSorted()).toEqual(['#transport', 'pino', 'zod/mini']);
  });

  test('has all that its other routes need in a file of their own', () => {
    expect([...packagesOf('src/cli/other-routes.ts')]).toEqual(
      expect.arrayContaining(['@hono/node-server', 'hono/tiny', 'hono/cors']),
    );
  });
});
