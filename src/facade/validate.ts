/** Checks a request body against the facade's spec, and says in our words what is wrong, where, and what is allowed. */
import type * as z from 'zod/mini';
import type { ChatCompletionRequest, CompletionRequest, EmbeddingRequest } from '../../generated/openai.ts';
import * as schemas from '../../generated/openai.zod.ts';
import { BadRequestError } from '../errors.ts';
import { nearest } from '../prompt/nearest.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

interface RequestSchema<Request> {
  shape: Readonly<Record<string, unknown>>;
  safeParse(body: unknown): { success: true; data: Request } | { success: false; error: { issues: Issue[] } };
}

/** Each returns the body without the members that are null or undefined, or throws BadRequestError with `param` set to the field's path. */
export const validateChatCompletionRequest = createValidator<ChatCompletionRequest>(schemas.ChatCompletionRequest);
export const validateCompletionRequest = createValidator<CompletionRequest>(schemas.CompletionRequest);
export const validateEmbeddingRequest = createValidator<EmbeddingRequest>(schemas.EmbeddingRequest);

function createValidator<Request>(schema: RequestSchema<Request>): (body: unknown) => Request {
  return (body) => {
    const given = withoutAbsent(body);
    const result = schema.safeParse(given);
    if (result.success) return result.data;
    throw toBadRequest(result.error.issues, { body: given, known: Object.keys(schema.shape) });
  };
}

/**
 * The body without what means "not given": `undefined`, as JSON leaves it out, and `null`, which other languages' clients write for
 * it. Nulls are kept where they may have a meaning: deeper than the members of a message or a tool, such as in a JSON Schema.
 */
function withoutAbsent(body: unknown): unknown {
  if (!isIndexable(body) || Array.isArray(body)) return body;
  return mapMembers(withoutNulls(body), (value) => (Array.isArray(value) ? value.map(withoutNulls) : value));
}

function withoutNulls(value: unknown): unknown {
  if (!isIndexable(value) || Array.isArray(value)) return withoutUndefined(value);
  return withoutUndefined(Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null)));
}

/** A copy as JSON would make it: a message with `name: undefined` is one without a name. */
function withoutUndefined(value: unknown): unknown {
  if (!isIndexable(value)) return value;
  if (Array.isArray(value)) return value.map(withoutUndefined);
  const given = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(given.map(([name, member]) => [name, withoutUndefined(member)]));
}

function mapMembers(value: unknown, map: (member: unknown) => unknown): unknown {
  if (!isIndexable(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, map(member)]));
}

function toBadRequest(
  issues: readonly Issue[],
  { body, known }: { body: unknown; known: readonly string[] },
): BadRequestError {
  const [first] = issues;
  if (first === undefined) return new BadRequestError('The request body is malformed.');
  const issue = toClosestIssue(first);
  if (issue.code === 'unrecognized_keys') return toUnknownField(issue, issue.path.length === 0 ? known : []);
  const param = toParam(issue.path);
  const where = param === '' ? 'The request body' : `\`${param}\``;
  const value = valueAt(body, issue.path);
  if (value === undefined) {
    return new BadRequestError(`${where} is missing. Expected ${toExpectation(issue)}.`, {
      param: param || null,
      code: 'missing_required_parameter',
    });
  }
  const received =
    typeof value === 'string' && CONTENT.test(param) ? `a string of ${value.length} characters` : describe(value);
  return new BadRequestError(`${where} is ${received}. Expected ${toExpectation(issue)}.`, {
    param: param || null,
    code: isTypeIssue(issue) ? 'invalid_type' : 'invalid_value',
  });
}

/** A union that lists its options was told apart by a value, such as a message's role. */
function isTypeIssue(issue: Issue): boolean {
  return issue.code === 'invalid_type' || (issue.code === 'invalid_union' && !('options' in issue));
}

/** Of a union's alternatives the one that fits best: the failure that lies deepest. Paths become those from the body's root. */
function toClosestIssue(issue: Issue): Issue {
  if (issue.code !== 'invalid_union') return issue;
  const inner = issue.errors.flatMap((alternative) => alternative.slice(0, 1)).map((each) => toClosestIssue(each));
  const closest = inner.reduce<Issue | undefined>(
    (best, each) => (each.path.length > (best?.path.length ?? 0) ? each : best),
    undefined,
  );
  const unknown = inner.find(({ code }) => code === 'unrecognized_keys');
  const chosen = closest ?? unknown;
  return chosen === undefined ? issue : { ...chosen, path: [...issue.path, ...chosen.path] };
}

function toUnknownField(
  { keys, path }: { keys: readonly string[]; path: Path },
  known: readonly string[],
): BadRequestError {
  const [key = ''] = keys;
  const param = toParam([...path, key]);
  const suggestion = nearest(key, known);
  const hint = suggestion === undefined ? '' : ` Did you mean \`${suggestion}\`?`;
  const way =
    path.length === 0 ? ' To send it to the server all the same, put it into `extraBody` of the call’s options.' : '';
  return new BadRequestError(`\`${param}\` is not a known parameter.${hint}${way}`, {
    param,
    code: 'unknown_parameter',
  });
}

/** What is allowed where an issue lies; the one table of our wording. */
function toExpectation(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return TYPE_NAMES[issue.expected] ?? `a value of type ${issue.expected}`;
    case 'too_small':
      return `${toSize(issue.origin, Number(issue.minimum), issue.inclusive === false ? 'more than' : 'at least')}`;
    case 'too_big':
      return `${toSize(issue.origin, Number(issue.maximum), issue.inclusive === false ? 'less than' : 'at most')}`;
    case 'invalid_value':
      return toChoice(issue.values);
    case 'invalid_format':
      return issue.pattern === undefined
        ? `a string in the form ${issue.format}`
        : `a string of the form ${issue.pattern}`;
    case 'not_multiple_of':
      return issue.divisor === 1 ? 'a whole number' : `a multiple of ${issue.divisor}`;
    case 'invalid_union':
      return toAlternatives(issue);
    default:
      return 'another value';
  }
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

function toSize(origin: string, limit: number, relation: string): string {
  if (origin === 'string') return `a string of ${relation} ${limit} ${limit === 1 ? 'character' : 'characters'}`;
  if (origin === 'array') return `a list of ${relation} ${limit} ${limit === 1 ? 'item' : 'items'}`;
  return `a number of ${relation} ${limit}`;
}

function toChoice(values: readonly unknown[]): string {
  const shown = values.filter((value) => value !== null).map((value) => JSON.stringify(value));
  return shown.length === 1 ? `${shown[0]}` : `one of ${shown.join(', ')}`;
}

function toAlternatives(issue: Extract<Issue, { code: 'invalid_union' }>): string {
  if ('options' in issue && Array.isArray(issue.options)) return toChoice(issue.options);
  const alternatives = issue.errors.flatMap(([first]) => (first === undefined ? [] : [toExpectation(first)]));
  return [...new Set(alternatives)].join(', or ');
}

/** A path as one writes it in code: `messages[0].content`. */
function toParam(path: Path): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? String(key) : `${text}.${String(key)}`;
  }, '');
}

function valueAt(body: unknown, path: Path): unknown {
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
