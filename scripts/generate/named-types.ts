import type ts from 'typescript';
import { typescript } from './typescript.ts';

/** The place of a part in `components`, such as `schemas/Pet`. */
type Place = string;

/**
 * Declares each type under its own name. openapi-typescript writes every part of a spec into one interface `components`, refers to it as
 * `components["schemas"]["Pet"]`, and ends with `type Pet = components['schemas']['Pet']`; editors show just that. Here `Pet` becomes the
 * type itself, with its comment, and every reference to its part, those in `components` too, becomes `Pet`.
 */
export function nameTypes(nodes: readonly ts.Node[]): ts.Node[] {
  const names = new Map<Place, string>();
  const parts = new Map<Place, ts.PropertySignature>();
  for (const node of nodes) {
    const place = typescript.isTypeAliasDeclaration(node) ? toPlace(node.type) : undefined;
    if (typescript.isTypeAliasDeclaration(node) && place !== undefined) names.set(place, node.name.text);
    for (const [at, part] of toParts(node)) parts.set(at, part);
  }

  const link = (node: ts.Node): ts.Node => {
    const name = names.get(toPlace(node) ?? '');
    return name === undefined
      ? typescript.visitEachChild(node, link, undefined)
      : typescript.factory.createTypeReferenceNode(name);
  };
  const nameParts = (node: ts.Node): ts.Node => {
    const [place] = [...parts].find(([, part]) => part === node) ?? [];
    const name = names.get(place ?? '');
    if (name === undefined || !typescript.isPropertySignature(node))
      return typescript.visitEachChild(node, nameParts, undefined);
    return typescript.factory.createPropertySignature(
      [],
      node.name,
      undefined,
      typescript.factory.createTypeReferenceNode(name),
    );
  };
  return nodes.map((node) => {
    if (isComponents(node)) return link(nameParts(node));
    const part = typescript.isTypeAliasDeclaration(node) ? parts.get(toPlace(node.type) ?? '') : undefined;
    return link(part === undefined ? node : toAlias(node, part));
  });
}

function isComponents(node: ts.Node): node is ts.InterfaceDeclaration {
  return typescript.isInterfaceDeclaration(node) && node.name.text === 'components';
}

function toParts(node: ts.Node): [Place, ts.PropertySignature][] {
  if (!isComponents(node)) return [];
  return node.members.filter(typescript.isPropertySignature).flatMap((kind) => {
    const members = kind.type !== undefined && typescript.isTypeLiteralNode(kind.type) ? [...kind.type.members] : [];
    return members
      .filter(typescript.isPropertySignature)
      .map((part): [Place, ts.PropertySignature] => [`${textOf(kind.name)}/${textOf(part.name)}`, part]);
  });
}

/** Gives the declaration of a name the type and the comment of its part. */
function toAlias(node: ts.Node, part: ts.PropertySignature): ts.Node {
  if (!typescript.isTypeAliasDeclaration(node) || part.type === undefined) return node;
  const alias = typescript.factory.updateTypeAliasDeclaration(node, node.modifiers, node.name, undefined, part.type);
  return typescript.setSyntheticLeadingComments(alias, typescript.getSyntheticLeadingComments(part));
}

/** The place that a type refers to, if it does. In the declarations of names, openapi-typescript writes the reference as one identifier. */
function toPlace(node: ts.Node): Place | undefined {
  if (typescript.isTypeReferenceNode(node)) {
    const [, kind, name] = /^components\['(\w+)'\]\['(.+)'\]$/.exec(textOf(node.typeName)) ?? [];
    return name === undefined ? undefined : `${kind}/${name}`;
  }
  if (!typescript.isIndexedAccessTypeNode(node) || !typescript.isIndexedAccessTypeNode(node.objectType))
    return undefined;
  const { objectType: components, indexType: kind } = node.objectType;
  if (!typescript.isTypeReferenceNode(components) || textOf(components.typeName) !== 'components') return undefined;
  return `${textOf(kind)}/${textOf(node.indexType)}`;
}

/** The text of a name or a literal, without quotes. */
function textOf(node: ts.Node): string {
  if (typescript.isLiteralTypeNode(node)) return textOf(node.literal);
  return typescript.isIdentifier(node) || typescript.isStringLiteral(node) ? node.text : '';
}
