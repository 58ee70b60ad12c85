/** The messages of a chat as a server's `/v1` takes them. */
import type { ChatCompletionRequest } from '../../../generated/openai.ts';
import type { ContentMessage, MessageChunk } from '../../../generated/tgi.ts';
import { tgiSince } from '../../../generated/tgi.versions.ts';
import { isObject, tryParse } from '../../base/check.ts';
import { mapOutsideStrings } from '../../base/json-text.ts';
import { UnsupportedError } from '../../base/errors.ts';
import type { SentMessage } from '../../servers/tgi-routes.ts';
import { defined } from '../parameters.ts';
import { isTgiBefore } from '../tgi-version.ts';

type FacadeMessage = ChatCompletionRequest['messages'][number];

const PLAIN_ROLES: readonly unknown[] = ['system', 'user', 'assistant'];

/** Whether messages, which are not checked yet, read the same in every dialect: plain text, in the roles all servers know. */
export function isPlainHistory(messages: unknown): boolean {
  if (!Array.isArray(messages)) return false;
  return messages.every(
    (message) =>
      isObject(message) &&
      PLAIN_ROLES.includes(message['role']) &&
      typeof message['content'] === 'string' &&
      Object.keys(message).length === 2,
  );
}

/**
 * For OpenAI-shaped servers: as they are, but for members that say nothing and our own `parsed`. What the model thought is written under
 * the server's own name where that is known.
 */
export function toOpenAIMessages(
  messages: readonly FacadeMessage[],
  reasoning?: 'reasoning' | 'reasoning_content',
): FacadeMessage[] {
  return messages.map((message) => {
    const spoken = withReasoning(message, reasoning);
    const isThoughtTwice = 'reasoning_content' in spoken && isText(spoken.reasoning_content);
    const members = Object.entries(spoken).filter(
      ([name, value]) =>
        name !== 'parsed' &&
        // Our answers have both names for one thought: it is sent once.
        !(name === 'reasoning' && isThoughtTwice) &&
        (value !== null || name === 'content') &&
        !isEmptyList(value),
    );
    // What says nothing is optional.
    return Object.fromEntries(members) as FacadeMessage;
  });
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

/** Clients send both names back, with the same text. */
function withReasoning(message: FacadeMessage, name: 'reasoning' | 'reasoning_content' | undefined): FacadeMessage {
  if (message.role !== 'assistant' || name === undefined) return message;
  const { reasoning, reasoning_content: content, ...rest } = message;
  const thought = isText(content) ? content : reasoning;
  return thought === undefined || thought === null ? rest : { ...rest, [name]: thought };
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

/**
 * For TGI, which knows no developer, gives the content of a message the place of its tool calls, and forgets which call a result is of
 * (TGI router, `Message`): results get their function's name and stand in the order of the calls.
 */
export function toTgiMessages(messages: readonly FacadeMessage[], version?: string): SentMessage[] {
  const isOld = isTgiBefore(tgiSince.callMessages, version);
  const calls = messages.flatMap((message) => (message.role === 'assistant' ? (message.tool_calls ?? []) : []));
  const order = new Map(calls.map(({ id }, place) => [id, place]));
  const names = new Map(calls.map(({ id, function: { name } }) => [id, name]));
  return sortResults(messages, order).flatMap((message, index) => toTgiMessage(message, { index, names, isOld }));
}

/** Sorts each run of tool results, which is the answer to one message, by the order of its calls. */
function sortResults(messages: readonly FacadeMessage[], order: ReadonlyMap<string, number>): FacadeMessage[] {
  const placeOf = (message: FacadeMessage) => (message.role === 'tool' ? (order.get(message.tool_call_id) ?? 0) : 0);
  const sorted: FacadeMessage[] = [];
  for (let at = 0; at < messages.length;) {
    const end = messages.findIndex(({ role }, index) => index >= at && role !== 'tool');
    const run = messages.slice(at, end === -1 ? messages.length : end);
    sorted.push(...run.toSorted((a, b) => placeOf(a) - placeOf(b)));
    at += run.length;
    const other = messages[at];
    if (other !== undefined) sorted.push(other);
    at += 1;
  }
  return sorted;
}

interface MessagePlace {
  index: number;
  names: ReadonlyMap<string, string>;
  /** A message of calls needs a content besides. */
  isOld: boolean;
}

function toTgiMessage(message: FacadeMessage, { index, names, isOld }: MessagePlace): SentMessage[] {
  const { role, name } = message;
  const path = `messages[${index}].content`;
  if (role === 'assistant') {
    const content = isBlank(message.content) ? [] : [toContentMessage(message.content, { role, name, path })];
    const calls = message.tool_calls ?? [];
    if (calls.length === 0) return content.length > 0 ? content : [{ role, content: '' }];
    const called = calls.map(({ id, type, function: { name: callee, arguments: given } }) => ({
      id,
      type,
      function: { name: callee, arguments: toTgiArguments(given) },
    }));
    if (isOld) return [{ tool_calls: called, ...(content[0] ?? { role, content: '' }) }];
    return [...content, { role, tool_calls: called }];
  }
  if (role === 'tool') {
    const { tool_call_id: id } = message;
    return [{ ...toContentMessage(message.content, { role, name: name ?? names.get(id), path }), tool_call_id: id }];
  }
  return [toContentMessage(message.content, { role: role === 'developer' ? 'system' : role, name, path })];
}

/**
 * The value of arguments: as text they would reach the model escaped twice, since templates write them as JSON once more. What is no
 * object stays text, and so does what a number of JavaScript cannot hold.
 */
function toTgiArguments(text: string): string | Record<string, unknown> {
  const value = tryParse(text);
  const isExact = () => {
    let hasLong = false;
    mapOutsideStrings(text, (part) => ((hasLong ||= /\d{16}/.test(part)), ''));
    return !hasLong;
  };
  return isObject(value) && isExact() ? { ...value } : text;
}

function isBlank(content: FacadeMessage['content']): content is '' | null | undefined {
  return content === undefined || content === null || content === '';
}

function toContentMessage(
  content: FacadeMessage['content'],
  { role, name, path }: { role: string; name: string | null | undefined; path: string },
): ContentMessage {
  const parts = Array.isArray(content) ? content.map((part, index) => toTgiPart(part, `${path}[${index}]`)) : content;
  return { role, content: parts ?? '', ...defined({ name }) };
}

type FacadePart = Exclude<FacadeMessage['content'], string | null | undefined>[number];

function toTgiPart(part: FacadePart, path: string): MessageChunk {
  if (part.type === 'text') return { type: 'text', text: part.text };
  if (part.type === 'refusal') return { type: 'text', text: part.refusal };
  if (part.type === 'image_url') return { type: 'image_url', image_url: { url: part.image_url.url } };
  throw new UnsupportedError(`\`${path}\` is a part of type "${part.type}"; TGI takes text and images.`, {
    param: path,
  });
}
