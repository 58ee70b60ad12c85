/** What is asked of a request before it is planned for either API of a server. */
import type { ChatCompletionRequest, CompletionRequest } from '../../generated/openai.ts';
import { BadRequestError, UnsupportedError } from '../base/errors.ts';

/** As OpenAI does: alternatives that would never be shown are asked for by mistake. */
export function refuseLoneTopLogprobs({ logprobs, top_logprobs: top }: ChatCompletionRequest): void {
  if (logprobs === true || (top ?? 0) === 0) return;
  throw new BadRequestError('`top_logprobs` needs `logprobs: true`.', { param: 'top_logprobs' });
}

/** As OpenAI does: a call that nothing can be called by is asked for by mistake. `auto` and `none` ask for none. */
export function refuseLoneToolChoice({ tools, tool_choice: choice }: ChatCompletionRequest): void {
  if ((tools ?? []).length > 0 || ['none', 'auto', null, undefined].some((silent) => choice === silent)) return;
  throw new BadRequestError('`tool_choice` asks for a call, and there are no `tools`. Pass them, or leave it out.', {
    param: 'tool_choice',
  });
}

/** With a builder the prompt has no place for tools. */
export function refuseTools(request: ChatCompletionRequest): void {
  refuseLoneToolChoice(request);
  if ((request.tools ?? []).length === 0) return;
  throw new UnsupportedError(
    '`tools` need the server’s own chat template, and this call builds its prompt here. Set `backend: "messages"`, and no `promptBuilder`.',
    { param: 'tools' },
  );
}

/** The prompts as texts. Token ids are refused. */
export function toPrompts(prompt: CompletionRequest['prompt']): string[] {
  return (Array.isArray(prompt) ? prompt : [prompt]).map((item) => {
    if (typeof item === 'string') return item;
    throw new UnsupportedError('`prompt` holds token ids, which TGI does not take. Pass the text.', {
      param: 'prompt',
    });
  });
}

export function refuseSuffix({ suffix }: CompletionRequest): void {
  if (suffix === undefined || suffix === null || suffix === '') return;
  throw new UnsupportedError(
    '`suffix` does not exist in TGI. Write the model’s own fill-in-the-middle tokens into `prompt`.',
    { param: 'suffix' },
  );
}
