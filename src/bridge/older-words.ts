/** Words of OpenAI's API that say what others say as well: functions are tools, and a choice among allowed tools is a shorter list. */
import type { JsonObject } from '../base/check.ts';
import { isObject } from '../base/check.ts';
import { BadRequestError } from '../base/errors.ts';
import { cutName } from '../base/spelling.ts';

function isAllowedTools(choice: unknown): choice is JsonObject {
  return isObject(choice) && choice['type'] === 'allowed_tools';
}

function isOfFunctions(message: unknown): boolean {
  return isObject(message) && (message['role'] === 'function' || isObject(message['function_call']));
}

/** The body in the words of tools. What has not the form that it should have is left to validation. */
export function withTools(body: JsonObject): JsonObject {
  const { functions, function_call: call, ...rest } = body;
  const { messages } = rest;
  return withAllowedTools({
    ...rest,
    ...toTools(functions, rest['tools']),
    ...toChoice(call, rest['tool_choice']),
    ...(Array.isArray(messages) && messages.some(isOfFunctions) && { messages: toMessages(messages) }),
  });
}

function toTools(functions: unknown, tools: unknown): JsonObject {
  if (functions === undefined || functions === null) return {};
  if (!Array.isArray(functions)) return { functions };
  if ((tools ?? null) !== null) throw bothGiven('functions', 'tools');
  return { tools: functions.map((each: unknown) => ({ type: 'function', function: each })) };
}

function toChoice(call: unknown, choice: unknown): JsonObject {
  if (call === undefined || call === null) return {};
  if ((choice ?? null) !== null) throw bothGiven('function_call', 'tool_choice');
  return { tool_choice: isObject(call) ? { type: 'function', function: call } : call };
}

function bothGiven(older: string, newer: string): BadRequestError {
  return new BadRequestError(`\`${older}\` is the older name of \`${newer}\`. Pass one of them.`, { param: older });
}

/** Calls had no ids: a result is that of the last call of its function, as `call_` and the call's place in the conversation. */
function toMessages(messages: readonly unknown[]): readonly unknown[] {
  const ids = new Map<unknown, string>();
  return messages.map((message, index) => {
    if (!isObject(message)) return message;
    const { function_call: call, ...rest } = message;
    if (message['role'] === 'function') {
      const { content, ...others } = rest;
      return {
        ...others,
        role: 'tool',
        content: content ?? '',
        tool_call_id: ids.get(rest['name']) ?? `call_${index}`,
      };
    }
    if (!isObject(call)) return message;
    const calls: unknown = rest['tool_calls'];
    if (Array.isArray(calls) && calls.length > 0) return rest;
    const id = `call_${index}`;
    ids.set(call['name'], id);
    return { ...rest, tool_calls: [{ id, type: 'function', function: call }] };
  });
}

/** The tools that may be called, and whether one must be. */
function withAllowedTools(body: JsonObject): JsonObject {
  const { tool_choice: choice, tools } = body;
  if (!isAllowedTools(choice)) return body;
  const { allowed_tools: inside } = choice;
  const { mode, tools: allowed } = isObject(inside) ? inside : choice;
  if (mode !== 'auto' && mode !== 'required') {
    throw wrong('tool_choice.allowed_tools.mode', 'is neither "auto" nor "required"');
  }
  const offered: readonly unknown[] = Array.isArray(tools) ? tools : [];
  const names = (Array.isArray(allowed) ? allowed : []).map(nameOf);
  if (names.length === 0) throw wrong('tool_choice.allowed_tools.tools', 'names no tool');
  const known = offered.map(nameOf);
  const missing = names.find((name) => name === undefined || !known.includes(name));
  if (missing !== undefined || names.includes(undefined)) {
    throw wrong('tool_choice.allowed_tools.tools', `names ${toShown(missing)}, which is not among \`tools\``);
  }
  return { ...body, tools: offered.filter((tool) => names.includes(nameOf(tool))), tool_choice: mode };
}

function toShown(name: string | undefined): string {
  return name === undefined ? 'something without a name' : `\`${cutName(name)}\``;
}

function nameOf(tool: unknown): string | undefined {
  if (!isObject(tool)) return undefined;
  const { function: called, name } = tool;
  const own = isObject(called) ? called['name'] : name;
  return typeof own === 'string' ? own : undefined;
}

function wrong(param: string, what: string): BadRequestError {
  return new BadRequestError(`\`${param}\` ${what}.`, { param });
}
