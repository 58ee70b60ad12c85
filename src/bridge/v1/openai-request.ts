/** Requests for the `/v1` of every server but TGI, in OpenAI's own words. */
import type { ChatCompletionRequest, CompletionRequest } from '../../../generated/openai.ts';
import type { Caller } from '../../base/caller.ts';
import { isObject } from '../../base/check.ts';
import type { OpenAIBody } from '../../servers/v1.ts';
import type { Dialect } from '../dialect.ts';
import type { CureOptions } from './cures.ts';
import { cure } from './cures.ts';
import { factsOf } from './dialects/all.ts';
import { toChatForm, toCompletionForm } from './format.ts';
import { toOpenAIMessages } from './history.ts';
import { defined, isGiven, refuseFields } from '../parameters.ts';
import { toSentStops } from '../stop.ts';

/** What a body depends on besides the request. */
interface BodyOptions extends Caller {
  stops: readonly string[];
  dialect: Dialect | undefined;
}

export function toOpenAIChat(
  request: ChatCompletionRequest,
  { stops, dialect, isOverHttp }: BodyOptions,
): OpenAIBody<ChatCompletionRequest> {
  refuseFields(withoutOpenAIFields(request, dialect), 'ChatCompletionRequest');
  const { tools, tool_choice: choice, response_format: format, ...rest } = request;
  const said = {
    ...rest,
    ...toChatForm(format, dialect),
    ...(isGiven(tools) && tools.length > 0 && defined({ tools, tool_choice: choice })),
  };
  return {
    ...toOpenAIBody(cured(said, { route: 'chat', dialect, isOverHttp }), stops),
    messages: toOpenAIMessages(request.messages, factsOf(dialect).reasoning),
  };
}

/** Also of a chat whose prompt was built here, which may ask for a form. */
export function toOpenAICompletion(
  request: CompletionRequest & Pick<ChatCompletionRequest, 'response_format'>,
  { stops, dialect, isOverHttp }: BodyOptions,
): OpenAIBody<CompletionRequest> {
  const { response_format: format, ...rest } = request;
  const said = { ...rest, ...toCompletionForm(format, dialect) };
  return toOpenAIBody(cured(said, { route: 'completions', dialect, isOverHttp }), stops);
}

/** Members are left out or renamed; those that stay are as they were. */
function cured<Request extends object>(request: Request, where: CureOptions): Request {
  return cure(request, where) as Request;
}

/** The caller's own words, but for those that say nothing and are refused by some server. The seed is written apart. */
function toOpenAIBody<Request extends object>(request: Request, stops: readonly string[]): OpenAIBody<Request> {
  const {
    seed: _,
    stream,
    stream_options: options,
    stop,
    ...given
  }: Readonly<Record<string, unknown>> = {
    // First, as the Hugging Face router wants it.
    model: undefined,
    ...request,
  };
  const said = Object.entries(given).filter(([name, value]) => isGiven(value) && !isSilent(name, value));
  return {
    // What says nothing is optional.
    ...(Object.fromEntries(said) as OpenAIBody<Request>),
    ...(stops.length > 0 && { stop: typeof stop === 'string' && stops.length === 1 ? stop : toSentStops(stops) }),
    ...(stream === true && isGiven(options) && { stream_options: defined(Object(options)) }),
  };
}

function isSilent(name: string, value: unknown): boolean {
  if (name === 'n') return value === 1;
  if (name === 'presence_penalty') return value === 0;
  return name === 'logit_bias' && isObject(value) && Object.keys(value).length === 0;
}

/** Without what OpenAI-shaped servers know and TGI does not. */
export function withoutOpenAIFields(request: ChatCompletionRequest, dialect: Dialect | undefined): object {
  if (dialect === 'tgi') return request;
  const { reasoning_effort: _, verbosity: __, chat_template_kwargs: ___, documents: ____, ...rest } = request;
  return rest;
}
