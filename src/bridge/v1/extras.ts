/** What a server’s message has besides its text, and what it adds under names of its own. */
import type { JsonObject } from '../../base/check.ts';
import { TEXTS } from '../extras.ts';
import type { DeltaExtras } from '../generation.ts';

/** Members of a message that are read one by one, or that say nothing of it. `parsed` is ours. */
const READ: ReadonlySet<string> = new Set([
  'role',
  'content',
  'reasoning_content',
  'reasoning',
  'refusal',
  'tool_calls',
  'function_call',
  'parsed',
]);

/** Reasoning under both the names that clients know, refusals, and what the server adds under names of its own. */
export function readExtras(message: JsonObject): DeltaExtras {
  const extras: DeltaExtras = readAdded(message, READ) ?? {};
  const { reasoning, reasoning_content: content, refusal } = message;
  const thought = textOf(content) ?? textOf(reasoning);
  if (thought !== undefined) {
    extras.reasoning = textOf(reasoning) ?? thought;
    extras.reasoning_content = thought;
  }
  const refused = textOf(refusal);
  if (refused !== undefined) extras.refusal = refused;
  // What is no text is not ours to judge.
  for (const name of TEXTS)
    if (!saysNothing(message[name]) && textOf(message[name]) === undefined) extras[name] = message[name];
  return extras;
}

/** An empty text counts as absent. */
function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The members besides the known ones, under their own names; undefined where there is none that says something. */
export function readAdded(members: JsonObject, known: ReadonlySet<string>): Record<string, unknown> | undefined {
  let added: Record<string, unknown> | undefined;
  for (const name in members) {
    if (known.has(name) || saysNothing(members[name]) || name === '__proto__') continue;
    added ??= {};
    added[name] = members[name];
  }
  return added;
}

/** What servers write for "not given". */
function saysNothing(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}
