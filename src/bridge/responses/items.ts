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

/** The messages: `instructions` first, then the items. What the model made in one turn is one message again. */
export function toMessages({ instructions, input }: Pick<ResponseRequest, 'instructions' | 'input'>) {
  const messages = new MessageList();
  if (typeof instructions === 'string' && instructions !== '') messages.addSystem(instructions);
  if (typeof input === 'string') messages.add({ role: 'user', content: input });
  else for (const [index, item] of input.entries()) messages.addItem(item, `input[${index}]`);
  const { all } = messages;
  if (all.length > 0) return all;
  throw new BadRequestError('`input` has no items, and there are no `instructions`: nothing is asked.', {
    param: 'input',
  });
}

class MessageList {
  readonly all: ChatCompletionMessageParam[] = [];
  /** Reasoning that belongs to the message after it. */
  #reasoning = '';

  addItem(item: ResponseInputItem, place: string): void {
    if (!('type' in item)) return this.#addMessage(item, place);
    switch (item.type) {
      case 'message':
        return this.#addMessage(item, place);
      case 'reasoning':
        this.#reasoning += toReasoning(item, place);
        return undefined;
      case 'function_call':
        return this.#addCall(item, item.arguments);
      case 'custom_tool_call':
        return this.#addCall(item, JSON.stringify({ input: item.input }));
      case 'function_call_output':
      case 'custom_tool_call_output':
        return this.add({ role: 'tool', tool_call_id: item.call_id, content: toResult(item.output, place) });
      case 'item_reference':
        throw new UnsupportedError(
          `\`${place}\` refers to an item of a response that is not kept here. Give the item itself.`,
          { param: place, code: 'item_not_found' },
        );
    }
  }

  /** Templates take a system message at the beginning alone, and one: those that stand together there are joined. */
  addSystem(text: string): void {
    const last = this.all.at(-1);
    if (last?.role === 'system' && typeof last.content === 'string') last.content += `\n\n${text}`;
    else this.add({ role: 'system', content: text });
  }

  add(message: ChatCompletionMessageParam): void {
    // A turn that ended in its thoughts: an assistant's message without text.
    if (this.#reasoning !== '' && message.role !== 'assistant') this.#assistant();
    this.all.push(message);
  }

  #addMessage({ role, content }: Message, place: string): void {
    if (role === 'user') return this.add({ role, content: toUserContent(content, place) });
    const text = toText(content, `${place}.content`);
    if (role !== 'assistant') return this.addSystem(text);
    const message = this.#assistant();
    message.content = `${typeof message.content === 'string' ? message.content : ''}${text}`;
    return undefined;
  }

  #addCall(call: { call_id: string; name: string; namespace?: string | null | undefined }, args: string): void {
    const message = this.#assistant();
    const name = toOfferedName(call.name, call.namespace);
    message.tool_calls = [
      ...(message.tool_calls ?? []),
      { id: call.call_id, type: 'function', function: { name, arguments: args } },
    ];
  }

  /** The message of the model's turn, with the reasoning before it; text after calls begins another. */
  #assistant(): ChatCompletionAssistantMessageParam {
    const last = this.all.at(-1);
    const isOpen = last?.role === 'assistant' && this.#reasoning === '';
    if (isOpen) return last;
    const message: ChatCompletionAssistantMessageParam = { role: 'assistant', content: '' };
    if (this.#reasoning !== '') message.reasoning_content = this.#reasoning;
    this.#reasoning = '';
    this.all.push(message);
    return message;
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
