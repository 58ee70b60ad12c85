import type { GlobalContext, OpenAPI3 } from 'openapi-typescript';
import type ts from 'typescript';
import { isMapping } from '../specs/mapping.ts';
import type { Spec } from '../specs/spec.ts';
import { header } from './code.ts';
import { nameTypes } from './named-types.ts';
import { openapiTypescript, typescript } from './typescript.ts';

const { astToString, resolveRef, scanDiscriminators, transformSchema } = openapiTypescript;

/**
 * The TypeScript types of a spec: its paths, and one exported type per component schema. Its own way in, `openapiTS`, also lints and bundles
 * the document, which takes three quarters of its time and is done before.
 */
export function generateTypes(spec: Spec): string {
  const document = withoutDiscriminators(spec);
  const nodes = transformSchema(document, toContext(document));
  return header(spec) + plainComments(astToString(nameTypes(nodes).map(allowUndefined)));
}

/** The options of openapi-typescript. Those that are off have its own defaults. */
function toContext(document: OpenAPI3): GlobalContext {
  const on = {
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
    rootTypesKeepCasing: true,
    // Otherwise every request property that documents a default becomes required.
    defaultNonNullable: false,
    // `type: object` alone is any object; by default it becomes `Record<string, never>`.
    emptyObjectsUnknown: true,
    transform: nameKnownValues,
    silent: true,
  };
  const off = {
    additionalProperties: false,
    alphabetize: false,
    arrayLength: false,
    conditionalEnums: false,
    dedupeEnums: false,
    enum: false,
    enumValues: false,
    excludeDeprecated: false,
    exportType: false,
    generatePathParams: false,
    immutable: false,
    makePathsEnum: false,
    pathParamsAsTypes: false,
    propertiesRequiredByDefault: false,
    readWriteMarkers: false,
    postTransform: undefined,
    transformProperty: undefined,
  };
  const context: Omit<GlobalContext, 'redoc'> = {
    ...on,
    ...off,
    discriminators: scanDiscriminators(document, on),
    injectFooter: [],
    resolve: ($ref) => resolveRef(document, $ref, { silent: true }),
  };
  // Its linter alone reads `redoc`.
  return context as GlobalContext;
}

/** A text of which some values are known (`x-known-values`): editors offer those, and any other is accepted. */
function nameKnownValues(schema: object): ts.TypeNode | undefined {
  const known: unknown = 'x-known-values' in schema ? schema['x-known-values'] : undefined;
  if (!Array.isArray(known)) return undefined;
  const { createIntersectionTypeNode, createKeywordTypeNode, createLiteralTypeNode, createTypeLiteralNode } =
    typescript.factory;
  const values = known.map((value) => createLiteralTypeNode(typescript.factory.createStringLiteral(String(value))));
  const text = createIntersectionTypeNode([
    createKeywordTypeNode(typescript.SyntaxKind.StringKeyword),
    createTypeLiteralNode([]),
  ]);
  const isNullable = 'type' in schema && Array.isArray(schema.type) && schema.type.includes('null');
  const rest = isNullable ? [createLiteralTypeNode(typescript.factory.createNull())] : [];
  return typescript.factory.createUnionTypeNode([...values, typescript.factory.createParenthesizedType(text), ...rest]);
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
  const visited = typescript.visitEachChild(node, allowUndefined, undefined);
  if (!typescript.isPropertySignature(visited) || !visited.questionToken || !visited.type) return visited;
  const { modifiers, name, questionToken, type } = visited;
  return typescript.factory.updatePropertySignature(visited, modifiers, name, questionToken, withUndefined(type));
}

function withUndefined(type: ts.TypeNode): ts.TypeNode {
  const { NeverKeyword, UndefinedKeyword, UnknownKeyword } = typescript.SyntaxKind;
  const members = typescript.isUnionTypeNode(type) ? type.types : [type];
  if (members.some(({ kind }) => [NeverKeyword, UndefinedKeyword, UnknownKeyword].includes(kind))) return type;
  return typescript.factory.createUnionTypeNode([
    ...members,
    typescript.factory.createKeywordTypeNode(UndefinedKeyword),
  ]);
}
