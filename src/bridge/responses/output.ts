/** What a model made, as the items of a response: built up from deltas, with an event for each step. */
import type {
  ChatCompletionMessageToolCallChunk,
  ResponseLogprob,
  ResponseOutputItem,
} from '../../../generated/openai.ts';
import { HeldSize } from '../kept.ts';
import type { Emit, ItemEnd, ItemPlace } from './output-items.ts';
import { CallItem, ReasoningItem, RefusalItem, TextItem } from './output-items.ts';
import type { OfferedTools } from './tools.ts';

export interface OutputOptions {
  emit: Emit;
  /** Begins the ids of the items. */
  id: string;
  declared: OfferedTools['declared'];
  /** Whether reasoning is given in the form for the way back too. */
  encodesReasoning: boolean;
}

type TextLike = TextItem | RefusalItem | ReasoningItem;

/** The items in the order in which they begin. Of texts one is open at a time; calls are open to the end, since servers may write several by turns. */
export class Output {
  readonly #options: OutputOptions;
  readonly #items: ResponseOutputItem[] = [];
  readonly #calls = new Map<number, CallItem>();
  #open: TextLike | undefined;
  /** The last event holds all of it. */
  readonly #size = new HeldSize();

  constructor(options: OutputOptions) {
    this.#options = options;
  }

  get items(): ResponseOutputItem[] {
    return [...this.#items];
  }

  /** As far as they have come. */
  get unfinished(): ResponseOutputItem[] {
    return this.#items.map((item) => (item.status === 'in_progress' ? { ...item, status: 'incomplete' } : item));
  }

  reason(text: string): void {
    this.#size.add(text.length);
    const { encodesReasoning: isEncoded } = this.#options;
    if (!(this.#open instanceof ReasoningItem)) this.#begin('rs', (place) => new ReasoningItem(place, { isEncoded }));
    if (this.#open instanceof ReasoningItem) this.#open.add(text);
  }

  write(text: string, logprobs: readonly ResponseLogprob[]): void {
    this.#size.add(text.length);
    if (!(this.#open instanceof TextItem)) this.#begin('msg', (place) => new TextItem(place));
    if (this.#open instanceof TextItem) this.#open.add(text, logprobs);
  }

  refuse(text: string): void {
    this.#size.add(text.length);
    if (!(this.#open instanceof RefusalItem)) this.#begin('msg', (place) => new RefusalItem(place));
    if (this.#open instanceof RefusalItem) this.#open.add(text);
  }

  call({ index, id, function: called }: ChatCompletionMessageToolCallChunk): void {
    const known = this.#calls.get(index);
    const given = called?.arguments ?? '';
    this.#size.add(given.length);
    if (known !== undefined) return known.add(given);
    this.#closeText('completed');
    const name = called?.name ?? '';
    const tool = this.#options.declared.get(name) ?? { kind: 'function', name, namespace: undefined };
    const call = new CallItem(this.#nextPlace(tool.kind === 'custom' ? 'ctc' : 'fc'), { callId: id ?? '', tool });
    this.#calls.set(index, call);
    this.#items.push(call.item);
    return call.add(given);
  }

  /** Ends all that is open; a message that says nothing is there where nothing else is. */
  end(status: ItemEnd): void {
    if (this.#items.length === 0) this.write('', []);
    this.#closeText(status);
    for (const call of this.#calls.values()) call.close(status);
  }

  #begin(prefix: string, create: (place: ItemPlace) => TextLike): void {
    this.#closeText('completed');
    this.#open = create(this.#nextPlace(prefix));
    this.#items.push(this.#open.item);
  }

  #closeText(status: ItemEnd): void {
    this.#open?.close(status);
    this.#open = undefined;
  }

  #nextPlace(prefix: string): ItemPlace {
    const { emit, id } = this.#options;
    const index = this.#items.length;
    return { id: `${prefix}_${id}${index}`, index, emit };
  }
}
