/** What the facade must make of a recorded body, by the rules of what words mean; made of the bytes and of the request alone. */
import { type ExpectedError, expectedError, expectedInBandError } from '../expected-error.ts';
import { type JsonObject, isObject, parseJson } from '../json.ts';
import { readEventData } from '../sse.ts';
import type { Exchange } from './exchange.ts';
import { type Said, type SaidCall, type SaidChoice, toArray, toSaid } from './reading.ts';
import { calledIn } from './truth.ts';

export interface WantedChoice {
  text: string;
  reasoning: string;
  calls: readonly { name: string; arguments: string }[];
  finishReason: string;
  /** The server's word, where it was changed and the server is no TGI. */
  nativeFinishReason: string | undefined;
  logprobs: readonly unknown[] | null;
}

export interface WantedAnswer {
  is: 'answer';
  said: Said;
  choices: readonly WantedChoice[];
  usage: JsonObject | undefined;
}

export type Want =
  | WantedAnswer
  | { is: 'error'; error: ExpectedError; texts: readonly string[] }
  | { is: 'truncated'; texts: readonly string[] }
  /** The shape is none that these endpoints have. */
  | { is: 'foreign' };

/** What a whole response says. */
export function wantOfWhole(exchange: Exchange): Want {
  const { status = 0, body, path } = exchange;
  if (status >= 400)
    return { is: 'error', error: expectedError({ status, body, url: `http://recorded.test${path}` }), texts: [] };
  const parsed = parseJson(body);
  if (!isObject(parsed)) return { is: 'foreign' };
  if (isObject(parsed['error'])) return { is: 'error', error: expectedInBandError(parsed), texts: [] };
  if (!Array.isArray(parsed['choices']) || parsed['choices'].length === 0) return { is: 'foreign' };
  return toWant(exchange, [parsed], { isOver: true });
}

/** What the events say, as far as the text goes. */
export function wantOfStream(exchange: Exchange, text = exchange.body): Want {
  const data = readEventData(text);
  const isDone = data.includes('[DONE]');
  const events = data.filter((each) => each !== '[DONE]').map(parseJson);
  // The last one may have been cut: then it says nothing, and what it would have said is missing.
  const isCut = events.length > 0 && events.at(-1) === undefined && data.at(-1) !== '';
  const known = events.at(-1) === undefined ? events.slice(0, -1) : events;
  const chunks: JsonObject[] = [];
  for (const event of known) {
    if (!isObject(event)) return { is: 'foreign' };
    if (event['error'] !== undefined && event['error'] !== null) {
      return { is: 'error', error: expectedInBandError(event), texts: textsOf(exchange, chunks) };
    }
    chunks.push(event);
  }
  if (isCut) return { is: 'truncated', texts: textsOf(exchange, chunks) };
  return toWant(exchange, chunks, { isOver: isDone });
}

function toWant(exchange: Exchange, parts: readonly JsonObject[], { isOver }: { isOver: boolean }): Want {
  const said = toSaid(withoutEndTokens(exchange, parts));
  const isFinished = said.choices.length > 0 && said.choices.every(({ word }) => word !== null);
  if (!isFinished && !(isOver && said.choices.length > 0)) return { is: 'truncated', texts: textsOf(exchange, parts) };
  return {
    is: 'answer',
    said,
    choices: said.choices.map((choice) => toWantedChoice(exchange, choice)),
    usage: toUsage(exchange, parts, said),
  };
}

function textsOf(exchange: Exchange, parts: readonly JsonObject[]): string[] {
  const texts: string[] = [];
  for (const { index, text } of toSaid(withoutEndTokens(exchange, parts)).choices) texts[index] = text;
  return Array.from(texts, (text) => text ?? '');
}

/** TGI writes the end token itself as the text of a completion's last chunk. */
function withoutEndTokens({ server }: Exchange, parts: readonly JsonObject[]): readonly JsonObject[] {
  if (server !== 'tgi') return parts;
  return parts.map((part) => ({
    ...part,
    choices: toArray(part['choices']).map((choice) =>
      isObject(choice) && choice['finish_reason'] === 'eos_token' ? { ...choice, text: '' } : choice,
    ),
  }));
}

function toWantedChoice(exchange: Exchange, choice: SaidChoice): WantedChoice {
  const { server, request } = exchange;
  const calls = server === 'tgi' ? choice.calls.map((call) => toTgiCall(exchange, call)) : choice.calls;
  const finishReason = toFinishReason(choice.word, calls.length > 0);
  const isChanged = choice.word !== null && choice.word !== finishReason && server !== 'tgi';
  return {
    text: finishReason === 'stop' ? beforeStop(choice.text, request?.['stop']) : choice.text,
    reasoning: choice.reasoning,
    calls,
    finishReason,
    nativeFinishReason: isChanged ? (choice.word ?? undefined) : undefined,
    logprobs: choice.logprobs,
  };
}

const WORDS: Readonly<Record<string, readonly string[]>> = {
  stop: ['eos_token', 'stop_sequence', 'eos', 'stop'],
  length: 'length max_tokens MAX_TOKENS max_output_tokens model_length model_context_window_exceeded repetition'.split(
    ' ',
  ),
  tool_calls: ['tool_calls', 'function_call'],
  content_filter: ['content_filter', 'SAFETY', 'sensitive', 'RECITATION', 'BLOCKLIST', 'PROHIBITED_CONTENT'],
};

/** Where nothing was said, the stream's own end has said it. Calls end with `tool_calls`, unless they were cut or filtered. */
function toFinishReason(word: string | null, hasCalls: boolean): string {
  const known = Object.entries(WORDS).find(([, words]) => words.includes(word ?? 'stop'))?.[0] ?? word ?? 'stop';
  return known === 'stop' && hasCalls ? 'tool_calls' : known;
}

function beforeStop(text: string, stop: unknown): string {
  const places = toArray(stop).flatMap((each) =>
    typeof each === 'string' && text.includes(each) ? text.indexOf(each) : [],
  );
  return places.length === 0 ? text : text.slice(0, Math.min(...places));
}

/** What the model wrote, where that is recorded, since TGI's streams lose it: such a call is asked for again, whole. */
function toTgiCall(exchange: Exchange, call: SaidCall): SaidCall {
  return { ...call, arguments: calledIn(exchange) ?? mended(call.arguments) };
}

/** TGI streams `{` in place of the token that ends a call's name: `{` alone means no arguments, and a comma behind it no member. */
function mended(text: string): string {
  return text === '{' ? '{}' : text.replace(/^\{\s*,/, '{ ');
}

function toUsage(
  { server, request, path }: Exchange,
  parts: readonly JsonObject[],
  said: Said,
): JsonObject | undefined {
  // The number of a whole answer is of a generation that TGI threw away: it was to call a tool, and text came.
  const mayCall = toArray(request?.['tools']).length > 0 && request?.['tool_choice'] !== 'none';
  const isDiscarded = mayCall && said.choices.every(({ calls }) => calls.length === 0);
  if (server === 'tgi' && isDiscarded && request?.['stream'] !== true) return undefined;
  if (server !== 'tgi' || !path.endsWith('/completions') || path.endsWith('/chat/completions')) return said.usage;
  // One for each prompt.
  const usages = parts.map(({ usage }) => usage).filter(isObject);
  return usages.reduce<JsonObject | undefined>(
    (sum, usage) => (sum === undefined ? usage : added(sum, usage)),
    undefined,
  );
}

/** Members that are numbers, added. */
export function added(sum: JsonObject, usage: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(sum).map(([name, value]) => [name, Number(value) + Number(usage[name] ?? 0)]),
  );
}
