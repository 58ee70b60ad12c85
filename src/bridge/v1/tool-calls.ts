/**
 * Tool calls as servers give them, in OpenAI's shape. TGI gives one call at the most; every version has another form of it: an object for
 * the list, an object for the arguments, `parameters` for `arguments`, the id 0 for all, and streams of its whole grammar
 * (TGI router, chat.rs; recorded from 1.4 to 3.3).
 */
import type { ChatCompletionMessageToolCallChunk } from '../../../generated/openai.ts';
import type { JsonObject } from '../../base/check.ts';
import { isObject, tryParse } from '../../base/check.ts';

/** Mints an id for a call whose own says nothing. */
export type CreateCallId = () => string;

/** TGI numbers its calls from 0 in each answer: in the next turn such ids would collide. */
function toCallId(id: unknown, createCallId: CreateCallId): string {
  return typeof id === 'string' && /\D/.test(id) ? id : createCallId();
}

/** What OpenAI writes for a function without parameters; some servers write nothing, which is no JSON. */
const NO_ARGUMENTS = '{}';

function toArguments(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? {});
}

/** What a stream's tool calls add: chunks of calls, and text where the model declined to call. */
export interface ToolCallDelta {
  calls: ChatCompletionMessageToolCallChunk[];
  text: string;
}

interface OpenCall {
  id: string;
  /** As the server wrote it. */
  givenId: unknown;
  /** Undefined until the name is known; what comes before is held. */
  name: string | undefined;
  held: string;
  hasArguments: boolean;
}

/** Reads the tool calls of one streamed choice. */
export class ToolCallReader {
  readonly #createCallId: CreateCallId;
  /** Our own index is the place in this order. */
  #calls: OpenCall[] = [];
  /** The latest call at each of the server's indices. */
  readonly #latest = new Map<number, OpenCall>();

  constructor(createCallId: CreateCallId) {
    this.#createCallId = createCallId;
  }

  /** Whether anything was read. */
  get hasCalls(): boolean {
    return this.#calls.length > 0;
  }

  /** Reads `delta.tool_calls`. `isEnd`: this event ends the text, and may carry the end token's own text. */
  read(value: unknown, { isEnd }: { isEnd: boolean }): ChatCompletionMessageToolCallChunk[] {
    // TGI numbers the object it gives for a list by tokens (1.4): there is one call.
    const isList = Array.isArray(value);
    return toList(value).flatMap((call, place) => {
      const index = isList && typeof call['index'] === 'number' ? call['index'] : place;
      return this.#readCall(index, call, isEnd);
    });
  }

  /** Reads the `tool_calls` of a whole message, which are told apart by their places. */
  readWhole(value: unknown): ChatCompletionMessageToolCallChunk[] {
    return toList(value).flatMap((call, place) => this.#readCall(place, call, false));
  }

  #readCall(index: number, delta: JsonObject, isEnd: boolean): ChatCompletionMessageToolCallChunk[] {
    const { name, arguments: given, parameters } = isObject(delta['function']) ? delta['function'] : {};
    const fragment = toFragment(given ?? parameters, isEnd);
    const latest = this.#latest.get(index);
    const call = latest === undefined || beginsAnother(latest, delta) ? this.#open(index, delta) : latest;
    call.hasArguments ||= fragment !== '';
    if (call.name !== undefined) {
      return fragment === '' ? [] : [{ index: this.#calls.indexOf(call), function: { arguments: fragment } }];
    }
    call.held += fragment;
    if (toText(name) === '') return [];
    call.name = toText(name);
    return [toFirstChunk(this.#calls.indexOf(call), call, { name: call.name, arguments: call.held })];
  }

  #open(index: number, { id }: JsonObject): OpenCall {
    const call = { id: toCallId(id, this.#createCallId), givenId: id, name: undefined, held: '', hasArguments: false };
    this.#calls.push(call);
    this.#latest.set(index, call);
    return call;
  }

  /**
   * Gives the calls that never had a name: their text is the whole grammar, `{"function": {"_name": …, …}}` (TGI up to 3.1). Those without
   * arguments get empty ones, unless the text `isCut`.
   */
  finish({ isCut }: { isCut: boolean }): ToolCallDelta {
    const delta: ToolCallDelta = { calls: [], text: '' };
    for (const call of this.#calls) {
      if (call.name !== undefined && !call.hasArguments && !isCut) {
        delta.calls.push({ index: this.#calls.indexOf(call), function: { arguments: NO_ARGUMENTS } });
      }
      if (call.name !== undefined || call.held === '') continue;
      const unwrapped = unwrap(call.held);
      if (unwrapped.name === NO_TOOL) {
        delta.text += unwrapped.content;
        this.#calls = this.#calls.filter((each) => each !== call);
      } else {
        delta.calls.push(toFirstChunk(this.#calls.indexOf(call), call, unwrapped));
      }
    }
    return delta;
  }
}

/** Some servers number every call 0, or none: a new id beside a name begins the next. TGI repeats the id, and no name. */
function beginsAnother({ name, givenId }: OpenCall, { id, function: called }: JsonObject): boolean {
  const isNamed = isObject(called) && toText(called['name']) !== '';
  return name !== undefined && isNamed && toText(id) !== '' && toText(givenId) !== '' && id !== givenId;
}

function toFirstChunk(
  index: number,
  { id }: OpenCall,
  { name, arguments: text }: { name: string; arguments: string },
): ChatCompletionMessageToolCallChunk {
  return { index, id, type: 'function', function: { name, arguments: text } };
}

/** The text of an end token, such as `</s>` or `<|eot_id|>`: no text ends so in JSON. */
export function isEndToken(text: string): boolean {
  return /^<[^<>"\s]+>$/.test(text);
}

function toFragment(value: unknown, isEnd: boolean): string {
  const text = typeof value === 'string' || value === undefined || value === null ? toText(value) : toArguments(value);
  return isEnd && isEndToken(text) ? '' : text;
}

/** The tool by which TGI's grammar lets a model answer in text. */
const NO_TOOL = 'no_tool';

function unwrap(text: string): { name: string; arguments: string; content: string } {
  const parsed = tryParse(text);
  const called = isObject(parsed) ? parsed['function'] : undefined;
  if (!isObject(called)) return { name: '', arguments: text, content: '' };
  const { _name: name, ...given } = called;
  return { name: toText(name), arguments: JSON.stringify(given), content: toText(given['content']) };
}

function toList(value: unknown): JsonObject[] {
  return (Array.isArray(value) ? value : [value]).filter(isObject);
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
