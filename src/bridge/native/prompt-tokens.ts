/** The tokens of an echoed prompt, which `echo` with `logprobs` asks for. */
import { UnsupportedError } from '../../base/errors.ts';
import type { EasyLLMError } from '../../base/errors.ts';
import { isObject } from '../../base/check.ts';
import type { TextToken } from '../generation.ts';

/** TGI's `details.prefill`, as tokens of the text. Markers that the prompt does not show stand where they were. */
export function toPromptTokens(prefill: unknown, prompt: string): TextToken[] {
  let offset = 0;
  const given: readonly unknown[] = Array.isArray(prefill) ? prefill : [];
  return given.filter(isObject).map(({ text, logprob }) => {
    const token = { text: String(text ?? ''), logprob: typeof logprob === 'number' ? logprob : null };
    const own = { token, offset, alternatives: token.logprob === null ? [] : [token] };
    if (prompt.startsWith(token.text, offset)) offset += token.text.length;
    return own;
  });
}

/** For scores of a prompt whose tokens do not come: a score without them would be one of nothing. */
export function toNoPromptTokens(reason: string): EasyLLMError {
  return new UnsupportedError(
    `${reason} the tokens of the prompt, which \`echo\` with \`logprobs\` asks for. Leave one of them out, or start TGI with \`--enable-prefill-logprobs\` and do not stream.`,
    { param: 'logprobs' },
  );
}
