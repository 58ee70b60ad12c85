import type { Spec } from '../specs/spec.ts';
import { header, notice } from './code.ts';
import { generateExamples } from './examples.ts';
import { generateParameters, generateV1Parameters } from './marks.ts';
import { toOpenApi31 } from './older.ts';
import { openDocument } from './open.ts';
import { generateRoutes } from './routes.ts';
import { generateSchemas } from './schemas.ts';
import { generateStreams } from './streams.ts';
import { generateTypes } from './types.ts';
import { generateValidators } from './validators.ts';
import { generateVersions } from './versions.ts';

/** The spec that the gateway serves: as a module, since the gateway reads no files. */
const SERVED = 'openai';

/** The text of each file in `generated/`, by name. */
export function generateFiles(specs: readonly Spec[]): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const spec of specs) {
    const older = { ...spec, document: toOpenApi31(spec.document) };
    const document = { 'x-generated': notice(spec), ...openDocument(older.document) };
    const streams = generateStreams(spec);
    const parameters = generateParameters(spec);
    const v1Parameters = generateV1Parameters(spec);
    const schemas = generateSchemas(spec);
    const versions = generateVersions(spec);
    files.set(`${spec.name}.openapi.json`, `${JSON.stringify(document, null, 2)}\n`);
    files.set(`${spec.name}.ts`, generateTypes(older));
    files.set(`${spec.name}.zod.ts`, generateValidators(spec));
    files.set(`${spec.name}.examples.ts`, generateExamples(spec));
    files.set(`${spec.name}.routes.ts`, generateRoutes(spec));
    if (streams !== undefined) files.set(`${spec.name}.events.ts`, streams);
    if (parameters !== undefined) files.set(`${spec.name}.parameters.ts`, parameters);
    if (v1Parameters !== undefined) files.set(`${spec.name}.v1-parameters.ts`, v1Parameters);
    if (versions !== undefined) files.set(`${spec.name}.versions.ts`, versions);
    for (const [module, text] of schemas) files.set(`${spec.name}.${module}.ts`, text);
    if (spec.name === SERVED) files.set(`${spec.name}.document.ts`, generateDocument(older));
  }
  return files;
}

/** The document as one string: the gateway sends it as it is, and the compiler has nothing to infer. */
function generateDocument(spec: Spec): string {
  const json = JSON.stringify(JSON.stringify(openDocument(spec.document)));
  return `${header(spec)}/** The bundled document, as JSON. */\nexport const documentJson: string =\n  ${json};\n`;
}
