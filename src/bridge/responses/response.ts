/** The object of a response: the settings that it was asked for by, and what has become of it. */
import type {
  CompletionUsage,
  ResponseFailure,
  ResponseObject,
  ResponseOutputItem,
  ResponseRequest,
  ResponseTextFormat,
  ResponseUsage,
} from '../../../generated/openai.ts';
import { isObject } from '../../base/check.ts';
import type { Identity } from '../writer.ts';
import type { OfferedTools } from './tools.ts';

/** What a response shows besides the request's own settings. */
export interface ResponseSettings extends Pick<OfferedTools, 'shown'> {
  /** Whether it is kept. */
  isKept: boolean;
}

/** What a response has become. */
export interface ResponseState {
  status: ResponseObject['status'];
  output: ResponseOutputItem[];
  /** Why it is incomplete. */
  reason?: string | undefined;
  error?: ResponseFailure | undefined;
  usage?: CompletionUsage | undefined;
  /** In seconds since 1970. */
  completedAt?: number | undefined;
}

/** What a response shows of its request. */
export type ShownRequest = Omit<ResponseRequest, 'input'>;

/** Settings that were not given are those of OpenAI, which its clients expect as numbers; the server's own are not known. */
export function toResponse(
  request: ShownRequest,
  { shown, isKept }: ResponseSettings,
  { id, created, model }: Identity,
  { status, output, reason, error, usage, completedAt }: ResponseState,
): ResponseObject {
  const { reasoning, text } = request;
  return {
    id,
    object: 'response',
    created_at: created,
    completed_at: completedAt ?? null,
    status,
    error: error ?? null,
    incomplete_details: reason === undefined ? null : { reason },
    instructions: request.instructions ?? null,
    max_output_tokens: request.max_output_tokens ?? null,
    max_tool_calls: request.max_tool_calls ?? null,
    model,
    output,
    parallel_tool_calls: request.parallel_tool_calls ?? true,
    previous_response_id: request.previous_response_id ?? null,
    prompt_cache_key: request.prompt_cache_key ?? null,
    reasoning: isObject(reasoning)
      ? { effort: reasoning.effort ?? null, summary: reasoning.summary ?? null }
      : { effort: null, summary: null },
    safety_identifier: request.safety_identifier ?? null,
    service_tier: request.service_tier ?? 'default',
    store: isKept,
    background: false,
    temperature: request.temperature ?? 1,
    text: {
      format: toShownFormat(text?.format),
      ...(typeof text?.verbosity === 'string' && { verbosity: text.verbosity }),
    },
    tool_choice: request.tool_choice ?? 'auto',
    tools: shown,
    top_p: request.top_p ?? 1,
    top_logprobs: request.top_logprobs ?? 0,
    presence_penalty: request.presence_penalty ?? 0,
    frequency_penalty: request.frequency_penalty ?? 0,
    truncation: 'disabled',
    usage: usage === undefined ? null : toResponseUsage(usage),
    user: request.user ?? null,
    metadata: request.metadata ?? {},
  };
}

/** Readers expect all members of a schema's format, also those that were not given. */
function toShownFormat(format: ResponseTextFormat | null | undefined): ResponseTextFormat {
  if (format?.type !== 'json_schema') return format ?? { type: 'text' };
  return {
    ...format,
    name: format.name ?? 'response',
    description: format.description ?? null,
    strict: format.strict ?? false,
  };
}

/** The same counts under their names here. */
function toResponseUsage(usage: CompletionUsage): ResponseUsage {
  const { prompt_tokens: input, completion_tokens: output, total_tokens: total } = usage;
  return {
    input_tokens: input,
    input_tokens_details: { cached_tokens: usage.prompt_tokens_details?.cached_tokens ?? 0 },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: usage.completion_tokens_details?.reasoning_tokens ?? 0 },
    total_tokens: total,
  };
}

/** How a finish reason ends a response. An end that is not known is no completion. */
export function toEnd(finishReason: string): Pick<ResponseState, 'status' | 'reason'> {
  if (finishReason === 'stop' || finishReason === 'tool_calls') return { status: 'completed' };
  return { status: 'incomplete', reason: finishReason === 'length' ? 'max_output_tokens' : finishReason };
}
