/** Where the references of a JSON Schema lead. */
import { isObject } from '../base/check.ts';
import type { JsonSchema } from './json-schema.ts';

/**
 * The schema that a reference points at; undefined where it leads nowhere, or into another document. A reference without `#` is read as
 * the way itself, as TGI's grammar reads it (outlines-core).
 */
export function resolveReference(root: JsonSchema, ref: string): JsonSchema | undefined {
  const at = ref.indexOf('#');
  const document = ref.slice(0, Math.max(at, 0));
  if (document !== '' && document !== root['$id']) return undefined;
  const keys = ref
    .slice(at + 1)
    .split('/')
    .filter((key) => key !== '');
  const target = keys.reduce<unknown>((node, key) => memberOf(node, key) ?? memberOf(node, unescapeKey(key)), root);
  return isObject(target) ? target : undefined;
}

/** A member of an object or a list. */
function memberOf(node: unknown, key: string): unknown {
  return typeof node === 'object' && node !== null && Object.hasOwn(node, key) ? Reflect.get(node, key) : undefined;
}

/** JSON pointers write `/` as `~1` and `~` as `~0`; in a fragment some letters are written as bytes. */
function unescapeKey(key: string): string {
  return decode(key).replaceAll('~1', '/').replaceAll('~0', '~');
}

function decode(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}
