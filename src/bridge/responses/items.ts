/** The items of a request as the messages of a chat. */
import type {
  ChatCompletionAssistantMessageParam,
  ChatCompletionContentPart,
  ChatCompletionContentPartText,
  ChatCompletionMessageParam,
  ResponseInputItem,
  ResponseInputMessage,
  ResponseInputPart,
  ResponseReasoningItem,
  ResponseRequest,
  ResponseUntypedMessage,
} from '../../../generated/openai.ts';
import { BadRequestError, UnsupportedError } from '../../base/errors.ts';
import { decodeReasoning } from './reasoning.ts';
import { toOfferedName } from './tools.ts';

type Message = ResponseInputMessage | ResponseUntypedMessage;

/** An item, and where the caller wrote it (`input[3]`). */
export interface PlacedItem {
  item: ResponseInputItem;
  place: string;
}

/** Where a message comes from, in the caller's words. */
export interface MessagePlace {
  item: string;
  content: string;
  calls: string[];
}

/** The messages of a chat, and where each comes from. */
export interface PlacedMessages {
  messages: ChatCompletionMessageParam[];
  places: MessagePlace[];
}

/** The items that a request holds itself. A text is a message of the user. */
export function toPlacedItems(input: ResponseRequest['input']): PlacedItem[] {
  if (typeof input === 'string') return [{ item: { role: 'user', content: input }, place: 'input' }];
  return input.map((item, index) => ({ item, place: `input[${index}]` }));
}

/** The messages: `instructions` first, then the items. What the model made in one turn is one message again. */
export function toMessages(
  instructions: ResponseRequest['instructions'],
  items: readonly PlacedItem[],
): PlacedMessages {
  const list = new MessageList();
  if (typeof instructions === 'string' && instructions !== '') list.addSystem(instructions, toPlace('instructions'));
  for (const { item, place } of items) list.addItem(item, place);
  list.close();
  const { messages, places } = list;
  if (messages.length > 0) return { messages, places };
  throw new BadRequestError('`input` has no items, and there are no `instructions`: nothing is asked.', {
    param: 'input',
  });
}

/** A text given in the place of a message is its content, too. */
function toPlace(item: string, member = 'content'): MessagePlace {
  return { item, content: item.endsWith(']') ? `${item}.${member}` : item, calls: [] };
}

class MessageList {
  readonly messages: ChatCompletionMessageParam[] = [];
  readonly places: MessagePlace[] = [];
  /** Reasoning that belongs to the message after it, and where it stands. */
  #reasoning = { text: '', place: '' };

  addItem(item: ResponseInputItem, place: string): void {
    if (!('type' in item)) return this.#addMessage(item, place);
    switch (item.type) {
      case 'message':
        return this.#addMessage(item, place);
      case 'reasoning':
        this.#reasoning = { text: this.#reasoning.text + toReasoning(item, place), place };
        return undefined;
      case 'function_call':
        return this.#addCall(item, item.arguments, place);
      case 'custom_tool_call':
        return this.#addCall(item, JSON.stringify({ input: item.input }), place);
      case 'function_call_output':
      case 'custom_tool_call_output': {
        const content = toResult(item.output, place);
        return this.#add({ role: 'tool', tool_call_id: item.call_id, content }, toPlace(place, 'output'));
      }
      case 'item_reference':
        throw new BadRequestError(
          `\`${place}\` refers to an item of a response that is not known here. Give the item itself.`,
          { param: place, code: 'item_not_found' },
        );
    }
  }

  /** Templates take a system message at the beginning alone, and one: those that stand together there are joined. */
  addSystem(text: string, place: MessagePlace): void {
    const last = this.messages.at(-1);
    if (last?.role === 'system' && typeof last.content === 'string') last.content += `\n\n${text}`;
    else this.#add({ role: 'system', content: text }, place);
  }

  #add(message: ChatCompletionMessageParam, place: MessagePlace): void {
    // A turn that ended in its thoughts: an assistant's message without text.
    if (this.#reasoning.text !== '' && message.role !== 'assistant') this.#assistant(this.#reasoning.place);
    this.messages.push(message);
    this.places.push(place);
  }

  #addMessage({ role, content }: Message, place: string): void {
    if (role === 'user') return this.#add({ role, content: toUserContent(content, place) }, toPlace(place));
    const text = toText(content, `${place}.content`);
    if (role !== 'assistant') return this.addSystem(text, toPlace(place));
    const { message } = this.#assistant(place);
    message.content = `${typeof message.content === 'string' ? message.content : ''}${text}`;
    return undefined;
  }

  #addCall(
    call: { call_id: string; name: string; namespace?: string | null | undefined },
    args: string,
    place: string,
  ): void {
    const { message, calls } = this.#assistant(place);
    const name = toOfferedName(call.name, call.namespace, `${place}.name`);
    message.tool_calls ??= [];
    message.tool_calls.push({ id: call.call_id, type: 'function', function: { name, arguments: args } });
    calls.push(place);
  }

  /** Reasoning that nothing follows is a turn by itself. */
  close(): void {
    if (this.#reasoning.text !== '') this.#assistant(this.#reasoning.place);
  }

  /** The message of the model's turn; reasoning begins another. */
  #assistant(place: string): { message: ChatCompletionAssistantMessageParam; calls: string[] } {
    const last = this.messages.at(-1);
    const { text: reasoning } = this.#reasoning;
    const lastPlace = this.places.at(-1);
    if (last?.role === 'assistant' && reasoning === '' && lastPlace !== undefined) {
      return { message: last, calls: lastPlace.calls };
    }
    const message: ChatCompletionAssistantMessageParam = { role: 'assistant', content: '' };
    if (reasoning !== '') message.reasoning_content = reasoning;
    this.#reasoning = { text: '', place: '' };
    const placed = toPlace(place);
    this.messages.push(message);
    this.places.push(placed);
    return { message, calls: placed.calls };
  }
}

function toReasoning({ content, summary, encrypted_content: encoded }: ResponseReasoningItem, place: string): string {
  if (content && content.length > 0) return content.map(({ text }) => text).join('');
  if (typeof encoded === 'string' && encoded !== '') return decodeReasoning(encoded, `${place}.encrypted_content`);
  return (summary ?? []).map(({ text }) => text).join('\n');
}

/** One text stays a text: not every template knows lists of parts. */
function toUserContent(content: Message['content'], place: string): string | ChatCompletionContentPart[] {
  if (typeof content === 'string') return content;
  const parts = content.map((part, index) => toPart(part, `${place}.content[${index}]`));
  const [only] = parts;
  return parts.length === 1 && only?.type === 'text' ? only.text : parts;
}

function toPart(part: ResponseInputPart, place: string): ChatCompletionContentPart {
  switch (part.type) {
    case 'input_text':
    case 'output_text':
      return { type: 'text', text: part.text };
    case 'refusal':
      return { type: 'text', text: part.refusal };
    case 'input_image': {
      const { image_url: url, detail } = part;
      if (typeof url !== 'string') throw noFiles(place, 'Give `image_url`.');
      return {
        type: 'image_url',
        image_url: { url, ...(detail === 'low' || detail === 'high' || detail === 'auto' ? { detail } : {}) },
      };
    }
    case 'input_file': {
      const { file_data: data, filename } = part;
      if (typeof data !== 'string') throw noFiles(place, 'Give `file_data`.');
      return { type: 'file', file: { file_data: data, ...(typeof filename === 'string' && { filename }) } };
    }
    case 'input_audio':
      return { type: 'input_audio', input_audio: part.input_audio };
  }
}

function noFiles(place: string, advice: string): UnsupportedError {
  return new UnsupportedError(`\`${place}\` names a file that would have to be kept here, and none is. ${advice}`, {
    param: place,
  });
}

/** Parts of text are one text, as the model wrote or reads them. */
function toText(content: Message['content'], place: string): string {
  if (typeof content === 'string') return content;
  return content.map((part, index) => toPlainText(part, `${place}[${index}]`)).join('');
}

function toResult(output: Message['content'], place: string): string | ChatCompletionContentPartText[] {
  return toText(output, `${place}.output`);
}

function toPlainText(part: ResponseInputPart, place: string): string {
  if (part.type === 'refusal') return part.refusal;
  if (part.type === 'input_text' || part.type === 'output_text') return part.text;
  throw new UnsupportedError(
    `\`${place}.type\` is \`${part.type}\`: only messages of the user may hold more than text.`,
    {
      param: `${place}.type`,
    },
  );
}
