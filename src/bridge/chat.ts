/** Chat completions: request to TGI's native API, answers and streams back. */
import type {
  ChatCompletion,
  ChatCompletionChunk,
  ChatCompletionChunkChoice,
  ChatCompletionLogprobs,
  ChatCompletionMessage,
  ChatCompletionRequest,
} from '../../generated/openai.ts';
import type { GrammarType } from '../../generated/tgi.ts';
import { BadRequestError, UnsupportedError } from '../base/errors.ts';
import type { PromptBuilder } from '../prompt/prompt-builder.ts';
import type { Generation, GenerationDelta, MessageExtras, TextToken, TokenCounts } from './generation.ts';
import { toChatLogprobs } from './logprobs.ts';
import { addExtras } from './extras.ts';
import { defined, refuseFields, toTopNTokens } from './parameters.ts';
import type { PlannedChoice } from './native/plan.ts';
import { toPlan } from './native/plan.ts';
import { mergeStops } from './stop.ts';
import { toUsage } from './usage.ts';

/** What every object of one answer has in common. */
export interface AnswerIdentity {
  id: string;
  created: number;
  model: string;
}

export interface ChatPlanOptions {
  builder: PromptBuilder;
  /** Sent before the builder's and the request's own. */
  stops?: readonly string[] | undefined;
  /** What the request's `response_format` or `grammar` becomes. */
  grammar?: GrammarType | undefined;
}

/** The calls a chat request becomes. The prompt is the builder's; so are its stop sequences. */
export function toChatPlan(
  request: ChatCompletionRequest,
  { builder, stops = [], grammar }: ChatPlanOptions,
): PlannedChoice[] {
  refuseFields(request, 'ChatCompletionRequest');
  refuseTools(request);
  refuseLoneTopLogprobs(request);
  return toPlan(request, {
    prompts: [builder(request.messages)],
    stops: mergeStops(stops, builder.stop, request.stop),
    echo: false,
    isTextOnly: request.logprobs !== true,
    parameters: defined({
      grammar,
      top_n_tokens: toTopNTokens([
        ['top_logprobs', request.top_logprobs],
        ['top_n_tokens', request.top_n_tokens],
      ]),
    }),
  });
}

/** As OpenAI does: alternatives that would never be shown are asked for by mistake. */
function refuseLoneTopLogprobs({ logprobs, top_logprobs: top }: ChatCompletionRequest): void {
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

export function toChatCompletion(
  generations: readonly Generation[],
  { request, identity }: { request: ChatCompletionRequest; identity: AnswerIdentity },
): ChatCompletion {
  const { id, created, model } = identity;
  return {
    id,
    object: 'chat.completion',
    created,
    model,
    choices: generations.map(({ text, tokens, extras, finishReason, tgi }, index) => ({
      index,
      message: toMessage(text, extras),
      logprobs: toRequestedLogprobs(request, tokens),
      finish_reason: finishReason,
      tgi,
    })),
    ...defined({ usage: toUsage(generations.map(({ counts }) => counts)) }),
  };
}

/** A message that calls tools or refuses has no content, rather than an empty one. */
function toMessage(text: string, { refusal = null, ...extras }: MessageExtras = {}): ChatCompletionMessage {
  const hasContent = text !== '' || (extras.tool_calls === undefined && refusal === null);
  return { role: 'assistant', content: hasContent ? text : null, refusal, ...extras };
}

function toRequestedLogprobs(
  { logprobs, top_logprobs: top }: ChatCompletionRequest,
  tokens: readonly TextToken[],
): ChatCompletionLogprobs | null {
  return logprobs === true ? toChatLogprobs(tokens, top ?? 0) : null;
}

interface WrittenChoice {
  /** Joined when a partial answer is asked for. */
  texts: string[];
  tokens: TextToken[];
  extras: MessageExtras;
  hasBegun: boolean;
  counts: TokenCounts | undefined;
}

/** Writes the chunks of one stream, and keeps what an interrupted one has given. */
export class ChatChunkWriter {
  readonly #request: ChatCompletionRequest;
  readonly #wantsUsage: boolean;
  #identity: AnswerIdentity;
  readonly #choices: WrittenChoice[];

  constructor(choices: number, { request, identity }: { request: ChatCompletionRequest; identity: AnswerIdentity }) {
    this.#request = request;
    this.#wantsUsage = request.stream_options?.include_usage === true;
    this.#identity = identity;
    this.#choices = Array.from({ length: choices }, () => ({
      texts: [],
      tokens: [],
      extras: {},
      hasBegun: false,
      counts: undefined,
    }));
  }

  /** Takes the server's own id of the answer. */
  useId(id: string): void {
    this.#identity = { ...this.#identity, id };
  }

  /** Adds the chunks for what a stream added to one choice; gives back what it added to. */
  write(
    index: number,
    { text, tokens, extras, end, counts }: GenerationDelta,
    chunks: ChatCompletionChunk[] = [],
  ): ChatCompletionChunk[] {
    const choice = this.#choices[index];
    if (choice === undefined) return chunks;
    if (counts !== undefined) {
      // They come alone, and begin nothing.
      choice.counts = counts;
      return chunks;
    }
    if (!choice.hasBegun) {
      chunks.push(
        this.#toChunk({ index, delta: { role: 'assistant', content: '' }, logprobs: null, finish_reason: null }),
      );
      choice.hasBegun = true;
    }
    if (text !== '' || (tokens.length > 0 && this.#request.logprobs === true)) {
      choice.texts.push(text);
      const logprobs = toRequestedLogprobs(this.#request, tokens);
      if (logprobs !== null) choice.tokens.push(...tokens);
      chunks.push(this.#toChunk({ index, delta: { content: text }, logprobs, finish_reason: null }));
    }
    if (extras !== undefined) {
      choice.extras = addExtras(choice.extras, extras);
      chunks.push(this.#toChunk({ index, delta: extras, logprobs: null, finish_reason: null }));
    }
    if (end !== undefined) {
      choice.counts = end.counts;
      chunks.push(this.#toChunk({ index, delta: {}, logprobs: null, finish_reason: end.finishReason, tgi: end.tgi }));
    }
    return chunks;
  }

  /** After the last choice: the usage chunk, where it was asked for and is known. */
  finish(): ChatCompletionChunk[] {
    const usage = toUsage(this.#choices.map(({ counts }) => counts));
    if (!this.#wantsUsage || usage === undefined) return [];
    const { id, created, model } = this.#identity;
    return [{ id, object: 'chat.completion.chunk', created, model, choices: [], usage }];
  }

  /** What has been given so far. */
  get partial(): Omit<ChatCompletion, 'choices'> & { choices: object[] } {
    const { id, created, model } = this.#identity;
    return {
      id,
      object: 'chat.completion',
      created,
      model,
      choices: this.#choices.map(({ texts, tokens, extras }, index) => ({
        index,
        message: toMessage(texts.join(''), extras),
        logprobs: toRequestedLogprobs(this.#request, tokens),
        finish_reason: null,
      })),
    };
  }

  #toChunk(choice: ChatCompletionChunkChoice): ChatCompletionChunk {
    const { id, created, model } = this.#identity;
    // Written out: to spread what all chunks share costs more than the rest of a chunk.
    const chunk: ChatCompletionChunk = { id, object: 'chat.completion.chunk', created, model, choices: [choice] };
    // OpenAI: with `include_usage` every other chunk says `usage: null`.
    if (this.#wantsUsage) chunk.usage = null;
    return chunk;
  }
}
