/** Requests for OpenAI-shaped servers, which may know more than our spec names. */
import * as schemas from '../../generated/openai.schema.ts';
import type { Schema } from '../../generated/openai.schema.ts';
import type { ChatCompletionRequest, CompletionRequest } from '../../generated/openai.ts';
import { operatorFields } from '../../generated/openai.v1-parameters.ts';
import * as added from '../../generated/openai.v1.schema.ts';
import type { Caller } from '../base/caller.ts';
import { isMisspelt } from '../base/spelling.ts';
import { isObject } from '../base/check.ts';
import { createValidator, expectFit, toUnknownField } from './validate.ts';

/** As the strict ones, but that what the spec marks as open is let through: other members, other kinds of parts and tools, other limits. */
export const openSchemas = {
  ChatCompletionRequest: toWhole('ChatCompletionRequest'),
  CompletionRequest: toWhole('CompletionRequest'),
} as const;

export const validateOpenChat = createValidator<ChatCompletionRequest>(openSchemas.ChatCompletionRequest);
export const validateOpenCompletion = createValidator<CompletionRequest>(openSchemas.CompletionRequest);

type RequestName = 'ChatCompletionRequest' | 'CompletionRequest';

/** With the fields that servers add. */
function toWhole(name: RequestName): Schema {
  const open = toOpen(schemas[name]);
  return { ...open, properties: { ...open.properties, ...added[name].properties } };
}

/** A schema with its marks applied, at every depth. */
function toOpen(schema: Schema): Schema {
  const isOpen = schema.open === true;
  const own = withOwnMark(schema);
  const { items, properties, oneOf, anyOf } = own;
  return {
    ...own,
    ...(items !== undefined && { items: toOpen(items) }),
    ...(properties !== undefined && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, member]) => [name, toOpen(member)])),
    }),
    ...(anyOf !== undefined && { anyOf: anyOf.map(toOpen) }),
    ...(oneOf !== undefined && { oneOf: [...oneOf.map(toOpen), ...(isOpen ? [toAnyKind(schema)] : [])] }),
  };
}

function withOwnMark({ open, ...schema }: Schema): Schema {
  if (open === undefined) return schema;
  if (open === true) {
    const { additionalProperties: _, ...rest } = schema;
    return rest;
  }
  return Object.fromEntries(Object.entries({ ...schema, ...open }).filter(([, value]) => value !== null));
}

/** A part or tool of a kind that only the server knows. */
function toAnyKind({ discriminator = 'type' }: Schema): Schema {
  return { type: 'object', required: [discriminator], properties: { [discriminator]: { type: 'string' } } };
}

/** Whose request it is, and what of it may go to the server though the spec does not name it. */
export interface Passing extends Caller {
  /** `true`: what is not for the operator alone; a list: those, which are sent unjudged; `false`: none. Default: `true`. */
  passUnknown?: boolean | readonly string[] | undefined;
}

/** Shorter names are near each other without being meant. */
const SPELT_LENGTH = 8;

/** The names of the spec, and of the fields that servers add. */
const NAMES = {
  ChatCompletionRequest: toNames('ChatCompletionRequest'),
  CompletionRequest: toNames('CompletionRequest'),
} as const;

function toNames(name: RequestName): { core: ReadonlySet<string>; fields: ReadonlySet<string> } {
  const namesOf = ({ properties = {} }: Schema) => new Set(Object.keys(properties));
  return { core: namesOf(schemas[name]), fields: namesOf(added[name]) };
}

/**
 * Refuses of what the spec does not name as OpenAI's or TGI's: a misspelling, which is a long name that is one letter, or one swap, from
 * a known one; and what may not pass.
 */
export function refuseUnpassed(request: object, name: RequestName, passing: Passing): void {
  const { core, fields } = NAMES[name];
  for (const field of Object.keys(request)) {
    if (core.has(field)) continue;
    const known = [...core, ...fields];
    const isTypo = !fields.has(field) && seemsMisspelt(field, known);
    if (isTypo || !mayPass(field, passing)) throw toUnknownField([field], { known, caller: passing });
  }
}

function seemsMisspelt(field: string, known: readonly string[]): boolean {
  return field.length >= SPELT_LENGTH && isMisspelt(field, known);
}

/** The members that the spec does not name, apart from the others, by the same rules. A misspelling stays with those, to be refused there. */
export function takeUnnamed(
  body: unknown,
  { schema, passing }: { schema: Schema; passing: Passing },
): { body: unknown; unnamed?: Readonly<Record<string, unknown>> } {
  if (!isObject(body)) return { body };
  const known = Object.keys(schema.properties ?? {});
  const isUnnamed = ([name, value]: [string, unknown]) =>
    value !== undefined &&
    value !== null &&
    !known.includes(name) &&
    !seemsMisspelt(name, known) &&
    mayPass(name, passing);
  const members = Object.entries(body);
  if (!members.some(isUnnamed)) return { body };
  return {
    body: Object.fromEntries(members.filter((member) => !isUnnamed(member))),
    unnamed: Object.fromEntries(members.filter(isUnnamed)),
  };
}

/** Names of a list are taken out of the body before it is looked at. */
function mayPass(field: string, { passUnknown = true, isOverHttp = false }: Passing): boolean {
  if (passUnknown !== true) return false;
  return !isOverHttp || !operatorFields.some((name) => name === field);
}

/** For TGI, which passes over in silence what it does not know: refuses every member that the spec does not name, at any depth. */
export function refuseUnknown(request: object, name: RequestName, caller: Caller): void {
  expectFit(schemas[name], request, caller);
}
