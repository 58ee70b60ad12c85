/** Text completions: request to TGI's native API, answers and streams back. */
import type { Completion, CompletionChoice, CompletionLogprobs, CompletionRequest } from '../../generated/openai.ts';
import { UnsupportedError } from '../base/errors.ts';
import type { PromptBuilder } from '../prompt/prompt-builder.ts';
import type { AnswerIdentity } from './chat.ts';
import type { Generation, GenerationDelta, GenerationEnd, TextToken, TokenCounts } from './generation.ts';
import { toGrammar } from './native/grammar.ts';
import { toCompletionLogprobs } from './logprobs.ts';
import { defined, isGiven, refuseFields, toTopNTokens } from './parameters.ts';
import type { PlannedChoice } from './native/plan.ts';
import { toPlan } from './native/plan.ts';
import { mergeStops } from './stop.ts';
import { toUsage } from './usage.ts';

/** The calls a completion request becomes: one for each prompt and choice. Prompts are sent as they are, or built where a builder is given. */
export function toCompletionPlan(
  request: CompletionRequest,
  { builder, stops = [] }: { builder?: PromptBuilder | undefined; stops?: readonly string[] | undefined },
): PlannedChoice[] {
  refuseFields(request, 'CompletionRequest');
  refuseSuffix(request);
  const prompts = toPrompts(request.prompt);
  return toPlan(request, {
    prompts: builder === undefined ? prompts : prompts.map((prompt) => builder(prompt)),
    stops: mergeStops(stops, builder?.stop, request.stop),
    echo: request.echo === true,
    isTextOnly: !isGiven(request.logprobs),
    parameters: defined({
      grammar: toGrammar({ grammar: request.grammar }),
      top_n_tokens: toTopNTokens([
        ['logprobs', request.logprobs],
        ['top_n_tokens', request.top_n_tokens],
      ]),
    }),
  });
}

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

export function toCompletion(
  generations: readonly Generation[],
  { request, identity }: { request: CompletionRequest; identity: AnswerIdentity },
): Completion {
  return {
    ...toEnvelope(identity),
    choices: generations.map(({ text, tokens, finishReason, tgi }, index) => ({
      index,
      text,
      logprobs: toRequestedLogprobs(request, tokens),
      finish_reason: withoutTools(finishReason),
      tgi,
    })),
    ...defined({ usage: toUsage(generations.map(({ counts }) => counts)) }),
  };
}

/** A text completion calls no tools. */
function withoutTools(reason: GenerationEnd['finishReason']): Exclude<GenerationEnd['finishReason'], 'tool_calls'> {
  return reason === 'tool_calls' ? 'stop' : reason;
}

function toRequestedLogprobs({ logprobs }: CompletionRequest, tokens: readonly TextToken[]): CompletionLogprobs | null {
  return logprobs === undefined || logprobs === null ? null : toCompletionLogprobs(tokens, logprobs);
}

function toEnvelope({ id, created, model }: AnswerIdentity): Omit<Completion, 'choices'> {
  return { id, object: 'text_completion', created, model };
}

/** Writes the chunks of one stream, and keeps what an interrupted one has given. */
export class CompletionChunkWriter {
  readonly #request: CompletionRequest;
  readonly #wantsUsage: boolean;
  #identity: AnswerIdentity;
  readonly #choices: { texts: string[]; tokens: TextToken[]; counts: TokenCounts | undefined }[];

  constructor(choices: number, { request, identity }: { request: CompletionRequest; identity: AnswerIdentity }) {
    this.#request = request;
    this.#wantsUsage = request.stream_options?.include_usage === true;
    this.#identity = identity;
    this.#choices = Array.from({ length: choices }, () => ({ texts: [], tokens: [], counts: undefined }));
  }

  /** Takes the server's own id of the answer. */
  useId(id: string): void {
    this.#identity = { ...this.#identity, id };
  }

  /** Adds the chunks for what a stream added to one choice; gives back what it added to. */
  write(index: number, { text, tokens, end, counts }: GenerationDelta, chunks: Completion[] = []): Completion[] {
    const choice = this.#choices[index];
    if (choice === undefined) return chunks;
    choice.counts = counts ?? choice.counts;
    const logprobs = toRequestedLogprobs(this.#request, tokens);
    if (text !== '' || (tokens.length > 0 && logprobs !== null)) {
      choice.texts.push(text);
      if (logprobs !== null) choice.tokens.push(...tokens);
      chunks.push(this.#toChunk({ index, text, logprobs, finish_reason: null }));
    }
    if (end !== undefined) {
      choice.counts = end.counts;
      const reason = withoutTools(end.finishReason);
      chunks.push(this.#toChunk({ index, text: '', logprobs: null, finish_reason: reason, tgi: end.tgi }));
    }
    return chunks;
  }

  /** After the last choice: the usage chunk, where it was asked for and is known. */
  finish(): Completion[] {
    const usage = toUsage(this.#choices.map(({ counts }) => counts));
    if (!this.#wantsUsage || usage === undefined) return [];
    return [{ ...toEnvelope(this.#identity), choices: [], usage }];
  }

  /** What has been given so far. */
  get partial(): Completion {
    return {
      ...toEnvelope(this.#identity),
      choices: this.#choices.map(({ texts, tokens }, index) => ({
        index,
        text: texts.join(''),
        logprobs: toRequestedLogprobs(this.#request, tokens),
        finish_reason: null,
      })),
    };
  }

  #toChunk(choice: CompletionChoice): Completion {
    const { id, created, model } = this.#identity;
    const chunk: Completion = { id, object: 'text_completion', created, model, choices: [choice] };
    // OpenAI: with `include_usage` every other chunk says `usage: null`.
    if (this.#wantsUsage) chunk.usage = null;
    return chunk;
  }
}
