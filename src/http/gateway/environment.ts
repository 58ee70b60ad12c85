/** What settings take from the environment: `${NAME}` in any text, and members such as `apiKeyEnv`. */
import * as z from 'zod/mini';
import { isObject } from '../../base/check.ts';
import { ConfigurationError } from '../../base/errors.ts';
import type { Locate } from './configuration-error.ts';

/** Variables of the environment, by their names. */
export type Variables = Readonly<Record<string, string | undefined>>;

interface Reading {
  environment: Variables;
  locate?: Locate;
}

/** Members that name a variable, and the members that they stand for. */
const NAMED: Readonly<Record<string, string>> = { apiKeyEnv: 'apiKey', keyEnv: 'key' };

/** A copy of the settings. `$${NAME}` stays as `${NAME}`. Throws ConfigurationError for a variable that is not set, by name. */
export function withEnvironment(value: unknown, reading: Reading, path: readonly PropertyKey[] = []): unknown {
  if (typeof value === 'string') {
    return value.replaceAll(/\$(\$?)\{(\w+)\}/g, (whole, escape: string, name: string) =>
      escape === '' ? read(name, reading, path) : whole.slice(1),
    );
  }
  if (Array.isArray(value)) return value.map((item, index) => withEnvironment(item, reading, [...path, index]));
  // Instances, such as metrics, are a program's own.
  if (!isObject(value) || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const members = Object.entries(value).map(([name, member]): [string, unknown] => {
    const place = [...path, name];
    const meant = NAMED[name];
    if (meant === undefined || typeof member !== 'string') return [name, withEnvironment(member, reading, place)];
    if (value[meant] !== undefined) throw wrong(`excludes \`${meant}\`. Give one of them.`, reading, place);
    return [meant, read(member, reading, place)];
  });
  return Object.fromEntries(members);
}

function read(name: string, reading: Reading, path: readonly PropertyKey[]): string {
  const found = readVariable(reading.environment, name)?.trim();
  if (found !== undefined && found !== '') return found;
  throw wrong(`needs the environment variable ${name.slice(0, 64)}, which is not set.`, reading, path);
}

/** One that may not be read counts as unset: Deno throws for what `--allow-env` does not cover. */
function readVariable(environment: Variables, name: string): string | undefined {
  try {
    return Object.hasOwn(environment, name) ? environment[name] : undefined;
  } catch {
    return undefined;
  }
}

function wrong(what: string, { locate }: Reading, path: readonly PropertyKey[]): ConfigurationError {
  const param = z.core.toDotPath([...path]);
  const where = [locate?.(path), `\`${param}\``].filter((part) => part !== undefined).join(', ');
  return new ConfigurationError(`${where} ${what}`, { param });
}
