/** What was asked and answered, in the form that OpenTelemetry's conventions have for it. Only for who asks for it. */
import type { Attributes } from '@opentelemetry/api';
import { isObject, tryParse, tryStringify } from '../base/check.ts';
import type { JsonObject } from '../base/check.ts';
import type { TracedCall } from '../client/traced-call.ts';

interface Message {
  role: string;
  parts: object[];
  finish_reason?: string;
}

/** What a stream has said so far, by its choices. */
export interface SaidSoFar {
  choices: Map<
    number,
    { role: string; text: string; calls: Map<number, { id: string; name: string; args: string }>; reason: string }
  >;
  /** The last event of a response that holds all of it. */
  response?: unknown;
}

export function createSaid(): SaidSoFar {
  return { choices: new Map() };
}

/** Adds a chunk or an event of a stream. */
export function addChunk(said: SaidSoFar, chunk: unknown): void {
  if (!isObject(chunk)) return;
  if (isObject(chunk['response'])) said.response = chunk['response'];
  for (const choice of toObjects(chunk['choices'])) {
    const index = Number(choice['index'] ?? 0);
    const known = said.choices.get(index) ?? { role: 'assistant', text: '', calls: new Map(), reason: '' };
    said.choices.set(index, known);
    const delta = isObject(choice['delta']) ? choice['delta'] : { content: choice['text'] };
    known.text += toText(delta['content']);
    known.reason = toText(choice['finish_reason']) || known.reason;
    for (const call of toObjects(delta['tool_calls'])) {
      const at = Number(call['index'] ?? 0);
      const named = isObject(call['function']) ? call['function'] : {};
      const before = known.calls.get(at) ?? { id: '', name: '', args: '' };
      known.calls.set(at, {
        id: before.id || toText(call['id']),
        name: before.name || toText(named['name']),
        args: before.args + toText(named['arguments']),
      });
    }
  }
}

/** The messages of a call as attributes. */
export function toContentAttributes({ body, result, isStreaming }: TracedCall, said: SaidSoFar): Attributes {
  const input = isObject(body) ? toInput(body) : [];
  const output = isStreaming ? toStreamed(said) : toWhole(result);
  const system = isObject(body) ? body['instructions'] : undefined;
  return {
    ...(input.length > 0 && { 'gen_ai.input.messages': tryStringify(input) }),
    ...(output.length > 0 && { 'gen_ai.output.messages': tryStringify(output) }),
    ...(typeof system === 'string' && {
      'gen_ai.system_instructions': JSON.stringify([{ type: 'text', content: system }]),
    }),
  };
}

function toInput({ messages, prompt, input, query }: JsonObject): Message[] {
  const asked = messages ?? prompt ?? input ?? query;
  return [asked].flat().flatMap((one) => {
    if (typeof one === 'string') return [{ role: 'user', parts: [{ type: 'text', content: one }] }];
    return isObject(one) ? [toMessage(one)] : [];
  });
}

/** A message of a chat, or an item of a response. */
function toMessage(message: JsonObject): Message {
  const { role, type, content, tool_calls: calls, tool_call_id: id, call_id: callId } = message;
  if (role === 'tool' || type === 'function_call_output') {
    const response = content ?? message['output'];
    return { role: 'tool', parts: [{ type: 'tool_call_response', id: id ?? callId, response }] };
  }
  if (type === 'function_call') {
    return { role: 'assistant', parts: [toCall({ id: callId, function: message })] };
  }
  return { role: toText(role) || 'assistant', parts: [...toParts(content), ...toObjects(calls).map(toCall)] };
}

function toParts(content: unknown): object[] {
  if (typeof content === 'string') return content === '' ? [] : [{ type: 'text', content }];
  return toObjects(content).map((part) =>
    typeof part['text'] === 'string' ? { type: 'text', content: part['text'] } : { ...part },
  );
}

function toCall({ id, function: named }: JsonObject): object {
  const { name, arguments: args } = isObject(named) ? named : {};
  return { type: 'tool_call', id, name, arguments: typeof args === 'string' ? (tryParse(args) ?? args) : args };
}

function toWhole(result: unknown): Message[] {
  if (!isObject(result)) return [];
  if (Array.isArray(result['output'])) return toObjects(result['output']).map(toMessage);
  return toObjects(result['choices']).map((choice) => {
    const message = isObject(choice['message']) ? choice['message'] : { content: choice['text'] };
    return { ...toMessage({ role: 'assistant', ...message }), finish_reason: toText(choice['finish_reason']) };
  });
}

function toStreamed({ choices, response }: SaidSoFar): Message[] {
  if (response !== undefined) return toWhole(response);
  return [...choices.values()].map(({ role, text, calls, reason }) => ({
    role,
    parts: [
      ...toParts(text),
      ...[...calls.values()].map(({ id, name, args }) => toCall({ id, function: { name, arguments: args } })),
    ],
    finish_reason: reason,
  }));
}

function toObjects(list: unknown): JsonObject[] {
  return Array.isArray(list) ? list.filter(isObject) : [];
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
