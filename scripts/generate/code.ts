/** What generated code has in common: its first line, the names it takes, its keys. */
import type { Location, Spec } from '../specs/spec.ts';
import { SpecError } from '../specs/spec.ts';

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** What the generated files mean by these names: their imports, their own parts, and globals that they use. */
const TAKEN =
  'components operations paths webhooks $defs Schema Validator integer minProperties z Number Object Record RegExp'.split(
    ' ',
  );

/** Words that TypeScript keeps for itself. */
const KEYWORDS =
  'any await bigint boolean break case catch class const continue debugger default delete do else enum export extends false finally for function if implements import in instanceof interface let never new null number object package private protected public return static string super switch symbol this throw true try type typeof undefined unknown var void while with yield'.split(
    ' ',
  );

/** Throws SpecError for the name of a schema that cannot be the name of its type and validator. */
export function expectName(name: string, at: Location): void {
  if (!IDENTIFIER.test(name)) throw new SpecError(at, 'the name is not an identifier of TypeScript');
  if (KEYWORDS.includes(name) || TAKEN.includes(name)) {
    throw new SpecError(at, 'the name is taken in generated code; rename the schema');
  }
}

/** A property's name as a key of an object literal. */
export function toKey(name: string): string {
  return IDENTIFIER.test(name) ? name : JSON.stringify(name);
}

/** What every generated file says of itself. */
export function notice(spec: Spec): string {
  return `Generated from openapi/${spec.name}.yaml by \`npm run generate\`. Do not edit.`;
}

/** The first line of every generated TypeScript file. */
export function header(spec: Spec): string {
  return `// ${notice(spec)}\n`;
}
