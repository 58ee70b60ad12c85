/** Generations as text completions. */
import type { Completion, CompletionChoice, CompletionLogprobs, CompletionRequest } from '../../generated/openai.ts';
import type { GenerationEnd, TextToken } from './generation.ts';
import { toCompletionLogprobs } from './logprobs.ts';
import { isGiven } from './parameters.ts';
import { wantsUsage } from './usage.ts';
import type { Endpoint, Identity, Shape, Written } from './writer.ts';
import { createEndpoint } from './writer.ts';

export function toCompletionEndpoint(request: CompletionRequest): Endpoint<Completion, Completion> {
  const { logprobs: top } = request;
  const toLogprobs = (tokens: readonly TextToken[]): CompletionLogprobs | null =>
    isGiven(top) && tokens.length > 0 ? toCompletionLogprobs(tokens, top) : null;
  const toChoice = (written: Written<GenerationEnd['finishReason'] | null>, index: number): CompletionChoice => ({
    index,
    text: written.text,
    logprobs: toLogprobs(written.tokens),
    finish_reason: withoutTools(written.finishReason),
    ...(written.nativeReason !== undefined && { native_finish_reason: written.nativeReason }),
    ...written.added,
    ...(written.tgi !== undefined && { tgi: written.tgi }),
  });
  const toCompletion = (choices: CompletionChoice[], { id, created, model }: Identity): Completion => ({
    id,
    object: 'text_completion',
    created,
    model,
    choices,
  });
  const shape: Shape<Completion, Completion, CompletionChoice> = {
    wantsLogprobs: isGiven(top),
    wantsUsage: wantsUsage(request),
    toWhole: (generations, identity) => toCompletion(generations.map(toChoice), identity),
    toPartial: (generations, identity) => toCompletion(generations.map(toChoice), identity),
    toChunk: toCompletion,
    toText: (index, text, tokens) => ({ index, text, logprobs: toLogprobs(tokens), finish_reason: null }),
    toEnd: (index, reason) => ({ index, text: '', logprobs: null, finish_reason: withoutTools(reason) }),
  };
  return createEndpoint(shape);
}

/** A text completion calls no tools. */
function withoutTools(reason: GenerationEnd['finishReason'] | null): CompletionChoice['finish_reason'] {
  return reason === 'tool_calls' ? 'stop' : reason;
}
