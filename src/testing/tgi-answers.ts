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
  const { route, isStreaming } = toTgiAsked(request);
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
export function toErrorEvents({ error, error_type }: ErrorAnswer, route: string): readonly FakeStep[] {
  if (!isOpenAI(route)) return [{ send: encodeEvent({ data: JSON.stringify({ error, error_type }) }) }];
  const event = { error: { message: error, http_status_code: 422 } };
  return [{ send: encodeEvent({ data: JSON.stringify(event) }) }, { send: encodeEvent({ data: '[DONE]' }) }];
}

export function toTokenAnswer(answer: TokenAnswer, request: FakeRequest): FakeAnswer {
  const asked = toTgiAsked(request);
  if (asked.isStreaming) return { headers: EVENT_STREAM, steps: toStreamSteps(answer, asked) };
  const { end } = answer;
  return typeof end === 'object' ? toWholeError(end) : { steps: toWholeSteps(answer, asked) };
}

interface TgiAsked {
  readonly route: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly isStreaming: boolean;
}

export function toTgiAsked({ path, body: text }: FakeRequest): TgiAsked {
  const route = path.replace(/\?.*/, '');
  const body = parseObject(text);
  return { route, body, isStreaming: route.endsWith('/generate_stream') || body['stream'] === true };
}

/** Empty for a body that is no JSON, which is for the script to judge. */
function parseObject(body: string): Readonly<Record<string, unknown>> {
  const value = tryParse(body);
  return isObject(value) ? value : {};
}

/** What is generated: the tokens up to a limit or a stop sequence, and TGI's word for the end. */
interface Generated {
  readonly tokens: readonly string[];
  readonly finish: 'eos_token' | 'length' | 'stop_sequence';
}

/** From 3.1.1 on the limit is looked at where parts of this many tokens end. */
const PART = 1024;

function toGenerated(tokens: readonly string[], { body }: TgiAsked): Generated {
  const parameters = isObject(body['parameters']) ? body['parameters'] : body;
  const { max_new_tokens: native, max_tokens: v1 = native, max_completion_tokens: limit = v1, stop } = parameters;
  const most = typeof limit === 'number' ? toKeptLimit(limit) : Number.POSITIVE_INFINITY;
  const kept = tokens.slice(0, most);
  const stopped = toStopped(kept, stop);
  if (stopped !== undefined) return { tokens: stopped, finish: 'stop_sequence' };
  return { tokens: kept, finish: most <= tokens.length ? 'length' : 'eos_token' };
}

function toKeptLimit(limit: number): number {
  return limit > PART ? Math.ceil(limit / PART) * PART : limit;
}

/** The text keeps the stop sequence that ends it, and only one that ends with a token does. */
function toStopped(tokens: readonly string[], stop: unknown): readonly string[] | undefined {
  const stops = Array.isArray(stop) ? stop.filter((each) => typeof each === 'string' && each !== '') : [];
  if (stops.length === 0) return undefined;
  let text = '';
  for (const [at, token] of tokens.entries()) {
    text += token;
    if (stops.some((each) => text.endsWith(each))) return tokens.slice(0, at + 1);
  }
  return undefined;
}

function toStreamSteps({ tokens, delayMs = 0, end }: TokenAnswer, asked: TgiAsked): readonly FakeStep[] {
  const { route } = asked;
  const generated = toGenerated(tokens, asked);
  const events = isOpenAI(route) ? toChunks(generated, asked) : toNativeEvents(generated);
  // What ends badly has no last event, which would say that all is well.
  const kept = end === undefined ? events : toUnfinished(events, tokens, route);
  const steps = kept.flatMap((event): FakeStep[] => [...(delayMs > 0 ? [{ waitMs: delayMs }] : []), { send: event }]);
  if (end === 'cut') return [...steps, 'headers', 'cut'];
  return end === undefined ? steps : [...steps, ...toErrorEvents(end, route)];
}

function toNativeEvents({ tokens, finish }: Generated): readonly string[] {
  return toEvents(tokens.length > 0 ? tokens : [''], finish);
}

/** All tokens, none of them the last. */
function toUnfinished(events: readonly string[], tokens: readonly string[], route: string): readonly string[] {
  return isOpenAI(route) ? events.slice(0, tokens.length) : toEvents([...tokens, '']).slice(0, tokens.length);
}

function toWholeSteps({ tokens, delayMs = 0, end }: TokenAnswer, asked: TgiAsked): readonly FakeStep[] {
  const waiting: FakeStep[] = delayMs > 0 ? [{ waitMs: delayMs * tokens.length }] : [];
  if (end === 'cut') return [...waiting, 'headers', 'cut'];
  return [...waiting, { send: JSON.stringify(toWhole(toGenerated(tokens, asked), asked)) }];
}

const PROMPT_TOKENS = 6;

/** Of a text that came where a tool might have been called, the usage is of the pass that chose none. */
const NO_TOOL_TOKENS = 14;

function toWhole({ tokens, finish }: Generated, { route, body }: TgiAsked): unknown {
  const text = tokens.join('');
  if (isOpenAI(route)) {
    const content = isChat(route) ? { message: { role: 'assistant', content: text } } : { text };
    const finish_reason = finish === 'eos_token' ? 'stop' : finish;
    // Those of several prompts come in the order in which they ended.
    const choices = promptsOf(body).map((index) => ({ index, ...content, logprobs: null, finish_reason }));
    const spent = isTextInstead(body) ? NO_TOOL_TOKENS : tokens.length;
    return { ...toTgiHead(route, false), choices: choices.toReversed(), usage: toTgiUsage(spent, choices.length) };
  }
  const details = {
    finish_reason: finish,
    generated_tokens: tokens.length,
    seed: null,
    prefill: [],
    tokens: tokens.map((token, id) => ({ id, text: token, logprob: -0.5, special: false })),
  };
  const generation = { generated_text: text, details };
  return route.endsWith('/generate') ? generation : [generation];
}

function promptsOf({ prompt }: TgiAsked['body']): readonly number[] {
  return Array.isArray(prompt) ? [...prompt.keys()] : [0];
}

function isTextInstead({ tools, tool_choice: choice = 'auto' }: TgiAsked['body']): boolean {
  return Array.isArray(tools) && tools.length > 0 && choice === 'auto';
}

function toChunks(generated: Generated, { route, body }: TgiAsked): readonly string[] {
  const chunks = isChat(route) ? toChatChunks(generated, body) : toCompletionChunks(generated, promptsOf(body));
  const events = chunks.map((chunk) => encodeEvent({ data: JSON.stringify({ ...toTgiHead(route, true), ...chunk }) }));
  return [...events, encodeEvent({ data: '[DONE]' })];
}

/** The end of sequence is a token of its own, without text; any other end is told by the last token. */
function toChatChunks({ tokens, finish }: Generated, body: TgiAsked['body']): readonly object[] {
  const contents = tokens.map((content, at) => ({ content, reason: at === tokens.length - 1 ? finish : null }));
  const all = finish === 'eos_token' ? [...contents.map(toUnended), { content: '', reason: 'stop' }] : contents;
  const chunks = all.map(({ content, reason }) => {
    const delta = { role: 'assistant', content };
    return { choices: [{ index: 0, delta, logprobs: null, finish_reason: reason }], usage: null };
  });
  return asksUsage(body) ? [...chunks, { choices: [], usage: toTgiUsage(tokens.length) }] : chunks;
}

function toUnended({ content }: { content: string }): { content: string; reason: string | null } {
  return { content, reason: null };
}

/** Whether the usage is asked for, which then is a chunk of its own. */
export function asksUsage({ stream_options: options }: TgiAsked['body']): boolean {
  return isObject(options) && options['include_usage'] === true;
}

/** Reasons are empty until the last one of each prompt, which is as the native API has it. */
function toCompletionChunks({ tokens, finish }: Generated, prompts: readonly number[]): readonly object[] {
  const texts = finish === 'eos_token' ? [...tokens, ''] : tokens;
  return texts.flatMap((text, at) => {
    const isLast = at === texts.length - 1;
    return prompts.map((index) => ({
      choices: [{ index, logprobs: null, text, finish_reason: isLast ? finish : '' }],
      ...(isLast && { usage: toTgiUsage(tokens.length) }),
    }));
  });
}

export function toTgiHead(route: string, isChunk: boolean) {
  const object = isChat(route) ? `chat.completion${isChunk ? '.chunk' : ''}` : 'text_completion';
  return { object, id: '', created: 1_700_000_000, model: 'tgi', system_fingerprint: '3.3.7-native' };
}

/** Of as many prompts. */
export function toTgiUsage(count: number, prompts = 1) {
  const [prompt, completion] = [PROMPT_TOKENS * prompts, count * prompts];
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
}

function isOpenAI(route: string): boolean {
  return isChat(route) || route.endsWith('/completions');
}

function isChat(route: string): boolean {
  return route.endsWith('/chat/completions');
}
