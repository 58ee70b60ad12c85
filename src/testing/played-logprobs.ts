/** Probabilities as a server that is played writes them. */
import type { JsonObject } from '../base/check.ts';
import type { Asked, TextHabits } from './servers/likeness.ts';

/** The probability of each token, which is always the same. Undefined where they are not asked for, or not made. */
export function toLogprobs(
  tokens: readonly string[],
  { asked, habits, isChat }: { asked: Asked; habits: TextHabits; isChat: boolean },
): JsonObject | undefined {
  const { logprobs } = asked.body;
  const form = isChat ? habits.logprobs.is.chat && 'as chat' : habits.logprobs.is.completion;
  const isAsked = isChat ? logprobs === true : typeof logprobs === 'number';
  if (form === false || !isAsked) return undefined;
  if (form === 'as chat') {
    return {
      content: tokens.map((token) => ({
        token,
        logprob: -0.5,
        bytes: [...new TextEncoder().encode(token)],
        top_logprobs: [],
      })),
    };
  }
  const offsets = tokens.map((_, index) => tokens.slice(0, index).join('').length);
  return {
    text_offset: offsets,
    token_logprobs: tokens.map(() => -0.5),
    tokens,
    top_logprobs: tokens.map((token) => ({ [token]: -0.5 })),
  };
}
