/** The chunks of a chat as the whole answer that they are. */
import type { ChatCompletion, ChatCompletionChoice, ChatCompletionChunk } from '../../generated/openai.ts';
import { addExtras } from './extras.ts';
import type { DeltaExtras, MessageExtras } from './generation.ts';

type ChunkChoice = ChatCompletionChunk['choices'][number];

/** A choice as far as it came. */
interface Growing {
  content: string;
  extras: MessageExtras;
  logprobs: ChatCompletionChoice['logprobs'];
  finishReason: ChunkChoice['finish_reason'];
  /** What stands beside, such as `tgi`. */
  added: object;
}

/** Joins chunks in the order in which they come. */
export class JoinedChat {
  #head: Partial<Omit<ChatCompletionChunk, 'choices' | 'usage'>> = {};
  #usage: ChatCompletion['usage'];
  readonly #choices = new Map<number, Growing>();

  add({ choices, usage, ...head }: ChatCompletionChunk): void {
    Object.assign(this.#head, head);
    this.#usage = usage ?? this.#usage;
    for (const choice of choices) this.#addChoice(choice);
  }

  /** The text of a choice so far. */
  textOf(index: number): string {
    return this.#choices.get(index)?.content ?? '';
  }

  /** The answer; undefined where a choice has no end, or nothing came. */
  whole(): ChatCompletion | undefined {
    const choices = [...this.#choices].flatMap(([index, growing]) => toChoice(index, growing) ?? []);
    if (choices.length === 0 || choices.length < this.#choices.size) return undefined;
    const { id = '', created = 0, model = '', object: _, ...others } = this.#head;
    return {
      id,
      object: 'chat.completion',
      created,
      model,
      choices: choices.toSorted((a, b) => a.index - b.index),
      ...others,
      ...(this.#usage !== undefined && { usage: this.#usage }),
    };
  }

  #addChoice({ index, delta, logprobs, finish_reason: reason, ...added }: ChunkChoice): void {
    const choice = this.#choices.get(index) ?? {
      content: '',
      extras: {},
      logprobs: null,
      finishReason: null,
      added: {},
    };
    this.#choices.set(index, choice);
    const { role: _, content, ...extras } = delta;
    choice.content += content ?? '';
    choice.finishReason = reason ?? choice.finishReason;
    Object.assign(choice.added, added);
    addExtras(choice.extras, withoutNulls(extras));
    if (logprobs?.content) {
      choice.logprobs = { ...logprobs, content: [...(choice.logprobs?.content ?? []), ...logprobs.content] };
    }
  }
}

/** Text beside calls is null where there is none, as OpenAI has it. */
function toChoice(index: number, growing: Growing): ChatCompletionChoice | undefined {
  const { content, extras, logprobs, finishReason, added } = growing;
  if (finishReason === null) return undefined;
  const text = content === '' && extras.tool_calls !== undefined ? null : content;
  const message = { role: 'assistant' as const, content: text, ...extras, refusal: extras.refusal ?? null };
  return { ...added, index, message, logprobs, finish_reason: finishReason };
}

function withoutNulls(members: object): DeltaExtras {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null && value !== undefined));
}
