/** Calls of tools as TGI writes them, whole and streamed (TGI router, chat.rs; recorded from 3.3.7). */
import { isObject, tryParse } from '../base/check.ts';
import { encodeEvent } from '../net/sse.ts';
import type { FakeAnswer, FakeRequest, FakeStep } from './fake-tgi.ts';
import { EVENT_STREAM } from './native-answers.ts';
import type { TokenAnswer } from './tgi-answers.ts';
import { toErrorEvents, toTgiAsked, toTgiHead, toTgiUsage, toTokenAnswer, asksUsage } from './tgi-answers.ts';

/** A call of a tool, and what it is given, as JSON. */
export interface ScriptedCall {
  readonly name: string;
  readonly arguments: string;
  /** The model writes the arguments just so; else with spaces, as TGI asks it to. */
  readonly isVerbatim: boolean;
}

/** What a call costs. */
const TOKENS = 8;

/** No chunk of a call has a finish reason; only `[DONE]` ends it. */
export function toCallAnswer(calls: readonly ScriptedCall[], answer: TokenAnswer, request: FakeRequest): FakeAnswer {
  const { isStreaming, route, body } = toTgiAsked(request);
  const { end, delayMs = 0 } = answer;
  if (end !== undefined && !(isStreaming && calls.length > 0)) return toTokenAnswer(answer, request);
  if (!isStreaming) return toWholeCalls(calls, route);
  const steps = calls.flatMap(toCallParts).flatMap((part): FakeStep[] => {
    const delta = { role: 'assistant', tool_calls: [part] };
    const choices = [{ index: 0, delta, logprobs: null, finish_reason: null }];
    return [...(delayMs > 0 ? [{ waitMs: delayMs }] : []), toChunk(route, { choices, usage: null })];
  });
  if (end === 'cut') return { headers: EVENT_STREAM, steps: [...steps, 'headers', 'cut'] };
  if (end !== undefined) return { headers: EVENT_STREAM, steps: [...steps, ...toErrorEvents(end, route)] };
  const usage = asksUsage(body) ? [toChunk(route, { choices: [], usage: toTgiUsage(TOKENS) })] : [];
  return { headers: EVENT_STREAM, steps: [...steps, ...usage, { send: encodeEvent({ data: '[DONE]' }) }] };
}

function toChunk(route: string, rest: object): FakeStep {
  return { send: encodeEvent({ data: JSON.stringify({ ...toTgiHead(route, true), ...rest }) }) };
}

function toWholeCalls(calls: readonly ScriptedCall[], route: string): FakeAnswer {
  const tool_calls = calls.map(({ name, arguments: given }, id) => ({
    id: String(id),
    type: 'function',
    function: { description: null, name, arguments: given },
  }));
  const choice = { index: 0, message: { role: 'assistant', tool_calls }, logprobs: null, finish_reason: 'stop' };
  return {
    steps: [{ send: JSON.stringify({ ...toTgiHead(route, false), choices: [choice], usage: toTgiUsage(TOKENS) }) }],
  };
}

/** The name comes with the first piece, and is null in the others; the id in all. */
function toCallParts(call: ScriptedCall, index: number): readonly object[] {
  return toFragments(call).map((piece, number) => ({
    index,
    id: String(index),
    type: 'function',
    function: { name: number === 0 ? call.name : null, arguments: piece },
  }));
}

/** What a model of Llama 3 or Qwen writes of JSON as one token. */
const TOKENS_OF_JSON = /","|":"|"\}|\}\}|",|":|\{"|\s*[\p{L}\p{N}]+|\s*[^\p{L}\p{N}\s]|\s/gu;

/**
 * Nothing is sent before a name can be read; then `{`, in the place of the whole token that completed it; then the others, but for the
 * last brace. So arguments are lost where they share that token, as in compact JSON.
 */
function toFragments(call: ScriptedCall): readonly string[] {
  const fragments: string[] = [];
  let text = '';
  for (const token of toModelText(call).match(TOKENS_OF_JSON) ?? []) {
    text += token;
    if (fragments.length === 0) {
      if (isCall(`${text.replace(/[\s,}]+$/u, '')}}}`)) fragments.push('{');
    } else if (isCall(text)) return [...fragments, token.trimEnd().replace(/\}$/, '')];
    else fragments.push(token);
  }
  return fragments;
}

/** In the form that TGI's grammar asks for: `{"function": {"_name": "get_time", …}}`. */
function toModelText({ name, arguments: given, isVerbatim }: ScriptedCall): string {
  const called = JSON.stringify(name);
  const rest = given.trimStart().replace(/^\{/, '');
  const isEmpty = /^\s*\}?\s*$/.test(rest);
  const comma = isEmpty || /^\s*,/.test(rest) ? '' : ',';
  if (isVerbatim) return `{"function":{"_name":${called}${comma}${rest}}`;
  return `{"function": {"_name": ${called}${isEmpty ? '}' : `, ${withSpaces(rest)}`}}`;
}

/** JSON with a space after each colon and comma that is of no text. */
function withSpaces(json: string): string {
  return json.replaceAll(/("(?:[^"\\]|\\.)*")|([:,])/gs, (part, text: string | undefined) => text ?? `${part} `);
}

function isCall(text: string): boolean {
  const value = tryParse(text);
  return isObject(value) && isObject(value['function']) && typeof value['function']['_name'] === 'string';
}
