/** Tokens and errors as TGI answers them, on whichever route it is asked. */
import { isObject, tryParse } from '../base/check.ts';
import { encodeEvent } from '../net/sse.ts';
import type { FakeAnswer, FakeRequest, FakeStep } from './fake-tgi.ts';
import { EVENT_STREAM, toEvents } from './native-answers.ts';

/** A generation. */
export interface TokenAnswer {
  /** One event each where a stream is asked for, else one text. */
  tokens: readonly string[];
  /** Before each token. Default: 0. */
  delayMs?: number;
  /** How it ends, if not well: the connection is cut after these tokens, or a stream has an error as its last event. */
  end?: 'cut' | ErrorAnswer;
}

/** An error in TGI's words. */
export interface ErrorAnswer {
  error: string;
  /** Decides the status: `validation` 422, `generation` 424, `overloaded` 429, `incomplete_generation` 500, `healthcheck` 503. */
  error_type: string;
}

const STATUS_OF_ERROR_TYPE: ReadonlyMap<string, number> = new Map([
  ['validation', 422],
  ['template_error', 422],
  ['missing_template_variable', 422],
  ['tool_error', 422],
  ['suffix not supported', 422],
  ['batch size exceeded', 422],
  ['generation', 424],
  ['overloaded', 429],
  ['healthcheck', 503],
]);

/** Known before a stream opens; all others a stream tells by an event, under status 200. */
const BEFORE_STREAM = [
  'template_error',
  'missing_template_variable',
  'tool_error',
  'suffix not supported',
  'batch size exceeded',
  'healthcheck',
];

export function toErrorAnswer(answer: ErrorAnswer, request: FakeRequest): FakeAnswer {
  const { route, isStreaming } = toAsked(request);
  if (isStreaming && !BEFORE_STREAM.includes(answer.error_type)) {
    return { headers: EVENT_STREAM, steps: toErrorEvents(answer, route) };
  }
  return toWholeError(answer);
}

function toWholeError({ error, error_type }: ErrorAnswer): FakeAnswer {
  const status = STATUS_OF_ERROR_TYPE.get(error_type) ?? 500;
  return { status, steps: [{ send: JSON.stringify({ error, error_type }) }] };
}

/** On `/v1` the status is 422 whatever happened, and the stream is ended as others are. */
function toErrorEvents({ error, error_type }: ErrorAnswer, route: string): readonly FakeStep[] {
  if (!isOpenAI(route)) return [{ send: encodeEvent({ data: JSON.stringify({ error, error_type }) }) }];
  const event = { error: { message: error, http_status_code: 422 } };
  return [{ send: encodeEvent({ data: JSON.stringify(event) }) }, { send: encodeEvent({ data: '[DONE]' }) }];
}

export function toTokenAnswer(answer: TokenAnswer, request: FakeRequest): FakeAnswer {
  const asked = toAsked(request);
  if (asked.isStreaming) return { headers: EVENT_STREAM, steps: toStreamSteps(answer, asked) };
  const { end } = answer;
  return typeof end === 'object' ? toWholeError(end) : { steps: toWholeSteps(answer, asked.route) };
}

/** A call of a tool, and what it is given, as JSON. */
interface ScriptedCall {
  readonly name: string;
  readonly arguments: string;
}

/** Calls of tools: whole, or token by token. No chunk has a finish reason; only `[DONE]` ends them. */
export function toCallAnswer(calls: readonly ScriptedCall[], answer: TokenAnswer, request: FakeRequest): FakeAnswer {
  const { isStreaming, route } = toAsked(request);
  const { end, delayMs = 0 } = answer;
  if (end !== undefined && !(isStreaming && calls.length > 0)) return toTokenAnswer(answer, request);
  if (!isStreaming) {
    const made = calls.map(({ name, arguments: given }, id) => ({
      id: String(id),
      type: 'function',
      function: { description: null, name, arguments: given },
    }));
    const choice = {
      index: 0,
      message: { role: 'assistant', tool_calls: made },
      logprobs: null,
      finish_reason: 'stop',
    };
    return { steps: [{ send: JSON.stringify({ ...toHead(route, false), choices: [choice], usage: withUsage(8) }) }] };
  }
  const steps = calls.flatMap(toCallParts).flatMap((part): FakeStep[] => {
    const delta = { role: 'assistant', tool_calls: [part] };
    const choices = [{ index: 0, delta, logprobs: null, finish_reason: null }];
    const event = encodeEvent({ data: JSON.stringify({ ...toHead(route, true), choices, usage: null }) });
    return [...(delayMs > 0 ? [{ waitMs: delayMs }] : []), { send: event }];
  });
  const closing: readonly FakeStep[] = [{ send: encodeEvent({ data: '[DONE]' }) }];
  if (end === 'cut') return { headers: EVENT_STREAM, steps: [...steps, 'headers', 'cut'] };
  return { headers: EVENT_STREAM, steps: [...steps, ...(end === undefined ? closing : toErrorEvents(end, route))] };
}

/** The name comes with the first piece, and is null in the others. */
function toCallParts({ name, arguments: given }: ScriptedCall, index: number): readonly object[] {
  const middle = Math.ceil(given.length / 2);
  return [given.slice(0, middle), given.slice(middle)].map((piece, number) => ({
    index,
    id: String(index),
    type: 'function',
    function: { name: number === 0 ? name : null, arguments: piece },
  }));
}

interface Asked {
  readonly route: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly isStreaming: boolean;
}

function toAsked({ path, body: text }: FakeRequest): Asked {
  const route = path.replace(/\?.*/, '');
  const body = parseObject(text);
  return { route, body, isStreaming: route.endsWith('/generate_stream') || body['stream'] === true };
}

/** Empty for a body that is no JSON, which is for the script to judge. */
function parseObject(body: string): Readonly<Record<string, unknown>> {
  const value = tryParse(body);
  return isObject(value) ? value : {};
}

function toStreamSteps({ tokens, delayMs = 0, end }: TokenAnswer, asked: Asked): readonly FakeStep[] {
  const { route } = asked;
  const events = isOpenAI(route) ? toChunks(tokens, asked) : toEvents(tokens.length > 0 ? tokens : ['']);
  // What ends badly has no last event, which would say that all is well.
  const kept = end === undefined ? events : toUnfinished(events, tokens, route);
  const steps = kept.flatMap((event): FakeStep[] => [...(delayMs > 0 ? [{ waitMs: delayMs }] : []), { send: event }]);
  if (end === 'cut') return [...steps, 'headers', 'cut'];
  return end === undefined ? steps : [...steps, ...toErrorEvents(end, route)];
}

/** All tokens, none of them the last. */
function toUnfinished(events: readonly string[], tokens: readonly string[], route: string): readonly string[] {
  return isOpenAI(route) ? events.slice(0, tokens.length) : toEvents([...tokens, '']).slice(0, tokens.length);
}

function toWholeSteps({ tokens, delayMs = 0, end }: TokenAnswer, route: string): readonly FakeStep[] {
  const waiting: FakeStep[] = delayMs > 0 ? [{ waitMs: delayMs * tokens.length }] : [];
  if (end === 'cut') return [...waiting, 'headers', 'cut'];
  return [...waiting, { send: JSON.stringify(toWhole(tokens, route)) }];
}

const USAGE = { prompt_tokens: 6, completion_tokens: 0, total_tokens: 6 };

function toWhole(tokens: readonly string[], route: string): unknown {
  const text = tokens.join('');
  if (isOpenAI(route)) {
    const content = isChat(route) ? { message: { role: 'assistant', content: text } } : { text };
    const choice = { index: 0, ...content, logprobs: null, finish_reason: 'stop' };
    return { ...toHead(route, false), choices: [choice], usage: withUsage(tokens.length) };
  }
  const details = {
    finish_reason: 'eos_token',
    generated_tokens: tokens.length,
    seed: null,
    prefill: [],
    tokens: tokens.map((token, id) => ({ id, text: token, logprob: -0.5, special: false })),
  };
  const generation = { generated_text: text, details };
  return route.endsWith('/generate') ? generation : [generation];
}

function toChunks(tokens: readonly string[], { route, body }: Asked): readonly string[] {
  const chunks = isChat(route) ? toChatChunks(tokens, body) : toCompletionChunks(tokens);
  const events = chunks.map((chunk) => encodeEvent({ data: JSON.stringify({ ...toHead(route, true), ...chunk }) }));
  return [...events, encodeEvent({ data: '[DONE]' })];
}

/** The end of sequence is a token of its own, without text; the usage a chunk of its own, if it is asked for. */
function toChatChunks(tokens: readonly string[], body: Asked['body']): readonly object[] {
  const contents = [...tokens.map((content) => ({ content, reason: null })), { content: '', reason: 'stop' }];
  const chunks = contents.map(({ content, reason }) => {
    const delta = { role: 'assistant', content };
    return { choices: [{ index: 0, delta, logprobs: null, finish_reason: reason }], usage: null };
  });
  const { stream_options: options } = body;
  const isUsageWanted = isObject(options) && options['include_usage'] === true;
  return isUsageWanted ? [...chunks, { choices: [], usage: withUsage(tokens.length) }] : chunks;
}

/** Reasons are empty until the last one, which is as the native API has it. */
function toCompletionChunks(tokens: readonly string[]): readonly object[] {
  const choice = { index: 0, logprobs: null };
  const last = { choices: [{ ...choice, text: '', finish_reason: 'eos_token' }], usage: withUsage(tokens.length) };
  return [...tokens.map((text) => ({ choices: [{ ...choice, text, finish_reason: '' }] })), last];
}

function toHead(route: string, isChunk: boolean) {
  const object = isChat(route) ? `chat.completion${isChunk ? '.chunk' : ''}` : 'text_completion';
  return { object, id: '', created: 1_700_000_000, model: 'tgi', system_fingerprint: '3.3.7-native' };
}

function withUsage(count: number) {
  return { ...USAGE, completion_tokens: count, total_tokens: USAGE.prompt_tokens + count };
}

function isOpenAI(route: string): boolean {
  return isChat(route) || route.endsWith('/completions');
}

function isChat(route: string): boolean {
  return route.endsWith('/chat/completions');
}
