/** What all generated files have in common: the first line, the names that are taken, how keys are written. */
import type { Location, Spec } from '../specs/spec.ts';
import { SpecError } from '../specs/spec.ts';

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** Names that the generated files use: their imports, their own parts, and globals. */
const TAKEN =
  'components operations paths webhooks $defs Schema Validator integer minProperties z Number Object Record RegExp'.split(
    ' ',
  );

/** The words that TypeScript reserves. */
const KEYWORDS =
  'any await bigint boolean break case catch class const continue debugger default delete do else enum export extends false finally for function if implements import in instanceof interface let never new null number object package private protected public return static string super switch symbol this throw true try type typeof undefined unknown var void while with yield'.split(
    ' ',
  );

/** Throws SpecError if a schema's name cannot be the name of a type and of a validator. */
export function expectName(name: string, at: Location): void {
  if (!IDENTIFIER.test(name)) throw new SpecError(at, 'the name is not an identifier of TypeScript');
  if (KEYWORDS.includes(name) || TAKEN.includes(name)) {
    throw new SpecError(at, 'the name is taken in generated code; rename the schema');
  }
}

/** Writes a property's name as a key of an object literal. */
export function toKey(name: string): string {
  return IDENTIFIER.test(name) ? name : JSON.stringify(name);
}

/** The notice in every generated file. */
export function notice(spec: Spec): string {
  return `Generated from openapi/${spec.name}.yaml by \`npm run generate\`. Do not edit.`;
}

/** The first line of every generated TypeScript file. */
export function header(spec: Spec): string {
  return `// ${notice(spec)}\n`;
}
