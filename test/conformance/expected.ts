/** What the rules make of a native answer: the parts that whole answers and streams share. */
import type { NativeAnswer, NativeDetails, NativeToken } from './native-answer.ts';

/** OpenAI's finish reason; undefined where the server did not say. */
export function expectedFinishReason({ finishReason }: NativeDetails): 'stop' | 'length' | undefined {
  if (finishReason === null) return undefined;
  return finishReason === 'length' ? 'length' : 'stop';
}

/** Exact counts or none. */
export function expectedUsage(
  promptTokens: number | undefined,
  completionTokens: number | undefined,
): object | undefined {
  if (promptTokens === undefined || completionTokens === undefined) return undefined;
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
  };
}

/** OpenAI's number for a token without a known probability. */
export const NO_LOGPROB = -9999;

/** A token in the shape of chats. */
export function expectedTokenLogprob({ text, logprob }: NativeToken): object {
  return { token: text, logprob: logprob ?? NO_LOGPROB, bytes: [...new TextEncoder().encode(text)] };
}

/** Where each token begins in the text, an echoed prompt included. The first may have a space that the text has not. */
export function expectedOffsets({ echo, text, tokens }: Pick<NativeAnswer, 'echo' | 'text' | 'tokens'>): number[] {
  const dropped = tokens[0]?.text.startsWith(' ') === true && !text.startsWith(' ') ? 1 : 0;
  let length = 0;
  return tokens.map((token) => {
    const offset = echo.length + Math.max(0, length - dropped);
    length += token.text.length;
    return offset;
  });
}

/** A piece from the middle of a text, to stop at; undefined where the text is too short to have one. */
export function chooseStop(text: string): string | undefined {
  const letters = [...text];
  const stop = letters
    .slice(Math.floor(letters.length / 2))
    .slice(0, 3)
    .join('');
  return letters.length < 2 || stop === '' ? undefined : stop;
}
