import ts from 'typescript';
import type { Violation } from './uses.ts';

/**
 * The folders of `src/` whose code runs once a call or oftener. Not `client/`: what a program gives there may have more members than its
 * type says, and ours have to win.
 */
const ON_THE_WAY_OF_A_CALL = ['net/', 'servers/', 'facade/', 'bridge/', 'operations/', 'http/'];

/** Whether a file is on the way of a call. */
export function isOnTheWay(path: string): boolean {
  return ON_THE_WAY_OF_A_CALL.some((folder) => path.startsWith(`src/${folder}`));
}

/**
 * Objects that begin with a spread and go on with members that the spread object cannot have: `{ ...text, info }`. Such a member costs
 * Node 20 about a microsecond, and nearly nothing where it stands first. One that replaces a member has to stand behind the spread, and
 * is cheap.
 */
export function checkSpreads(program: ts.Program, isChecked: (path: string) => boolean): readonly Violation[] {
  const root = program.getCurrentDirectory();
  return program.getSourceFiles().flatMap((source) => {
    const path = source.fileName.slice(root.length + 1);
    return isChecked(path) ? checkFile(path, source, program.getTypeChecker()) : [];
  });
}

function checkFile(path: string, source: ts.SourceFile, checker: ts.TypeChecker): readonly Violation[] {
  const violations: Violation[] = [];
  const visit = (node: ts.Node, isInFunction: boolean): void => {
    if (isInFunction && ts.isObjectLiteralExpression(node)) {
      for (const member of membersToMove(node, checker)) {
        const { line } = source.getLineAndCharacterOfPosition(member.getStart(source));
        const name = member.name?.getText(source);
        violations.push({ path, line: line + 1, problem: `adds ${name} after a spread: write { ${name}, ...rest }` });
      }
    }
    ts.forEachChild(node, (child) => visit(child, isInFunction || ts.isFunctionLike(node)));
  };
  visit(source, false);
  return violations;
}

/** The members behind a leading spread that none of the spread objects before them can have. */
function membersToMove(
  { properties }: ts.ObjectLiteralExpression,
  checker: ts.TypeChecker,
): readonly ts.ObjectLiteralElementLike[] {
  const [first] = properties;
  if (first === undefined || !ts.isSpreadAssignment(first)) return [];
  const spread: ts.Type[] = [];
  return properties.filter((property) => {
    if (ts.isSpreadAssignment(property)) {
      spread.push(checker.getTypeAtLocation(property.expression));
      return false;
    }
    const { name } = property;
    return !ts.isComputedPropertyName(name) && !spread.some((type) => mayHave(type, name, checker));
  });
}

function mayHave(type: ts.Type, name: ts.PropertyName, checker: ts.TypeChecker): boolean {
  if (type.isUnion()) return type.types.some((one) => mayHave(one, name, checker));
  const isOpen =
    (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.NonPrimitive | ts.TypeFlags.Instantiable)) !==
      0 || checker.getIndexInfosOfType(type).length > 0;
  return isOpen || checker.getPropertyOfType(type, 'text' in name ? name.text : name.getText()) !== undefined;
}
