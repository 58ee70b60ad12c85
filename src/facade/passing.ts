/** What of a body goes to the server past our spec. */
import { isObject, kindOf } from '../base/check.ts';
import { BadRequestError, ConfigurationError } from '../base/errors.ts';

/** `true`: what is not for the operator alone; `false`: nothing; a list: the fields of those names, unjudged. */
export type PassUnknown = boolean | readonly string[];

/** What chooses the way of a request, and is never sent past it. */
const STEERING: readonly string[] = ['model', 'messages', 'prompt', 'input', 'query', 'stream'];

/**
 * The body with the members of a literal `extra_body` in their places: so some clients write what the `openai` package of Python merges
 * itself. Throws BadRequestError for one that is no object.
 */
export function withExtraBody(body: unknown): unknown {
  if (!isObject(body) || body['extra_body'] === undefined) return body;
  const { extra_body: extra, ...rest } = body;
  if (extra === null) return rest;
  if (isObject(extra)) return { ...rest, ...extra };
  throw new BadRequestError(`\`extra_body\` is ${kindOf(extra)}. Expected an object.`, {
    param: 'extra_body',
    code: 'invalid_type',
  });
}

export function checkPassUnknown(value: unknown): void {
  const isList = Array.isArray(value) && value.every((name) => typeof name === 'string' && name !== '');
  if (value === undefined || typeof value === 'boolean' || isList) return;
  throw new ConfigurationError('`passUnknown` is something else than true, false or a list of names.', {
    param: 'passUnknown',
  });
}

/** Takes out of a body the fields that are sent unjudged. */
export function takeUnjudged(
  body: unknown,
  passUnknown: PassUnknown | undefined,
): { body: unknown; unjudged?: Readonly<Record<string, unknown>> } {
  if (!isObject(body) || typeof passUnknown !== 'object') return { body };
  const isUnjudged = ([name]: [string, unknown]) => passUnknown.includes(name) && !STEERING.includes(name);
  const members = Object.entries(body);
  if (!members.some(isUnjudged)) return { body };
  return {
    body: Object.fromEntries(members.filter((member) => !isUnjudged(member))),
    unjudged: Object.fromEntries(members.filter(isUnjudged)),
  };
}
