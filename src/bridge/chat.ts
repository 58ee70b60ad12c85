/** Generations as chat completions. */
import type {
  ChatCompletion,
  ChatCompletionChoice,
  ChatCompletionChunk,
  ChatCompletionChunkChoice,
  ChatCompletionLogprobs,
  ChatCompletionMessage,
  ChatCompletionRequest,
} from '../../generated/openai.ts';
import type { MessageExtras, TextToken } from './generation.ts';
import { toChatLogprobs } from './logprobs.ts';
import { wantsUsage } from './usage.ts';
import type { Endpoint, Shape, Written } from './writer.ts';
import { createEndpoint } from './writer.ts';

export function toChatEndpoint(request: ChatCompletionRequest): Endpoint<ChatCompletion, ChatCompletionChunk> {
  const { logprobs: wantsLogprobs = false, top_logprobs: top } = request;
  const toLogprobs = (tokens: readonly TextToken[]): ChatCompletionLogprobs | null =>
    wantsLogprobs === true && tokens.length > 0 ? toChatLogprobs(tokens, top ?? 0) : null;
  const toChoice = <Reason>(written: Written<Reason>, index: number) => ({
    index,
    message: toMessage(written),
    logprobs: toLogprobs(written.tokens),
    finish_reason: written.finishReason,
    ...(written.nativeReason !== undefined && { native_finish_reason: written.nativeReason }),
    ...written.added,
    ...(written.tgi !== undefined && { tgi: written.tgi }),
  });
  const shape: Shape<ChatCompletion, ChatCompletionChunk, ChatCompletionChunkChoice> = {
    wantsLogprobs: wantsLogprobs === true,
    wantsUsage: wantsUsage(request),
    toWhole: (generations, { id, created, model }) => ({
      id,
      object: 'chat.completion',
      created,
      model,
      choices: generations.map((generation, index): ChatCompletionChoice => toChoice(generation, index)),
    }),
    toPartial: (generations, { id, created, model }) => ({
      id,
      object: 'chat.completion',
      created,
      model,
      choices: generations.map((generation, index) => toChoice(generation, index)),
    }),
    // Written out: to spread what all chunks share costs more than the rest of a chunk.
    toChunk: (choices, { id, created, model }) => ({ id, object: 'chat.completion.chunk', created, model, choices }),
    toOpening: (index) => ({ index, delta: { role: 'assistant', content: '' }, logprobs: null, finish_reason: null }),
    toText: (index, content, tokens) => ({
      index,
      delta: { content },
      logprobs: toLogprobs(tokens),
      finish_reason: null,
    }),
    toExtras: (index, delta) => ({ index, delta, logprobs: null, finish_reason: null }),
    toEnd: (index, reason) => ({ index, delta: {}, logprobs: null, finish_reason: reason }),
  };
  return createEndpoint(shape);
}

/** A message that calls tools or refuses has no content, rather than an empty one. */
function toMessage({ text, extras = {} }: { text: string; extras?: MessageExtras | undefined }): ChatCompletionMessage {
  const { refusal = null, ...others } = extras;
  const hasContent = text !== '' || (others.tool_calls === undefined && refusal === null);
  return { role: 'assistant', content: hasContent ? text : null, refusal, ...others };
}
