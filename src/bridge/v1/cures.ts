/** What a server is known to pass over in silence is written otherwise, or refused by name. */
import { UnsupportedError } from '../../base/errors.ts';
import { isObject } from '../../base/check.ts';
import type { JsonObject } from '../../base/check.ts';
import type { Caller } from '../../base/caller.ts';
import { toWay } from '../../base/caller.ts';
import type { Dialect } from '../dialect.ts';
import { isSaid } from '../marks.ts';
import { isGiven } from '../parameters.ts';
import { factsOf } from './dialects/all.ts';
import type { Cure, DialectFacts } from './dialects/facts.ts';

/** Where a request goes, and whose it is. */
export interface CureOptions extends Caller {
  route: 'chat' | 'completions';
  dialect: Dialect | undefined;
}

/** A body in the words that a server obeys. Throws UnsupportedError for what it would pass over, and what changes the text. */
export function cure(request: object, { route, dialect, isOverHttp }: CureOptions): JsonObject {
  const given: JsonObject = { ...request };
  const facts = factsOf(dialect);
  refuseRenamed(given, facts, { isOverHttp });
  const body = { ...given };
  if (facts.wantsMaxTokens) toMaxTokens(body);
  if (route === 'chat' && isGiven(body['reasoning_effort'])) toOwnEffort(body, facts);
  const cures: Readonly<Record<string, Cure | undefined>> = facts.ignores?.[route] ?? {};
  for (const [field, how] of Object.entries(cures)) {
    if (how !== undefined && isGiven(body[field])) CURES[how](body, { field, facts, isOverHttp });
  }
  return body;
}

/** Refuses `dimensions` of embeddings, where the server gives vectors of its own length whatever they say. */
export function refuseDimensions(dialect: Dialect | undefined, caller: Caller = {}): void {
  const facts = factsOf(dialect);
  if (facts.ignores?.embeddings?.dimensions !== undefined) throw ignored({ field: 'dimensions', facts, ...caller });
}

interface Where extends Caller {
  field: string;
  facts: DialectFacts;
}

type Apply = (body: Record<string, unknown>, where: Where) => void;

const CURES: Readonly<Record<Cure, Apply>> = {
  'written here': remove,
  requests: remove,
  'no tools'(body, where) {
    const { tool_choice: choice } = body;
    if (choice === 'none') delete body['tools'];
    else if (choice !== 'auto') throw ignored(where);
    delete body['tool_choice'];
  },
  'one tool'(body) {
    const { tool_choice: choice, tools } = body;
    const name = isObject(choice) && isObject(choice['function']) ? choice['function']['name'] : undefined;
    if (name === undefined || !Array.isArray(tools)) return;
    body['tools'] = tools.filter(
      (tool) => isObject(tool) && isObject(tool['function']) && tool['function']['name'] === name,
    );
    body['tool_choice'] = 'required';
  },
  refused(body, where) {
    if (saysSomething(where.field, body[where.field])) throw ignored(where);
    delete body[where.field];
  },
};

/** Whether leaving a field out would be another request. */
function saysSomething(field: string, value: unknown): boolean {
  if (field === 'do_sample') return value === false;
  return value !== false && isSaid(field, value) && !(isObject(value) && value['type'] === 'text');
}

function remove(body: Record<string, unknown>, { field }: { field: string }): void {
  delete body[field];
}

function toMaxTokens(body: Record<string, unknown>): void {
  const { max_completion_tokens: limit } = body;
  delete body['max_completion_tokens'];
  if (isGiven(limit)) body['max_tokens'] = limit;
}

/** How long the model thinks, in what the server has for it. What the caller gives the template wins. */
function toOwnEffort(body: Record<string, unknown>, { effort: own }: DialectFacts): void {
  const { reasoning_effort: effort, chat_template_kwargs: given } = body;
  if (own === undefined || (own === 'enable_thinking' && effort !== 'none')) return;
  delete body['reasoning_effort'];
  const thinks = effort !== 'none';
  if (own === 'enable_thinking') body['enable_thinking'] ??= thinks;
  else {
    const variables = { enable_thinking: thinks, thinking: thinks, ...(thinks && { reasoning_effort: effort }) };
    body['chat_template_kwargs'] = { ...variables, ...(isObject(given) && given) };
  }
}

function ignored({ field, facts: { name, seenAt }, ...caller }: Where): UnsupportedError {
  return new UnsupportedError(
    `${name} passes \`${field}\` over in silence (seen at ${seenAt}), so it is not sent. Leave it out; to send it all the same, ${toWay(field, caller)}.`,
    { param: field },
  );
}

function refuseRenamed(given: JsonObject, { name, seenAt, renamed = {} }: DialectFacts, caller: Caller): void {
  const old = Object.keys(renamed).find((field) => isGiven(given[field]));
  if (old === undefined) return;
  throw new UnsupportedError(
    `${name} passes \`${old}\` over in silence (seen at ${seenAt}), so it is not sent. Use ${renamed[old]}; to send it all the same, ${toWay(old, caller)}.`,
    { param: old },
  );
}
