/** What the comment on a format says of it: facts for readers, which no program needs. */
import ts from 'typescript';

export interface FormatComment {
  /** What is special about the format; '' where nothing is. */
  readonly notes: string;
  /** Which markers content could imitate, and whether these are tokens. */
  readonly imitable: string;
  /** Where the format is documented. */
  readonly source: string;
}

/** How the line begins that begins a field. */
const FIELDS = { imitable: 'Content could imitate: ', source: 'Source: ' };

/** The comments of a table of formats, by the name of the format. Throws for one that leaves out a field. */
export function readComments(code: string): ReadonlyMap<string, FormatComment> {
  const comments = new Map<string, FormatComment>();
  const visit = (node: ts.Node): void => {
    if (!isFormat(node)) return ts.forEachChild(node, visit);
    const name = node.name.getText();
    const [comment] = ts.getJSDocCommentsAndTags(node);
    comments.set(name, toFields(name, ts.getTextOfJSDocComment(comment?.comment) ?? ''));
  };
  visit(ts.createSourceFile('formats.ts', code, ts.ScriptTarget.Latest, true));
  return comments;
}

/** A format is a member with a description. */
function isFormat(node: ts.Node): node is ts.PropertyAssignment & { initializer: ts.ObjectLiteralExpression } {
  return (
    ts.isPropertyAssignment(node) &&
    ts.isObjectLiteralExpression(node.initializer) &&
    node.initializer.properties.some((member) => member.name?.getText() === 'description')
  );
}

function toFields(name: string, text: string): FormatComment {
  const [notes = '', rest] = splitOnce(text, FIELDS.imitable);
  const [imitable = '', source] = splitOnce(rest ?? '', FIELDS.source);
  if (rest === undefined || source === undefined) {
    throw new Error(`The comment on ${name} lacks a line "${rest === undefined ? FIELDS.imitable : FIELDS.source}…".`);
  }
  return { notes, imitable: imitable.replace(/\.$/, ''), source };
}

/** What stands before a line that begins so, and the rest of it; each in one line. */
function splitOnce(text: string, beginning: string): [before: string, after?: string] {
  const [before = '', ...after] = `\n${text}`.split(`\n${beginning}`);
  return after.length === 0 ? [inOneLine(before)] : [inOneLine(before), after.join(beginning).trim()];
}

function inOneLine(text: string): string {
  return text.trim().replaceAll(/\s*\n\s*/g, ' ');
}
