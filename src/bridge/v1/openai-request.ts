/** Requests for the `/v1` of every server but TGI, in OpenAI's own words. */
import type { ChatCompletionRequest, ResponseFormatJSONSchema } from '../../../generated/openai.ts';
import { isObject } from '../../base/check.ts';
import type { OpenAIBody } from '../../servers/v1.ts';
import type { Dialect } from '../dialect.ts';
import { toNamedSchema } from '../grammar.ts';
import { toOpenAIMessages } from './history.ts';
import { defined, isGiven, refuseFields } from '../parameters.ts';
import { toSentStops } from '../stop.ts';

export function toOpenAIChat(
  request: ChatCompletionRequest,
  stops: readonly string[],
): OpenAIBody<ChatCompletionRequest> {
  refuseFields(withoutOpenAIFields(request, 'openai'), 'ChatCompletionRequest');
  const { tools, tool_choice: choice, ...rest } = request;
  return {
    ...toOpenAIBody(rest, stops),
    ...(isGiven(tools) && tools.length > 0 && defined({ tools, tool_choice: choice })),
    messages: toOpenAIMessages(request.messages),
    ...toOpenAIFormat(request.response_format),
  };
}

/** TGI's own form of a format, in OpenAI's: other servers take it for JSON of any schema (seen at vLLM 0.32 and llama.cpp). */
export function toOpenAIFormat(format: ChatCompletionRequest['response_format']): {
  response_format?: ResponseFormatJSONSchema;
} {
  if (format?.type !== 'json' && (format?.type !== 'json_object' || !isGiven(format.value))) return {};
  const named = toNamedSchema(format);
  if (named === undefined) return {};
  return { response_format: { type: 'json_schema', json_schema: { name: 'answer', schema: { ...named.schema } } } };
}

/** The caller's own words, but for those that say nothing and are refused by some server. The seed is written apart. */
export function toOpenAIBody<Request extends object>(request: Request, stops: readonly string[]): OpenAIBody<Request> {
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
  if (name === 'presence_penalty') return value === 0;
  return name === 'logit_bias' && isObject(value) && Object.keys(value).length === 0;
}

/** Without what OpenAI-shaped servers know and TGI does not. */
export function withoutOpenAIFields(request: ChatCompletionRequest, dialect: Dialect): object {
  if (dialect === 'tgi') return request;
  const { reasoning_effort: _, verbosity: __, ...rest } = request;
  return rest;
}
