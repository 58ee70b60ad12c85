import { posix } from 'node:path';
import ts from 'typescript';

/** What a file asks for from outside itself: an import (without a specifier if its name is computed), or Node's `process`. */
export interface Use {
  readonly path: string;
  readonly line: number;
  readonly kind: 'import' | 'process';
  readonly specifier: string | undefined;
}

/** A line that breaks a rule. */
export interface Violation {
  readonly path: string;
  readonly line: number;
  readonly problem: string;
}

/** Every import of a file, types and `import()` included, and every use of `process`. */
export function readUses(path: string, text: string): readonly Use[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const uses: Use[] = [];
  const add = (node: ts.Node, kind: Use['kind'], name?: ts.Node) => {
    const specifier = name && ts.isStringLiteralLike(name) ? name.text : undefined;
    uses.push({ path, line: lineOf(source, node), kind, specifier });
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

/** The file that an import leads to, from the root of the project; undefined for a package. */
export function targetOf({ path, specifier }: Use): string | undefined {
  return specifier?.startsWith('.') === true ? posix.join(posix.dirname(path), specifier) : undefined;
}

/** The lines of the statements that do more than re-export. */
export function readCode(path: string, text: string): readonly { line: number; isSideEffect: boolean }[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  return source.statements
    .filter((statement) => !(ts.isExportDeclaration(statement) && statement.moduleSpecifier))
    .map((statement) => ({
      line: lineOf(source, statement),
      isSideEffect: ts.isImportDeclaration(statement) && statement.importClause === undefined,
    }));
}

function lineOf(source: ts.SourceFile, node: ts.Node): number {
  return source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
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
