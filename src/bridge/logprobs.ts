/** TGI's tokens as logprobs, in the two shapes OpenAI has for them. */
import type {
  ChatCompletionLogprobs,
  ChatCompletionTokenLogprob,
  CompletionLogprobs,
  TopLogprob,
} from '../../generated/openai.ts';
import type { LogprobToken, TextToken } from './generation.ts';

/** What OpenAI gives for a token that is beyond all probability; TGI gives null where it computed none. */
const NO_LOGPROB = -9999;

const utf8 = new TextEncoder();

/** Chat: one object a token. `top` limits the alternatives; TGI gives more where probabilities tie. */
export function toChatLogprobs(tokens: readonly TextToken[], top: number): ChatCompletionLogprobs {
  return { content: tokens.map((token) => toTokenLogprob(token, top)), refusal: null };
}

function toTokenLogprob({ token, alternatives }: TextToken, top: number): ChatCompletionTokenLogprob {
  return Object.assign(toTopLogprob(token), { top_logprobs: alternatives.slice(0, top).map(toTopLogprob) });
}

function toTopLogprob({ text, logprob, bytes, added }: LogprobToken): TopLogprob {
  return { token: text, logprob: logprob ?? NO_LOGPROB, bytes: bytes ?? [...utf8.encode(text)], ...added };
}

/** Completions: parallel lists. Offsets count from the beginning of the choice's text, an echoed prompt included. */
export function toCompletionLogprobs(tokens: readonly TextToken[], top: number): CompletionLogprobs {
  return {
    tokens: tokens.map(({ token }) => token.text),
    token_logprobs: tokens.map(({ token }) => token.logprob ?? null),
    top_logprobs: top === 0 ? null : tokens.map((token) => toTopLogprobs(token, top)),
    text_offset: tokens.map(({ offset }) => offset),
  };
}

/** The first token of a prompt has none: nothing stands before it. */
function toTopLogprobs({ token, alternatives }: TextToken, top: number): Record<string, number> | null {
  const isFirst = alternatives.length === 0 && (token.logprob ?? null) === null;
  return isFirst ? null : toLogprobMap(alternatives.slice(0, top));
}

function toLogprobMap(tokens: readonly LogprobToken[]): Record<string, number> {
  // A null prototype would not survive structuredClone; keys such as `__proto__` are defined, not assigned, by fromEntries.
  return Object.fromEntries(tokens.map(({ text, logprob }) => [text, logprob ?? NO_LOGPROB]));
}
