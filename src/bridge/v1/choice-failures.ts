/** What a choice fails of that is no answer, though the server says nothing of a failure. */
import type { EasyLLMError } from '../../base/errors.ts';
import { InternalServerError, UnsupportedError } from '../../base/errors.ts';

/** For scores of a prompt whose tokens did not come. */
export function toNoEchoedTokens(): EasyLLMError {
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
