/** A mapping of a document, such as a schema or its properties. */
export type Mapping = Readonly<Record<string, unknown>>;

export function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A mapping as it is; empty for anything else. */
export function mappingOf(value: unknown): Mapping {
  return isMapping(value) ? value : {};
}

/** A list as it is; undefined for anything else. */
export function listOf(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}
