/** Errors of the chat that a response is asked for by, under the names that its caller wrote. */
import type { ResponseRequest } from '../../../generated/openai.ts';
import { EasyLLMError } from '../../base/errors.ts';
import type { MessagePlace } from './items.ts';
import type { PlannedResponse } from './request.ts';

/** Members of a chat, with what stands below them, under their names here. The first that fits. */
const NAMES: readonly (readonly [chat: string, here: string])[] = [
  ['response_format.json_schema', 'text.format'],
  ['response_format', 'text.format'],
  ['max_completion_tokens', 'max_output_tokens'],
  ['max_tokens', 'max_output_tokens'],
  ['reasoning_effort', 'reasoning.effort'],
  ['verbosity', 'text.verbosity'],
  ['tool_choice.function', 'tool_choice'],
  ['messages', 'input'],
];

/** The same error, which names what the caller can change. Anything else is given back as it is. */
export function renameParams(error: unknown, request: ResponseRequest, planned: PlannedResponse): unknown {
  if (!EasyLLMError.isInstance(error)) return error;
  const rename = (param: string) => toParam(param, request, planned);
  const message = error.message.replaceAll(
    /`([a-z_]+(?:[.[][^`\s]*)?)`/g,
    (_, param: string) => `\`${rename(param)}\``,
  );
  return Object.assign(error, { message, param: error.param === null ? null : rename(error.param) });
}

function toParam(param: string, { top_logprobs: top }: ResponseRequest, { places, tools }: PlannedResponse): string {
  if (param === 'logprobs') return (top ?? 0) > 0 ? 'top_logprobs' : 'include';
  const [, list, index, rest = ''] = /^(messages|tools)\[(\d{1,9})\](.*)$/s.exec(param) ?? [];
  const message = list === 'messages' ? places[Number(index)] : undefined;
  if (message !== undefined) return toItemParam(rest, message);
  const tool = list === 'tools' ? tools.places[Number(index)] : undefined;
  if (tool !== undefined) return `${tool}${rest.replace(/^\.function/, '')}`;
  const [chat, here] = NAMES.find(([name]) => isWithin(param, name)) ?? [];
  return chat === undefined || here === undefined ? param : here + param.slice(chat.length);
}

function isWithin(param: string, name: string): boolean {
  return param.startsWith(name) && (param.length === name.length || '.['.includes(param.charAt(name.length)));
}

/** What is a member of a member in a message is one member of an item. */
function toItemParam(rest: string, { item, content, calls }: MessagePlace): string {
  if (isWithin(rest, '.content'))
    return content + rest.slice('.content'.length).replace(/\.image_url\.url$/, '.image_url');
  const [, call, below = ''] = /^\.tool_calls\[(\d{1,9})\](.*)$/s.exec(rest) ?? [];
  const place = call === undefined ? undefined : calls[Number(call)];
  return place === undefined ? item : place + below.replace(/^\.function/, '');
}
