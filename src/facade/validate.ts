/** Checks a request body against the facade's spec, and says in our words what is wrong, where, and what is allowed. */
import type { ChatCompletionRequest, CompletionRequest, EmbeddingRequest } from '../../generated/openai.ts';
import * as schemas from '../../generated/openai.schema.ts';
import type { Schema } from '../../generated/openai.schema.ts';
import { BadRequestError } from '../base/errors.ts';
import type { Caller } from '../base/caller.ts';
import { toWay } from '../base/caller.ts';
import { cutName, didYouMean } from '../base/spelling.ts';
import { isObject } from '../base/check.ts';
import { findFault } from './fault.ts';
import type { Fault } from './fault.ts';

/** Each returns the body without the members that are null or undefined, or throws BadRequestError with `param` set to the field's path. */
export const validateChatCompletionRequest = createValidator<ChatCompletionRequest>(schemas.ChatCompletionRequest);
export const validateCompletionRequest = createValidator<CompletionRequest>(schemas.CompletionRequest);
export const validateEmbeddingRequest = createValidator<EmbeddingRequest>(schemas.EmbeddingRequest);

/** The types are generated from the schemas that are checked here. */
export function createValidator<Request>(schema: Schema): (body: unknown, caller?: Caller) => Request {
  return (body, caller = {}) => {
    const given = read(body);
    expectFit(schema, given, caller);
    return given as Request;
  };
}

/** Throws BadRequestError for the first fault. */
export function expectFit(schema: Schema, given: unknown, caller: Caller): void {
  const fault = findFault(schema, given);
  if (fault !== undefined) throw toBadRequest(fault, given, { known: Object.keys(schema.properties ?? {}), caller });
}

function read(body: unknown): unknown {
  try {
    return withoutAbsent(body);
  } catch (cause) {
    // The stack is used up.
    if (!(cause instanceof RangeError)) throw cause;
    throw new BadRequestError('The request body holds itself, or is nested too deeply. Pass what JSON can write.', {
      code: 'invalid_json',
    });
  }
}

/**
 * The body without what means "not given": `undefined`, as JSON leaves it out, and `null`, which other languages' clients write for
 * it. Nulls are kept where they may have a meaning: deeper than the members of a message or a tool, such as in a JSON Schema. What
 * holds neither is not copied.
 */
function withoutAbsent(body: unknown): unknown {
  if (!isObject(body)) return body;
  return mapMembers(body, (member) => {
    if (member === null) return undefined;
    return Array.isArray(member) ? mapItems(member, withoutNulls) : withoutUndefined(member);
  });
}

function withoutNulls(value: unknown): unknown {
  if (!isObject(value)) return withoutUndefined(value);
  return mapMembers(value, (member) => (member === null ? undefined : withoutUndefined(member)));
}

/** As JSON would make it: a message with `name: undefined` is one without a name. */
function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return mapItems(value, withoutUndefined);
  return isObject(value) ? mapMembers(value, withoutUndefined) : value;
}

/** A copy with each member mapped, and without those that become undefined; the object itself if that changes nothing. */
function mapMembers(
  object: Readonly<Record<string, unknown>>,
  map: (member: unknown) => unknown,
): Readonly<Record<string, unknown>> {
  let copy: Record<string, unknown> | undefined;
  for (const name of Object.keys(object)) {
    const member = object[name];
    const mapped = map(member);
    if (mapped === member && mapped !== undefined) continue;
    copy ??= { ...object };
    if (mapped === undefined) delete copy[name];
    else copy[name] = mapped;
  }
  return copy ?? object;
}

function mapItems(list: readonly unknown[], map: (item: unknown) => unknown): readonly unknown[] {
  let copy: unknown[] | undefined;
  for (let index = 0; index < list.length; index += 1) {
    const mapped = map(list[index]);
    if (mapped === list[index]) continue;
    copy ??= [...list];
    copy[index] = mapped;
  }
  return copy ?? list;
}

function toBadRequest(
  { path, kind, expected }: Fault,
  body: unknown,
  { known, caller }: { known: readonly string[]; caller: Caller },
): BadRequestError {
  const param = toParam(path);
  if (kind === 'unknown') return toUnknownField(path, { known: path.length === 1 ? known : membersAt(path), caller });
  const where = param === '' ? 'The request body' : `\`${param}\``;
  const value = valueAt(body, path);
  if (value === undefined) {
    return new BadRequestError(`${where} is missing. Expected ${expected}.${toOtherCall(param, body)}`, {
      param: param || null,
      code: 'missing_required_parameter',
    });
  }
  const received =
    typeof value === 'string' && CONTENT.test(param) ? `a string of ${value.length} characters` : describe(value);
  const allowed = [...expected.matchAll(/"([^"]*)"/g)].map(([, word = '']) => word);
  const hint = typeof value === 'string' && allowed.length > 0 ? didYouMean(value, allowed, '"') : '';
  return new BadRequestError(`${where} is ${received}. Expected ${expected}.${hint || toLimitHint(param, value)}`, {
    param: param || null,
    code: kind === 'type' ? 'invalid_type' : 'invalid_value',
  });
}

/** What a request is whose body is of another: of the routes, since callers over HTTP read it, too. */
const OTHER_CALLS: Readonly<Record<string, readonly (readonly [given: string, call: string])[]>> = {
  prompt: [['messages', '`chat.completions.create` (/v1/chat/completions)']],
  messages: [
    ['prompt', '`completions.create` (/v1/completions)'],
    ['input', '`responses.create` (/v1/responses)'],
  ],
  input: [['messages', '`chat.completions.create` (/v1/chat/completions)']],
};

function toOtherCall(missing: string, body: unknown): string {
  if (!isObject(body) || !Object.hasOwn(OTHER_CALLS, missing)) return '';
  const [given, call] = OTHER_CALLS[missing]?.find(([name]) => body[name] !== undefined) ?? [];
  return given === undefined ? '' : ` \`${given}\` is of another request: ${call}.`;
}

/** Elsewhere 0 or -1 is no limit. */
function toLimitHint(param: string, value: unknown): string {
  const isLimit = /^max_(?:completion_|output_)?tokens$/.test(param) && typeof value === 'number' && value < 1;
  return isLimit ? ' Leave it out for as many as the server gives.' : '';
}

/** The members of what is nested and often written by hand, by the end of its path. */
const MEMBERS: readonly (readonly [place: RegExp, names: string])[] = [
  [/^messages\[\d+\]$/, 'role content name tool_calls tool_call_id'],
  [/\.content\[\d+\]$/, 'type text image_url'],
  [/^stream_options$/, 'include_usage continuous_usage_stats'],
  [/^tools\[\d+\]$/, 'type function'],
  [/^tools\[\d+\]\.function$/, 'name description parameters strict'],
  [/^response_format$/, 'type json_schema'],
  [/^response_format\.json_schema$/, 'name schema strict description'],
];

function membersAt(path: readonly PropertyKey[]): readonly string[] {
  const place = toParam(path.slice(0, -1));
  return MEMBERS.find(([known]) => known.test(place))?.[1].split(' ') ?? [];
}

export function toUnknownField(
  path: readonly PropertyKey[],
  { known, caller }: { known: readonly string[]; caller: Caller },
): BadRequestError {
  const param = toParam(path);
  const hint = didYouMean(String(path.at(-1)), known);
  const way = path.length === 1 ? ` To send it to the server all the same, ${toWay(param, caller)}.` : '';
  return new BadRequestError(`\`${param}\` is not a known parameter.${hint}${way}`, {
    param,
    code: 'unknown_parameter',
  });
}

/** A path as one writes it in code: `messages[0].content`. */
function toParam(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    const name = cutName(String(key));
    return text === '' ? name : `${text}.${name}`;
  }, '');
}

function valueAt(body: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (isIndexable(value) ? value[key] : undefined), body);
}

function isIndexable(value: unknown): value is Readonly<Record<PropertyKey, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** Fields that hold what users write: it is private, and belongs in no message or log. */
const CONTENT = /^(messages|prompt|input)$|(content|text)$/;

/** What was received, short. */
function describe(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'string')
    return value.length <= 40 ? JSON.stringify(value) : `a string of ${value.length} characters`;
  if (typeof value === 'object') return 'an object';
  return typeof value === 'function' ? 'a function' : String(value);
}
