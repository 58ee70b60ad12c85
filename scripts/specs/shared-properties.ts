/**
 * Properties that several schemas share are written in one of them, and the others refer to it as
 * `#/components/schemas/Chat/properties/seed`. Keywords beside the reference replace those of the property.
 */
import type { Mapping } from './mapping.ts';
import { isMapping } from './mapping.ts';
import type { Spec } from './spec.ts';
import { Location, SpecError } from './spec.ts';

const SHARED = /^#\/components\/schemas\/([^/]+)\/properties\/([^/]+)$/;

/**
 * Copies a spec with each such reference replaced by the property itself: openapi-typescript would lose its comment, and a reader of
 * the bundled document would have to look it up.
 */
export function inlineSharedProperties(spec: Spec): Spec {
  const { components = {} } = spec.document;
  const { schemas = {} } = components;
  const inlined = Object.entries(schemas).map(([name, schema]) => {
    if (!isMapping(schema) || !isMapping(schema['properties'])) return [name, schema];
    const at = new Location(spec.name, '/components/schemas').child(name, 'properties');
    const properties = Object.entries(schema['properties']).map(([property, written]) => [
      property,
      inline(written, { schemas, at: at.child(property) }),
    ]);
    return [name, { ...schema, properties: Object.fromEntries(properties) }];
  });
  return {
    ...spec,
    document: { ...spec.document, components: { ...components, schemas: Object.fromEntries(inlined) } },
  };
}

function inline(written: unknown, { schemas, at }: { schemas: Mapping; at: Location }): unknown {
  if (!isMapping(written)) return written;
  const { $ref: reference, ...beside } = written;
  const [, name = '', property = ''] = SHARED.exec(String(reference)) ?? [];
  if (name === '') return written;
  const schema = schemas[name];
  const properties = isMapping(schema) ? schema['properties'] : undefined;
  const target = isMapping(properties) ? properties[property] : undefined;
  if (!isMapping(target)) throw new SpecError(at.child('$ref'), `${JSON.stringify(reference)} is no property`);
  if ('$ref' in target && SHARED.test(String(target['$ref']))) {
    throw new SpecError(at.child('$ref'), `${name}.${property} is a reference itself; refer to where it is written`);
  }
  return { ...target, ...beside };
}
