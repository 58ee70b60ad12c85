/** A request for a response as a request for a chat. */
import type { ChatCompletionRequest, ResponseRequest, ResponseTextFormat } from '../../../generated/openai.ts';
import { BadRequestError, UnsupportedError } from '../../base/errors.ts';
import { isGiven } from '../parameters.ts';
import type { MessagePlace, PlacedItem } from './items.ts';
import { toMessages } from './items.ts';
import type { OfferedTools, ToolRules } from './tools.ts';
import { offerTools } from './tools.ts';

export interface PlannedResponse {
  chat: ChatCompletionRequest;
  /** Where each of the chat's messages comes from. */
  places: readonly MessagePlace[];
  tools: OfferedTools;
}

/** Throws BadRequestError or UnsupportedError for what cannot be done, before anything is sent. `items`: all that is answered. */
export function toPlannedResponse(
  request: ResponseRequest,
  items: readonly PlacedItem[],
  rules: ToolRules = {},
): PlannedResponse {
  refuseModes(request);
  const tools = offerTools(request, rules);
  const { messages, places } = toMessages(request.instructions, items);
  return { chat: toChat(request, { messages, tools }), places, tools };
}

function toChat(
  request: ResponseRequest,
  { messages, tools: { tools, choice } }: { messages: ChatCompletionRequest['messages']; tools: OfferedTools },
): ChatCompletionRequest {
  const { model, stream, text, reasoning, parallel_tool_calls: isParallel } = request;
  const chat: ChatCompletionRequest = { messages };
  const given = {
    model,
    stream,
    // The last event tells what the response cost.
    stream_options: stream === true ? { include_usage: true } : undefined,
    max_completion_tokens: request.max_output_tokens,
    temperature: request.temperature,
    top_p: request.top_p,
    presence_penalty: request.presence_penalty,
    frequency_penalty: request.frequency_penalty,
    response_format: toResponseFormat(text?.format),
    verbosity: text?.verbosity,
    reasoning_effort: reasoning?.effort,
    ...(asksForLogprobs(request) && { logprobs: true, top_logprobs: request.top_logprobs ?? 0 }),
    // A choice that demands a call is refused where there is nothing to call, and one that does not says nothing there.
    ...((tools.length > 0 || choice === 'required') && { tool_choice: choice }),
    ...(tools.length > 0 && { tools, parallel_tool_calls: isParallel }),
  };
  for (const [name, value] of Object.entries(given)) if (isGiven(value)) Object.assign(chat, { [name]: value });
  return chat;
}

export function asksForLogprobs({
  top_logprobs: top,
  include,
}: Pick<ResponseRequest, 'top_logprobs' | 'include'>): boolean {
  return (top ?? 0) > 0 || (include ?? []).includes('message.output_text.logprobs');
}

function toResponseFormat(
  format: ResponseTextFormat | null | undefined,
): ChatCompletionRequest['response_format'] | undefined {
  if (format === null || format === undefined || format.type === 'text') return undefined;
  if (format.type === 'json_object') return { type: 'json_object' };
  const { name, description, schema, strict } = format;
  if (!isGiven(schema)) {
    throw new BadRequestError('`text.format.schema` is missing. Expected a JSON Schema.', {
      param: 'text.format.schema',
      code: 'missing_required_parameter',
    });
  }
  return {
    type: 'json_schema',
    json_schema: {
      name: name ?? 'response',
      schema,
      ...(isGiven(description) && { description }),
      ...(isGiven(strict) && { strict }),
    },
  };
}

/** What would change how a response comes to be, and does not exist here. */
function refuseModes(request: ResponseRequest): void {
  const { background, truncation, conversation, prompt } = request;
  const refuse = (param: string, reason: string) => new UnsupportedError(reason, { param });
  if (background === true) {
    throw refuse('background', '`background: true` is not supported: responses are made while the caller waits.');
  }
  if (truncation === 'auto') {
    throw refuse('truncation', '`truncation: "auto"` is not supported: shorten the input, or leave it out.');
  }
  if (isGiven(conversation)) {
    throw refuse('conversation', '`conversation` is not supported: give the items of the conversation in `input`.');
  }
  if (isGiven(prompt)) {
    throw refuse('prompt', '`prompt` is not supported: no prompts are kept here. Give `instructions` and `input`.');
  }
}
