/** What is asked of a request before it is planned for either API of a server. */
import type { ChatCompletionRequest, CompletionRequest } from '../../generated/openai.ts';
import { BadRequestError, UnsupportedError } from '../base/errors.ts';
import type { PromptBuilder, PromptOptions } from '../prompt/prompt-builder.ts';
import { defined, isGiven } from './parameters.ts';

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

/** Whether a builder writes tools into its prompt, and knows how the calls are read. */
export function canOfferTools(builder: PromptBuilder): boolean {
  return builder.acceptsTools === true && builder.responseTemplate !== undefined;
}

/** Whether a chat demands a call. */
export function isForced({ tool_choice: choice }: ChatCompletionRequest): boolean {
  return choice === 'required' || (typeof choice === 'object' && choice !== null && 'function' in choice);
}

/** Whether the model is offered tools to call. */
export function offersTools({ tools, tool_choice: choice }: ChatCompletionRequest): boolean {
  return (tools ?? []).length > 0 && choice !== 'none';
}

/** The tools that a prompt made here offers, if any. A builder that has no place for them is refused by both ways out. */
function toOfferedTools(request: ChatCompletionRequest, builder: PromptBuilder): ChatCompletionRequest['tools'] {
  refuseLoneToolChoice(request);
  if (!offersTools(request)) return undefined;
  if (canOfferTools(builder)) return request.tools;
  throw toToolsRefusal(
    '`tools` have no place in this prompt. Use the model’s own template, `promptBuilder: { hub }`; or leave them to the server’s chat template, with `backend: "messages"` and no `promptBuilder`.',
  );
}

/** The refusal of tools where neither side has a place for them. */
export function toToolsRefusal(message: string, cause?: unknown): UnsupportedError {
  return new UnsupportedError(message, { param: 'tools', cause });
}

/** What of a chat is for the builder of its prompt. */
export function toPromptOptions(request: ChatCompletionRequest, builder: PromptBuilder): PromptOptions {
  const { chat_template_kwargs, documents, reasoning_effort, template } = request;
  const tools = toOfferedTools(request, builder);
  return defined({ tools, chat_template_kwargs, documents, reasoning_effort, template });
}

/** What of a chat is for the server, where its prompt is built here. */
export function withoutPromptOptions(request: ChatCompletionRequest): ChatCompletionRequest {
  const { chat_template_kwargs: _, documents: __, reasoning_effort: ___, template: ____, ...rest } = request;
  return rest;
}

/** No server has several templates to choose from by name. */
export function refuseTemplateName({ template }: ChatCompletionRequest): void {
  if (!isGiven(template)) return;
  throw new UnsupportedError(
    '`template` names one of the model’s own templates, for a prompt that is built here. Set `promptBuilder: { hub }`, or leave it out.',
    { param: 'template' },
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
