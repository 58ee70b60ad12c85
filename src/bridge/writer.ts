/** Writes generations in the shape of one of OpenAI's endpoints, whole or chunk by chunk. */
import type { CompletionUsage } from '../../generated/openai.ts';
import type { JsonObject } from '../base/check.ts';
import type { ChunkWriter } from './chunks.ts';
import type { DeltaExtras, Generation, GenerationDelta, MessageExtras, ResponseHead, TextToken } from './generation.ts';
import { KeptExtras, KeptText, addTokens } from './kept.ts';
import { NO_TOKENS } from './passing-text.ts';
import type { TokenCounts } from './usage.ts';
import { toUsage } from './usage.ts';

/** What every object of one response has in common. */
export interface Identity {
  id: string;
  created: number;
  model: string;
  /** What the server adds, under its own names. */
  added?: JsonObject | undefined;
}

/** A generation, or as much of one as an interrupted stream has given: without a finish reason. */
export interface Written<Reason> {
  text: string;
  tokens: readonly TextToken[];
  extras?: MessageExtras | undefined;
  finishReason: Reason;
  nativeReason?: Generation['nativeReason'];
  tgi?: Generation['tgi'];
  added?: Generation['added'];
}

/** How one endpoint writes. `Choice` is one of a chunk. */
export interface Shape<Whole, Chunk, Choice extends { tgi?: Generation['tgi'] }> {
  readonly wantsLogprobs: boolean;
  readonly wantsUsage: boolean;
  toWhole(generations: readonly Written<Generation['finishReason']>[], identity: Identity): Whole;
  toPartial(generations: readonly Written<null>[], identity: Identity): object;
  toChunk(choices: Choice[], identity: Identity): Chunk;
  /** Begins a choice; some endpoints have nothing for it. */
  toOpening?(index: number): Choice;
  toText(index: number, text: string, tokens: readonly TextToken[]): Choice;
  /** What a message has besides text; some endpoints have no place for it. */
  toExtras?(index: number, extras: DeltaExtras): Choice;
  toEnd(index: number, finishReason: Generation['finishReason']): Choice;
}

/** An endpoint of OpenAI's: whole responses, and writers of streamed ones. */
export interface Endpoint<Whole, Chunk> {
  toWhole(generations: readonly Generation[], identity: Identity): Whole;
  /** What came of a response that failed. */
  toPartial(generations: readonly Generation[], identity: Identity, counts?: TokenCounts): unknown;
  createWriter(choices: number, identity: Identity, options?: WriterOptions): ChunkWriter<Chunk>;
}

export interface WriterOptions {
  /** Whether what was given is kept, for `partial` of a stream that fails. Default: true. */
  keepsPartial?: boolean;
}

export function createEndpoint<
  Whole extends { usage?: CompletionUsage | null | undefined },
  Chunk extends { usage?: CompletionUsage | null | undefined },
  Choice extends { tgi?: Generation['tgi'] },
>(shape: Shape<Whole, Chunk, Choice>): Endpoint<Whole, Chunk> {
  return {
    toWhole(generations, identity) {
      const whole = shape.toWhole(generations, identity);
      const usage = toUsage(generations.map(({ counts }) => counts));
      if (usage !== undefined) whole.usage = usage;
      return Object.assign(whole, identity.added);
    },
    toPartial(generations, identity, counts) {
      const written = generations.map((generation) => ({ ...generation, finishReason: null, nativeReason: undefined }));
      const usage = toUsage(counts === undefined ? generations.map((generation) => generation.counts) : [counts]);
      const hasUsage = usage !== undefined && (generations.length > 0 || counts !== undefined);
      return Object.assign(shape.toPartial(written, identity), identity.added, hasUsage && { usage });
    },
    createWriter: (choices, identity, options) => new TextWriter(shape, { choices, identity, ...options }),
  };
}

interface WrittenChoice {
  text: KeptText;
  tokens: TextToken[];
  extras: KeptExtras | undefined;
  hasBegun: boolean;
  counts: TokenCounts | undefined;
}

/** Writes the chunks of one stream, and keeps what an interrupted one has given. */
class TextWriter<
  Whole,
  Chunk extends { usage?: CompletionUsage | null | undefined },
  Choice extends { tgi?: Generation['tgi'] },
> implements ChunkWriter<Chunk> {
  readonly #shape: Shape<Whole, Chunk, Choice>;
  readonly #keepsPartial: boolean;
  #identity: Identity;
  readonly #choices: WrittenChoice[];

  constructor(
    shape: Shape<Whole, Chunk, Choice>,
    { choices, identity, keepsPartial = true }: WriterOptions & { choices: number; identity: Identity },
  ) {
    this.#shape = shape;
    this.#identity = identity;
    this.#keepsPartial = keepsPartial;
    this.#choices = Array.from({ length: choices }, () => ({
      text: new KeptText(),
      tokens: [],
      extras: undefined,
      hasBegun: false,
      counts: undefined,
    }));
  }

  useHead(head: ResponseHead): void {
    this.#identity = withHead(this.#identity, head);
  }

  /** Adds the chunks for what a stream added to one choice; gives back what it added to. */
  write(index: number, delta: GenerationDelta, chunks: Chunk[] = []): Chunk[] {
    const { text, tokens, extras, added, end, counts } = delta;
    const shape = this.#shape;
    const choice = this.#choices[index];
    if (choice === undefined) return chunks;
    if (counts !== undefined) {
      // They come alone, and begin nothing.
      choice.counts = counts;
      return chunks;
    }
    if (!choice.hasBegun) {
      choice.hasBegun = true;
      if (shape.toOpening !== undefined) this.#push(shape.toOpening(index), chunks);
    }
    let latest: Choice | undefined;
    if (text !== '' || (tokens.length > 0 && shape.wantsLogprobs)) {
      if (this.#keepsPartial) {
        choice.text.add(text);
        if (shape.wantsLogprobs) addTokens(choice.tokens, tokens);
      }
      latest = this.#push(shape.toText(index, text, tokens), chunks);
    }
    if (extras !== undefined) {
      if (this.#keepsPartial) (choice.extras ??= new KeptExtras()).add(extras);
      if (shape.toExtras !== undefined) latest = this.#push(shape.toExtras(index, extras), chunks);
    }
    if (end !== undefined) {
      choice.counts ??= end.counts;
      const last = shape.toEnd(index, end.finishReason);
      if (end.nativeReason !== undefined) Object.assign(last, { native_finish_reason: end.nativeReason });
      if (end.tgi !== undefined) last.tgi = end.tgi;
      latest = this.#push(last, chunks);
    }
    if (added !== undefined) Object.assign(latest ?? this.#push(shape.toText(index, '', NO_TOKENS), chunks), added);
    return chunks;
  }

  /** After the last choice: the usage chunk, where it was asked for and is known. */
  finish(): Chunk[] {
    const usage = toUsage(this.#choices.map(({ counts }) => counts));
    if (!this.#shape.wantsUsage || usage === undefined) return [];
    const chunk = this.#shape.toChunk([], this.#identity);
    chunk.usage = usage;
    return [Object.assign(chunk, this.#identity.added)];
  }

  /** What has been given so far; of a long stream its end. */
  get partial(): unknown {
    const written = this.#choices.map(({ text, tokens, extras }) => ({
      text: text.text,
      tokens,
      extras: extras?.extras,
      finishReason: null,
    }));
    const usage = toUsage(this.#choices.map(({ counts }) => counts));
    const { added } = this.#identity;
    return Object.assign(this.#shape.toPartial(written, this.#identity), added, usage !== undefined && { usage });
  }

  /** Adds the chunk of one choice, and gives the choice back. */
  #push(choice: Choice, chunks: Chunk[]): Choice {
    const chunk = this.#shape.toChunk([choice], this.#identity);
    // OpenAI: with `include_usage` every other chunk says `usage: null`.
    if (this.#shape.wantsUsage) chunk.usage = null;
    if (this.#identity.added !== undefined) Object.assign(chunk, this.#identity.added);
    chunks.push(chunk);
    return choice;
  }
}

/** What the server says of its response, in place of ours. */
export function withHead({ id, created, model }: Identity, head: ResponseHead): Identity {
  return { id: head.id ?? id, created: head.created ?? created, model: head.model ?? model, added: head.added };
}
