/** What TGI's `/v1` gets wrong of a request, and what is needed to mend it around the request. */
import type { ChatCompletionRequest, CompletionRequest } from '../../../generated/openai.ts';
import { isObject, tryParse } from '../../base/check.ts';
import type { TgiChatBody } from '../../servers/v1.ts';
import { JSON_OBJECT_PATTERN } from '../json-object-pattern.ts';
import type { JsonSchema } from '../json-schema.ts';
import { toMaxNewTokens } from '../parameters.ts';
import { fitsSchema } from '../schema-fit.ts';
import { toWatchedLimit } from '../tgi-limit.ts';
import { toTgiFormat } from './tgi-request.ts';

export interface TgiRepair {
  /** A limit that TGI oversteps. */
  maxTokens?: number | undefined;
  /** The parameters of the tools that may be called, by their names. */
  tools?: ReadonlyMap<string, JsonSchema> | undefined;
  /** A tool has to be called: text never comes. */
  isForced: boolean;
  /** The form of a text that comes where a tool may be called; TGI takes no format beside tools. */
  format?: TgiChatBody['response_format'];
}

/** `tools`: of what the request becomes. */
export function toChatRepair(
  request: ChatCompletionRequest,
  { tools, version }: Pick<TgiChatBody, 'tools'> & { version: string | undefined },
): TgiRepair | undefined {
  const { tool_choice: choice } = request;
  const maxTokens = toWatchedLimit(toMaxNewTokens(request), version);
  if (tools === undefined || tools === null)
    return maxTokens === undefined ? undefined : { maxTokens, isForced: false };
  const isForced = (choice ?? 'auto') !== 'auto';
  const parameters = tools.map(({ function: { name, parameters: given } }): [string, JsonSchema] => [
    name,
    isObject(given) ? given : {},
  ]);
  return { maxTokens, tools: new Map(parameters), isForced, format: isForced ? undefined : toTgiFormat(request) };
}

export function toCompletionRepair(request: CompletionRequest, version: string | undefined): TgiRepair | undefined {
  const maxTokens = toWatchedLimit(request.max_tokens, version);
  return maxTokens === undefined ? undefined : { maxTokens, isForced: false };
}

/** Whether a text has the form that was asked for, as far as it is looked at here. */
export function hasFormat(text: string, format: NonNullable<TgiRepair['format']>): boolean {
  const value = tryParse(text);
  // An expression of somebody else’s may take for ever.
  if (format.type === 'regex') return format.value === JSON_OBJECT_PATTERN && isObject(value);
  const { value: given } = format;
  const schema =
    typeof given === 'string'
      ? tryParse(given)
      : 'schema' in given && format.type === 'json_schema'
        ? given.schema
        : given;
  return isObject(value) && isObject(schema) && fitsSchema(value, schema);
}
