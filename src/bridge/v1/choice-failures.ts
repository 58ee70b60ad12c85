/** What a choice fails of that is no answer, though the server says nothing of a failure. */
import { kindOf } from '../../base/check.ts';
import type { EasyLLMError } from '../../base/errors.ts';
import { InternalServerError, UnsupportedError } from '../../base/errors.ts';

/** For content that is neither text, nor parts, nor null. */
export function toUnreadable(content: unknown): EasyLLMError {
  return new InternalServerError(
    `The server answered with a message whose content is ${kindOf(content)}. Expected a text, a list of parts, or null.`,
    { status: 500, code: 'unreadable_content', attempts: 1 },
  );
}

/** For scores of a prompt whose tokens did not come. */
export function toNoPromptTokens(): EasyLLMError {
  return new UnsupportedError(
    'The server gives no tokens of the prompt, which `echo` with `logprobs` asks for. Leave one of them out, or ask a server that has them (vLLM, SGLang, or TGI natively).',
    { param: 'logprobs' },
  );
}

/** For a message without anything in it and without a word why, or none at all. */
export function toNoAnswer(): EasyLLMError {
  return new InternalServerError(
    'The server answered with a choice that holds no message. Try again, or see the server’s log.',
    { status: 500, code: 'no_answer', attempts: 1 },
  );
}
