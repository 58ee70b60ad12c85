/** The words that differences are told in. */
import type { Mapping } from '../specs/mapping.ts';
import { mappingOf } from '../specs/mapping.ts';
import type { Alternative, Shape } from '../specs/shape.ts';
import { toShape } from '../specs/shape.ts';

export function describeOperation(operation: Mapping = {}): string {
  const statuses = Object.keys(mappingOf(operation['responses']));
  return statuses.length > 0 ? `operation that answers ${statuses.join(', ')}` : 'operation';
}

export function describe({ type, facts, properties }: Alternative): string {
  const names = [...properties.keys()];
  // Servers' documents have formats of their own, which say little.
  const limits = [...facts]
    .filter(([fact]) => fact !== 'format')
    .map(([fact, value]) => `, ${fact} ${value}`)
    .join('');
  return `${type}${limits}${names.length > 0 ? ` with ${names.join(', ')}` : ''}`;
}

export function describeProperty(
  document: Mapping,
  property: { schema: unknown; isRequired: boolean } | undefined,
): string {
  const { isNullable, alternatives } = toShape(document, property?.schema);
  const types = alternatives.length > 0 ? alternatives.map(describe).join(' or ') : 'nothing';
  return `${property?.isRequired ? 'required ' : ''}${types}${isNullable ? ', nullable' : ''}`;
}

export function optionality(isRequired: boolean): string {
  return isRequired ? 'required' : 'optional';
}

export function nullability({ isNullable }: Shape): string {
  return isNullable ? 'nullable' : 'not nullable';
}
