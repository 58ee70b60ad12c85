/** What TGI's native API said, read from the text of an answer or of an event, without the product's help. */
import { type JsonObject, isObject, parseJson } from './json.ts';
import type { Recording } from './recording.ts';
import { readEventData } from './sse.ts';

export interface NativeToken {
  text: string;
  logprob: number | null;
}

export interface NativeDetails {
  finishReason: string | null;
  /** In all its digits. */
  seed: string | null;
  generatedTokens: number | undefined;
  inputLength: number | undefined;
}

export interface NativeAnswer {
  /** The prompt, where the server was asked to repeat it before the text. */
  echo: string;
  /** What was generated. */
  text: string;
  /** Those of the text: special ones are left out. */
  tokens: readonly NativeToken[];
  /** The likeliest tokens in place of each; undefined where none are recorded. */
  alternatives: readonly (readonly NativeToken[])[] | undefined;
  /** Tokens of the prompt, where the server was asked for them. */
  prefill: readonly NativeToken[];
  details: NativeDetails;
}

/** A whole answer, at the root route a list of one. Undefined for another shape. */
export function readNativeAnswer({ body, request }: Recording): NativeAnswer | undefined {
  const parsed = parseJson(body);
  const answer = Array.isArray(parsed) && parsed.length === 1 ? parsed[0] : parsed;
  if (!isObject(answer) || typeof answer['generated_text'] !== 'string') return undefined;
  const details = toObject(answer['details']);
  const all = toList(details['tokens']).filter(isObject);
  const top = toList(details['top_tokens']);
  const kept = all.flatMap((token, index) => (token['special'] === true ? [] : [{ token, index }]));
  const tokens = kept.map(({ token }) => toToken(token));
  // TGI drops a text whose last character was cut: the tokens have it.
  const isLost = answer['generated_text'] === '' && details['finish_reason'] === 'length';
  const text = isLost ? tokens.map((token) => token.text).join('') : answer['generated_text'];
  return {
    ...splitEcho(text, tokens, request),
    tokens,
    alternatives: top.length === 0 ? undefined : kept.map(({ index }) => toAlternatives(top[index])),
    prefill: toList(details['prefill']).filter(isObject).map(toToken),
    details: toDetails(details),
  };
}

export interface NativeStream {
  /** The text of every token event, in order; special tokens have none. */
  pieces: readonly string[];
  tokens: readonly NativeToken[];
  end:
    | { is: 'whole'; echo: string; text: string; details: NativeDetails }
    | { is: 'truncated' }
    | { is: 'malformed' }
    | { is: 'error'; event: JsonObject }
    | { is: 'foreign' };
}

/** The events up to the last, the first error, or the end of the text. What cannot be parsed was cut off, unless more follows it. */
export function readNativeStream(text: string, request: JsonObject = {}): NativeStream {
  const pieces: string[] = [];
  const tokens: NativeToken[] = [];
  const all = readEventData(text).filter((data) => data !== '[DONE]');
  for (const [index, data] of all.entries()) {
    const event = parseJson(data);
    if (event === undefined) {
      return { pieces, tokens, end: { is: index === all.length - 1 ? 'truncated' : 'malformed' } };
    }
    if (!isObject(event)) return { pieces, tokens, end: { is: 'foreign' } };
    if (event['error'] !== undefined && event['error'] !== null) return { pieces, tokens, end: { is: 'error', event } };
    const token = event['token'];
    const generated = event['generated_text'];
    if (!isObject(token) && typeof generated !== 'string') return { pieces, tokens, end: { is: 'foreign' } };
    if (isObject(token)) {
      pieces.push(token['special'] === true ? '' : toToken(token).text);
      if (token['special'] !== true) tokens.push(toToken(token));
    }
    if (typeof generated === 'string') {
      const details = toDetails(toObject(event['details']));
      return { pieces, tokens, end: { is: 'whole', ...splitEcho(generated, tokens, request), details } };
    }
  }
  return { pieces, tokens, end: { is: 'truncated' } };
}

/** Tells a repeated prompt from the generated text: by the tokens, or by the request where there are none. */
function splitEcho(all: string, tokens: readonly NativeToken[], request: JsonObject): { echo: string; text: string } {
  const joined = tokens.map(({ text }) => text).join('');
  const isEnd = (end: string) => end !== '' && all.endsWith(end);
  const inputs = request['inputs'];
  const asked = typeof inputs === 'string' && all.startsWith(inputs) ? inputs.length : 0;
  const end = [joined, joined.replace(/^ /, '')].find(isEnd);
  const at = end === undefined ? asked : all.length - end.length;
  return { echo: all.slice(0, at), text: all.slice(at) };
}

function toDetails(details: JsonObject): NativeDetails {
  const { finish_reason: finishReason, seed, generated_tokens: generatedTokens, input_length: inputLength } = details;
  return {
    finishReason: typeof finishReason === 'string' ? finishReason : null,
    seed: seed === undefined || seed === null ? null : String(seed),
    generatedTokens: typeof generatedTokens === 'number' ? generatedTokens : undefined,
    inputLength: typeof inputLength === 'number' ? inputLength : undefined,
  };
}

function toAlternatives(tokens: unknown): NativeToken[] {
  return toList(tokens).flatMap((token) => (isObject(token) && token['special'] !== true ? [toToken(token)] : []));
}

function toToken({ text, logprob }: JsonObject): NativeToken {
  return { text: typeof text === 'string' ? text : '', logprob: typeof logprob === 'number' ? logprob : null };
}

function toObject(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
