/** Logprobs of a server's `/v1`, in the shape of chats or of completions, as tokens of the text. */
import { isObject } from '../../base/check.ts';
import type { JsonObject } from '../../base/check.ts';
import { readAdded } from './extras.ts';
import type { LogprobToken, TextToken } from '../generation.ts';

/** A token, without its place in the text. */
export type GivenToken = Pick<TextToken, 'token' | 'alternatives'>;

export function toGivenTokens(logprobs: unknown): readonly GivenToken[] {
  if (!isObject(logprobs)) return [];
  const { content, tokens, token_logprobs: numbers, top_logprobs: maps } = logprobs;
  if (Array.isArray(content)) return content.filter(isObject).map(toChatToken);
  if (!Array.isArray(tokens)) return [];
  return tokens.map((text, at) => ({
    token: { text: toText(text), logprob: toNumber(itemOf(numbers, at)) },
    alternatives: toAlternatives(itemOf(maps, at)),
  }));
}

/**
 * The tokens of which a whole text consists: TGI counts special ones, which are not in the text, among them. All of them where they do
 * not begin with the text.
 */
export function withinText(tokens: readonly GivenToken[], text: string): readonly GivenToken[] {
  const joined = tokens.map(({ token }) => token.text).join('');
  if (!joined.startsWith(text)) return tokens;
  let length = 0;
  return tokens.filter(({ token }) => {
    const isWithin = length < text.length;
    length += token.text.length;
    return isWithin;
  });
}

function toChatToken(entry: JsonObject): GivenToken {
  const { top_logprobs: top } = entry;
  return { token: toToken(entry), alternatives: Array.isArray(top) ? top.filter(isObject).map(toToken) : [] };
}

/** Members of a token that are read one by one. */
const READ: ReadonlySet<string> = new Set(['token', 'logprob', 'bytes', 'top_logprobs']);

function toToken(entry: JsonObject): LogprobToken {
  const { token, logprob, bytes } = entry;
  const isBytes = Array.isArray(bytes) && bytes.every((byte) => Number.isInteger(byte));
  const added = readAdded(entry, READ);
  return { text: toText(token), logprob: toNumber(logprob), ...(isBytes && { bytes }), ...(added && { added }) };
}

function toAlternatives(map: unknown): readonly LogprobToken[] {
  if (!isObject(map)) return [];
  return Object.entries(map).map(([text, logprob]) => ({ text, logprob: toNumber(logprob) }));
}

function itemOf(list: unknown, index: number): unknown {
  return Array.isArray(list) ? list[index] : undefined;
}

function toNumber(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
