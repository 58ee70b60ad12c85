import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';
import ts from 'typescript';
import { isMapping } from '../specs/mapping.ts';
import type { Spec } from '../specs/spec.ts';
import { header } from './code.ts';
import { nameTypes } from './named-types.ts';

/** The TypeScript types of a spec: its paths, and one exported type per component schema. */
export async function generateTypes(spec: Spec): Promise<string> {
  const nodes = await openapiTS(withoutDiscriminators(spec), {
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
    rootTypesKeepCasing: true,
    // Otherwise every request property that documents a default becomes required.
    defaultNonNullable: false,
    // `type: object` alone is any object; by default it becomes `Record<string, never>`.
    emptyObjectsUnknown: true,
    transform: nameKnownValues,
    silent: true,
  });
  return header(spec) + plainComments(astToString(nameTypes(nodes).map(allowUndefined)));
}

/** A text of which some values are known (`x-known-values`): editors offer those, and any other is accepted. */
function nameKnownValues(schema: object): ts.TypeNode | undefined {
  const known: unknown = 'x-known-values' in schema ? schema['x-known-values'] : undefined;
  if (!Array.isArray(known)) return undefined;
  const { createIntersectionTypeNode, createKeywordTypeNode, createLiteralTypeNode, createTypeLiteralNode } =
    ts.factory;
  const values = known.map((value) => createLiteralTypeNode(ts.factory.createStringLiteral(String(value))));
  const text = createIntersectionTypeNode([
    createKeywordTypeNode(ts.SyntaxKind.StringKeyword),
    createTypeLiteralNode([]),
  ]);
  const isNullable = 'type' in schema && Array.isArray(schema.type) && schema.type.includes('null');
  const rest = isNullable ? [createLiteralTypeNode(ts.factory.createNull())] : [];
  return ts.factory.createUnionTypeNode([...values, ts.factory.createParenthesizedType(text), ...rest]);
}

/**
 * Removes the tags of openapi-typescript: `@description`, which editors show apart, and `@constant` and `@enum`, which repeat the type.
 */
function plainComments(types: string): string {
  return types
    .replaceAll(/^ *\/\*\* @(?:constant|enum .*) \*\/\n/gm, '')
    .replaceAll(/^ *\* @(?:constant|enum .*)\n/gm, '')
    .replaceAll(/(\/\*\*|\/\*\*\n *\*) @description /g, '$1 ')
    .replaceAll(/^( *\*) @description /gm, '$1\n$1 ');
}

/**
 * Copies the document without discriminators, so that unions narrow by the `const` of their members. For a discriminator without a
 * mapping, openapi-typescript replaces that `const` by the name of the schema.
 */
function withoutDiscriminators(spec: Spec): OpenAPI3 {
  const text = JSON.stringify(spec.document, (key, value: unknown) =>
    key === 'discriminator' && isMapping(value) && typeof value['propertyName'] === 'string' ? undefined : value,
  );
  return JSON.parse(text);
}

/**
 * Gives every optional property `| undefined`, so that under `exactOptionalPropertyTypes` a caller may write
 * `{ seed: maybe }`. `never` stays: it marks what cannot be given at all.
 */
function allowUndefined(node: ts.Node): ts.Node {
  const visited = ts.visitEachChild(node, allowUndefined, undefined);
  if (!ts.isPropertySignature(visited) || !visited.questionToken || !visited.type) return visited;
  const { modifiers, name, questionToken, type } = visited;
  return ts.factory.updatePropertySignature(visited, modifiers, name, questionToken, withUndefined(type));
}

function withUndefined(type: ts.TypeNode): ts.TypeNode {
  const { NeverKeyword, UndefinedKeyword, UnknownKeyword } = ts.SyntaxKind;
  const members = ts.isUnionTypeNode(type) ? type.types : [type];
  if (members.some(({ kind }) => [NeverKeyword, UndefinedKeyword, UnknownKeyword].includes(kind))) return type;
  return ts.factory.createUnionTypeNode([...members, ts.factory.createKeywordTypeNode(UndefinedKeyword)]);
}
