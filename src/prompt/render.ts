/** Renders a conversation in one of the named formats. */

import { kindOf } from '../base/check.ts';
import { UnsupportedError } from '../base/errors.ts';
import { contentText } from './content.ts';
import { type PromptMessage, type PromptOptions, isSaidOption } from './prompt-builder.ts';
import type { PromptFormat, Turn } from './prompt-format.ts';

type Role = 'system' | 'user' | 'assistant';

/** A message that the format has a place for. */
interface Line {
  readonly role: Role;
  readonly content: string;
  /** Stands before the content, inside the turn: the system's text where the format has no system turn. */
  readonly prefix?: string;
}

/** OpenAI calls the system message of its newer models `developer`. */
const ROLE = new Map<string, Role>([
  ['system', 'system'],
  ['developer', 'system'],
  ['user', 'user'],
  ['assistant', 'assistant'],
]);

const TEMPLATE_ADVICE = 'The model’s own template may have a place for them: see `chatTemplate`.';

/** The prompt, in time linear in the length of the conversation. What the format has no place for is an UnsupportedError. */
export function renderFormat(
  name: string,
  format: PromptFormat,
  messages: readonly PromptMessage[] | string,
  options: PromptOptions,
): string {
  refuseOptions(name, options);
  const lines = typeof messages === 'string' ? plainLines(format, messages) : readLines(name, format, messages);
  if (format.alternates === true) refuseSameRoleTwice(name, lines);
  return write(format, format.systemInUser === true ? systemIntoUser(name, format, lines) : lines);
}

function refuseOptions(name: string, options: PromptOptions): void {
  for (const [param, value] of Object.entries(options)) {
    if (!isSaidOption(value)) continue;
    throw new UnsupportedError(`${name} has no place for \`${param}\`. ${TEMPLATE_ADVICE}`, { param });
  }
}

function plainLines(format: PromptFormat, content: string): Line[] {
  const user: Line = { role: 'user', content };
  return format.emptySystem === true ? [{ role: 'system', content: '' }, user] : [user];
}

function readLines(name: string, format: PromptFormat, messages: readonly PromptMessage[]): Line[] {
  return messages.map((message, index) => {
    const path = `messages[${index}]`;
    const role = readRole(name, message, path);
    if (role === 'system' && index > 0 && format.systemAnywhere !== true) {
      throw new UnsupportedError(`\`${path}\` is a system message; ${name} takes one only as the first.`, {
        param: `${path}.role`,
      });
    }
    return { role, content: readContent(name, format, message, path) };
  });
}

function readRole(name: string, { role }: PromptMessage, path: string): Role {
  const known = ROLE.get(role);
  if (known !== undefined) return known;
  const param = `${path}.role`;
  if (role === 'function' || role === 'tool') {
    throw new UnsupportedError(
      `\`${path}\` is a ${role} message; ${name} does not support function calls. ${TEMPLATE_ADVICE}`,
      { param },
    );
  }
  throw new UnsupportedError(
    `\`${param}\` is ${typeof role === 'string' ? JSON.stringify(role) : kindOf(role)}; ${name} supports system, user and assistant messages.`,
    { param },
  );
}

function readContent(name: string, format: PromptFormat, message: PromptMessage, path: string): string {
  const { content, tool_calls } = message;
  if (tool_calls !== undefined && tool_calls !== null && tool_calls.length > 0) {
    throw new UnsupportedError(
      `\`${path}\` calls tools; ${name} writes only text and would lose the calls. ${TEMPLATE_ADVICE}`,
      { param: `${path}.tool_calls` },
    );
  }
  const param = `${path}.content`;
  if (content === undefined || content === null) {
    throw new UnsupportedError(`\`${param}\` is missing; ${name} writes text, and an empty string is text too.`, {
      param,
    });
  }
  return contentText(content, { path: param, builder: name, acceptsImages: format.images === true });
}

function refuseSameRoleTwice(name: string, lines: readonly Line[]): void {
  const first = lines[0]?.role === 'system' ? 1 : 0;
  for (const [index, { role }] of lines.entries()) {
    if (index < first) continue;
    const expected = (index - first) % 2 === 0 ? 'user' : 'assistant';
    if (role === expected) continue;
    throw new UnsupportedError(
      `\`messages[${index}]\` is the ${role}’s where ${name} expects the ${expected}’s: the two take turns, the user first.`,
      { param: `messages[${index}].role` },
    );
  }
}

function systemIntoUser(name: string, format: PromptFormat, lines: readonly Line[]): readonly Line[] {
  const [system, user, ...rest] = lines;
  if (system?.role !== 'system') return lines;
  if (user === undefined) {
    throw new UnsupportedError(
      `\`messages[0]\` is a system message; ${name} writes it into the first user message, and there is none.`,
      { param: 'messages' },
    );
  }
  return [{ ...user, prefix: writeTurn(format.system, system) }, ...rest];
}

function write(format: PromptFormat, lines: readonly Line[]): string {
  const last = lines.at(-1);
  const open = format.continues === true && last?.role === 'assistant' ? last : undefined;
  const closed = open === undefined ? lines : lines.slice(0, -1);
  const turns = closed.map((line) => writeTurn(format[line.role], line));
  const joined = format.join === undefined ? turns.join('') : format.join(turns);
  const reply = open === undefined ? format.reply : writeTurn({ ...format.assistant, after: '' }, open);
  return `${format.begin ?? ''}${joined}${reply}`;
}

function writeTurn({ before, after, text }: Turn, { prefix = '', content }: Line): string {
  return `${before}${prefix}${text === undefined ? content : text(content)}${after}`;
}
