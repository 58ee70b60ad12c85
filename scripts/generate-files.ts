import { generateFields } from './generate-fields.ts';
import { generateTypes } from './generate-types.ts';
import { generateValidators } from './generate-validators.ts';
import { notice, type Spec } from './spec.ts';

/** What `generated/` holds, by file name. */
export async function generateFiles(specs: readonly Spec[]): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const spec of specs) {
    const document = { 'x-generated': notice(spec), ...spec.document };
    const fields = generateFields(spec);
    files.set(`${spec.name}.openapi.json`, `${JSON.stringify(document, null, 2)}\n`);
    files.set(`${spec.name}.ts`, await generateTypes(spec));
    files.set(`${spec.name}.zod.ts`, generateValidators(spec));
    if (fields !== undefined) files.set(`${spec.name}.fields.ts`, fields);
  }
  return files;
}
