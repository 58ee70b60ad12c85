/** What an output was made of, kept beside it: a run that goes on with it must be of the same input and the same parameters. */
import { access, readFile, rename, writeFile } from 'node:fs/promises';
import { isObject, tryParse } from '../../base/check.ts';
import type { JsonObject } from '../../base/check.ts';
import { ConfigurationError } from '../../base/errors.ts';

/** What decides the results. */
export interface Manifest {
  readonly version: 1;
  readonly input: { readonly sha256: string; readonly bytes: number; readonly lines: number };
  /** By name: what was asked for besides the lines. Neither secrets nor addresses. */
  readonly parameters: JsonObject;
}

export function manifestPathOf(output: string): string {
  return `${output}.manifest.json`;
}

/** Reads the manifest of an output; undefined where there is none. */
export async function readManifest(output: string): Promise<JsonObject | undefined> {
  const path = manifestPathOf(output);
  if (!(await isThere(path))) return undefined;
  const found = tryParse(await readFile(path, 'utf8'));
  if (isObject(found)) return found;
  throw new ConfigurationError(`${path} cannot be read. Pass \`overwrite\` to begin anew, or choose another output.`);
}

/** Throws ConfigurationError, which names what differs, where an output was made of something else. */
export function expectSame(output: string, before: JsonObject, now: Manifest): void {
  const cure = 'Run it as before to go on, choose another output, or pass `overwrite` to begin anew.';
  const input = isObject(before['input']) ? before['input'] : {};
  if (input['sha256'] !== now.input.sha256) {
    throw new ConfigurationError(
      `${output} was begun with another input: it had ${String(input['lines'])} lines in ${String(input['bytes'])} bytes, and this one has ${now.input.lines} in ${now.input.bytes}. ${cure}`,
      { code: 'other_input' },
    );
  }
  const parameters = isObject(before['parameters']) ? before['parameters'] : {};
  for (const name of new Set([...Object.keys(parameters), ...Object.keys(now.parameters)])) {
    const [was, is] = [JSON.stringify(parameters[name]), JSON.stringify(now.parameters[name])];
    if (was === is) continue;
    throw new ConfigurationError(
      `${output} was begun with \`${name}\` ${was ?? 'unset'}, which is ${is ?? 'unset'} now. ${cure}`,
      {
        code: 'other_parameters',
        param: name,
      },
    );
  }
}

/** Written aside first: a run that is killed leaves a whole one, or none. */
export async function writeManifest(output: string, manifest: Manifest): Promise<void> {
  const path = manifestPathOf(output);
  await writeFile(`${path}.new`, `${JSON.stringify(manifest, null, 2)}\n`);
  await rename(`${path}.new`, path);
}

export async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
