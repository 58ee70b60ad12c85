/** Requests for the `/v1` of every server but TGI, in OpenAI's own words. */
import type { ChatCompletionRequest, CompletionRequest, ResponseFormatJSONSchema } from '../../../generated/openai.ts';
import { isObject } from '../../base/check.ts';
import type { OpenAIBody } from '../../servers/v1.ts';
import type { Dialect } from '../dialect.ts';
import { toNamedSchema } from '../grammar.ts';
import { cure } from './cures.ts';
import { factsOf } from './dialects/all.ts';
import { toOpenAIMessages } from './history.ts';
import { defined, isGiven, refuseFields } from '../parameters.ts';
import { toSentStops } from '../stop.ts';

/** What a body depends on besides the request. */
interface BodyOptions {
  stops: readonly string[];
  dialect: Dialect | undefined;
}

export function toOpenAIChat(
  request: ChatCompletionRequest,
  { stops, dialect }: BodyOptions,
): OpenAIBody<ChatCompletionRequest> {
  refuseFields(withoutOpenAIFields(request, dialect), 'ChatCompletionRequest');
  const { tools, tool_choice: choice, ...rest } = request;
  const said = {
    ...rest,
    ...(isGiven(tools) && tools.length > 0 && defined({ tools, tool_choice: choice })),
    ...toOpenAIFormat(request.response_format),
  };
  return {
    ...toOpenAIBody(cured(said, { route: 'chat', dialect }), stops),
    messages: toOpenAIMessages(request.messages, factsOf(dialect).reasoning),
  };
}

/** Also of a chat whose prompt was built here, which may ask for a form. */
export function toOpenAICompletion(
  request: CompletionRequest & Pick<ChatCompletionRequest, 'response_format'>,
  { stops, dialect }: BodyOptions,
): OpenAIBody<CompletionRequest> {
  const { response_format: format, ...rest } = request;
  const { completionSchema } = factsOf(dialect);
  const form = isGiven(format) && { response_format: format, ...toOpenAIFormat(format) };
  const said =
    completionSchema === undefined || !isGiven(format) || format.type === 'text' || format.type === 'regex'
      ? { ...rest, ...form }
      : { ...rest, [completionSchema]: toNamedSchema(format)?.schema ?? { type: 'object' } };
  return toOpenAIBody(cured(said, { route: 'completions', dialect }), stops);
}

/** Members are left out or renamed; those that stay are as they were. */
function cured<Request extends object>(
  request: Request,
  where: { route: 'chat' | 'completions'; dialect: Dialect | undefined },
): Request {
  return cure(request, where) as Request;
}

/** TGI's own form of a format, in OpenAI's: other servers take it for JSON of any schema (seen at vLLM 0.32 and llama.cpp). */
function toOpenAIFormat(format: ChatCompletionRequest['response_format']): {
  response_format?: ResponseFormatJSONSchema;
} {
  if (format?.type !== 'json' && (format?.type !== 'json_object' || !isGiven(format.value))) return {};
  const named = toNamedSchema(format);
  if (named === undefined) return {};
  return { response_format: { type: 'json_schema', json_schema: { name: 'answer', schema: { ...named.schema } } } };
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
