/** The items of a response while they are written: each emits the events of its kind. */
import type {
  ResponseContentPart,
  ResponseLogprob,
  ResponseOutputContent,
  ResponseOutputItem,
  ResponseOutputReasoning,
  ResponseStreamEvent,
} from '../../../generated/openai.ts';
import { isObject, tryParse } from '../../base/check.ts';
import { encodeReasoning } from './reasoning.ts';
import type { DeclaredTool } from './tools.ts';

type WithoutNumber<Event> = Event extends unknown ? Omit<Event, 'sequence_number'> : never;

/** An event before it is numbered. */
export type OutputEvent = WithoutNumber<ResponseStreamEvent>;
export type Emit = (event: OutputEvent) => void;
export type ItemEnd = 'completed' | 'incomplete';

/** Where an item stands. */
export interface ItemPlace {
  id: string;
  /** In the output. */
  index: number;
  emit: Emit;
}

type WithContent<Part> = ResponseOutputItem & { content: Part[] };

/** An item with one part, which grows. What was emitted when it began is not changed: those events hold copies. */
abstract class PartItem<Part extends ResponseContentPart> {
  readonly item: WithContent<Part>;
  protected readonly part: Part;
  protected readonly emit: Emit;
  protected readonly at: { item_id: string; output_index: number; content_index: number };

  constructor({ id, index, emit }: ItemPlace, item: WithContent<Part>, part: Part) {
    this.item = item;
    this.part = part;
    this.emit = emit;
    this.at = { item_id: id, output_index: index, content_index: 0 };
    emit({ type: 'response.output_item.added', output_index: index, item: { ...item } });
    emit({ type: 'response.content_part.added', ...this.at, part: { ...part } });
    item.content = [part];
  }

  close(status: ItemEnd): void {
    this.emitDone();
    this.emit({ type: 'response.content_part.done', ...this.at, part: this.part });
    this.item.status = status;
    this.emit({ type: 'response.output_item.done', output_index: this.at.output_index, item: this.item });
  }

  /** The event with all of the part. */
  protected abstract emitDone(): void;
}

type MessageItem<Part> = Extract<ResponseOutputItem, { type: 'message' }> & { content: Part[] };

function toMessageItem<Part extends ResponseOutputContent>(id: string): MessageItem<Part> {
  return { id, type: 'message', role: 'assistant', status: 'in_progress', content: [] };
}

type TextPart = Extract<ResponseContentPart, { type: 'output_text' }>;
type RefusalPart = Extract<ResponseContentPart, { type: 'refusal' }>;
type ReasoningPart = Extract<ResponseContentPart, { type: 'reasoning_text' }>;

export class TextItem extends PartItem<TextPart> {
  readonly #logprobs: ResponseLogprob[] = [];

  constructor(place: ItemPlace) {
    super(place, toMessageItem(place.id), { type: 'output_text', text: '', annotations: [], logprobs: [] });
  }

  add(text: string, logprobs: readonly ResponseLogprob[]): void {
    this.part.text += text;
    for (const logprob of logprobs) this.#logprobs.push(logprob);
    this.emit({ type: 'response.output_text.delta', ...this.at, delta: text, logprobs: [...logprobs] });
  }

  protected emitDone(): void {
    this.part.logprobs = this.#logprobs;
    const { text, logprobs } = this.part;
    this.emit({ type: 'response.output_text.done', ...this.at, text, logprobs });
  }
}

export class RefusalItem extends PartItem<RefusalPart> {
  constructor(place: ItemPlace) {
    super(place, toMessageItem(place.id), { type: 'refusal', refusal: '' });
  }

  add(text: string): void {
    this.part.refusal += text;
    this.emit({ type: 'response.refusal.delta', ...this.at, delta: text });
  }

  protected emitDone(): void {
    this.emit({ type: 'response.refusal.done', ...this.at, refusal: this.part.refusal });
  }
}

export class ReasoningItem extends PartItem<ReasoningPart> {
  readonly #reasoning: ResponseOutputReasoning;
  readonly #isEncoded: boolean;

  /** `isEncoded`: whether the item has `encrypted_content` too. */
  constructor(place: ItemPlace, { isEncoded }: { isEncoded: boolean }) {
    const item: ResponseOutputReasoning = {
      id: place.id,
      type: 'reasoning',
      summary: [],
      content: [],
      status: 'in_progress',
    };
    super(place, item, { type: 'reasoning_text', text: '' });
    this.#reasoning = item;
    this.#isEncoded = isEncoded;
  }

  add(text: string): void {
    this.part.text += text;
    this.emit({ type: 'response.reasoning_text.delta', ...this.at, delta: text });
  }

  protected emitDone(): void {
    const { text } = this.part;
    this.emit({ type: 'response.reasoning_text.done', ...this.at, text });
    if (this.#isEncoded) this.#reasoning.encrypted_content = encodeReasoning(text);
  }
}

type CallItemObject = Extract<ResponseOutputItem, { type: 'function_call' | 'custom_tool_call' }>;

/** A call of a tool, in the form that the tool was declared in. */
export class CallItem {
  readonly item: CallItemObject;
  readonly #emit: Emit;
  readonly #at: { item_id: string; output_index: number };
  #arguments = '';

  constructor({ id, index, emit }: ItemPlace, { callId, tool }: { callId: string; tool: DeclaredTool }) {
    const { kind, name, namespace } = tool;
    const known = { id, call_id: callId, name, ...(namespace !== undefined && { namespace }) };
    this.item =
      kind === 'custom'
        ? { type: 'custom_tool_call', input: '', status: 'in_progress', ...known }
        : { type: 'function_call', arguments: '', status: 'in_progress', ...known };
    this.#emit = emit;
    this.#at = { item_id: id, output_index: index };
    emit({ type: 'response.output_item.added', output_index: index, item: { ...this.item } });
  }

  add(text: string): void {
    this.#arguments += text;
    if (this.item.type === 'function_call') this.item.arguments = this.#arguments;
    // The input of a custom tool is a text inside of the arguments, which is known when they are whole.
    if (text === '' || this.item.type === 'custom_tool_call') return;
    this.#emit({ type: 'response.function_call_arguments.delta', ...this.#at, delta: text });
  }

  close(status: ItemEnd): void {
    this.item.status = status;
    if (this.item.type === 'custom_tool_call') {
      const input = toInput(this.#arguments);
      this.item.input = input;
      this.#emit({ type: 'response.custom_tool_call_input.delta', ...this.#at, delta: input });
      this.#emit({ type: 'response.custom_tool_call_input.done', ...this.#at, input });
    } else {
      const { name, arguments: given } = this.item;
      this.#emit({ type: 'response.function_call_arguments.done', ...this.#at, name, arguments: given });
    }
    this.#emit({ type: 'response.output_item.done', output_index: this.#at.output_index, item: this.item });
  }
}

/** What a model wrote for the one text of a custom tool; where it did not keep to the form, all that it wrote. */
function toInput(written: string): string {
  const parsed = tryParse(written);
  const input = isObject(parsed) ? parsed['input'] : parsed;
  return typeof input === 'string' ? input : written;
}
