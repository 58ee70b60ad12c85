/**
 * Tool calls as servers give them, in OpenAI's shape. TGI gives one call at the most; every version has another form of it: an object for
 * the list, an object for the arguments, `parameters` for `arguments`, the id 0 for all, and streams of its whole grammar
 * (TGI router, chat.rs; recorded from 1.4 to 3.3).
 */
import type { ChatCompletionMessageToolCallChunk } from '../../../generated/openai.ts';
import type { JsonObject } from '../../base/check.ts';
import { hasMembers, isObject } from '../../base/check.ts';
import { APIError } from '../../base/errors.ts';
import { readAdded } from './extras.ts';
import { HeldSize } from '../kept.ts';
import { NO_TOOL, toFragment, toList, toText, unwrap } from './call-text.ts';
import { JsonDepth } from './json-depth.ts';

/** Mints an id for a call whose own says nothing. */
export type CreateCallId = () => string;

/** What OpenAI writes for a function without parameters; some servers write nothing, which is no JSON. */
const NO_ARGUMENTS = '{}';

/** What a stream's tool calls add: chunks of calls, and text where the model declined to call. */
export interface ToolCallDelta {
  calls: ChatCompletionMessageToolCallChunk[];
  text: string;
}

interface OpenCall {
  /** Our own number of it, given when it is first handed on. */
  index: number | undefined;
  id: string;
  /** As the server wrote it. */
  givenId: unknown;
  /** Undefined until the name is known; what comes before is held. */
  name: string | undefined;
  held: string[];
  arguments: JsonDepth;
  hasArguments: boolean;
  /** Whether its name came again, alone, behind complete arguments: what follows may be of another call. */
  isNamedAgain: boolean;
  /** What the server adds to it, as long as it is held. */
  added: JsonObject | undefined;
}

/** Members of a call that are read one by one. */
const READ: ReadonlySet<string> = new Set(['index', 'id', 'type', 'function']);
const READ_IN_FUNCTION: ReadonlySet<string> = new Set(['name', 'arguments', 'parameters', '_name', 'description']);

/** Reads the tool calls of one streamed choice. */
export class ToolCallReader {
  readonly #createCallId: CreateCallId;
  readonly #calls: OpenCall[] = [];
  readonly #ids = new Set<string>();
  /** The latest call at each of the server's indices. */
  readonly #latest = new Map<number, OpenCall>();
  /** What is held of calls that have no name yet. */
  readonly #held = new HeldSize();
  #count = 0;

  constructor(createCallId: CreateCallId) {
    this.#createCallId = createCallId;
  }

  /** Whether a call was handed on, or is held. */
  get hasCalls(): boolean {
    return this.#count > 0 || this.#calls.some(({ name, held }) => name === undefined && held.length > 0);
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
    if (!isObject(delta['function']) && isOtherType(delta['type'])) return [this.#readOther(index, delta)];
    const called = isObject(delta['function']) ? delta['function'] : {};
    const fragment = toFragment(called['arguments'] ?? called['parameters'], isEnd);
    const latest = this.#latest.get(index);
    const isNew = latest === undefined || beginsAnother(latest, { delta, fragment });
    const call = isNew ? this.#open(index, delta) : latest;
    // A call whose name came before its arguments did.
    const name = toText(called['name']) || (isNew && latest?.isNamedAgain === true ? toText(latest.name) : '');
    if (!isNew && name !== '' && fragment === '' && !hasSameId(call, delta))
      call.isNamedAgain ||= call.arguments.isComplete;
    const added = toAdded(delta, called);
    call.hasArguments ||= fragment !== '';
    call.arguments.push(fragment);
    if (call.name !== undefined) {
      if (fragment === '' && added === undefined) return [];
      return [toNextChunk(call, { fragment, added })];
    }
    if (fragment !== '') {
      this.#held.add(fragment.length);
      call.held.push(fragment);
    }
    if (added !== undefined) call.added = Object.assign(call.added ?? {}, added);
    if (name === '') return [];
    call.name = name;
    return [this.#toFirstChunk(call, { name, arguments: call.held.join('') })];
  }

  /** A call of a type that has no function, such as `custom`: as the server wrote it. */
  #readOther(index: number, delta: JsonObject): ChatCompletionMessageToolCallChunk {
    const latest = this.#latest.get(index);
    const isNew = latest === undefined || (toText(delta['id']) !== '' && delta['id'] !== latest.givenId);
    const call = isNew ? this.#open(index, delta) : latest;
    const others = readAdded(delta, READ);
    if (call.index !== undefined) return { index: call.index, ...others };
    call.name = '';
    call.hasArguments = true;
    call.index = this.#count++;
    return { index: call.index, id: call.id, ...({ type: delta['type'] } as object), ...others };
  }

  #open(index: number, { id }: JsonObject): OpenCall {
    if (this.#calls.length >= MAX_CALLS) throw tooManyCalls();
    const call: OpenCall = {
      index: undefined,
      id: this.#toId(id),
      givenId: id,
      name: undefined,
      held: [],
      arguments: new JsonDepth(),
      hasArguments: false,
      isNamedAgain: false,
      added: undefined,
    };
    this.#calls.push(call);
    this.#latest.set(index, call);
    return call;
  }

  /** TGI numbers its calls from 0 in each answer, and other servers give all calls one id: in the next turn such would collide. */
  #toId(id: unknown): string {
    const own = typeof id === 'string' && /\D/.test(id) && !this.#ids.has(id) ? id : this.#createCallId();
    this.#ids.add(own);
    return own;
  }

  /**
   * Gives the calls that never had a name: their text is the whole grammar, `{"function": {"_name": …, …}}` (TGI up to 3.1). Those without
   * arguments get empty ones, unless the text `isCut`.
   */
  finish({ isCut }: { isCut: boolean }): ToolCallDelta {
    const delta: ToolCallDelta = { calls: [], text: '' };
    for (const call of this.#calls) {
      if (call.name !== undefined && !call.hasArguments && !isCut) {
        delta.calls.push(toNextChunk(call, { fragment: NO_ARGUMENTS, added: undefined }));
      }
      if (call.name !== undefined || call.held.length === 0) continue;
      const unwrapped = unwrap(call.held.join(''));
      call.held = [];
      if (unwrapped.name === NO_TOOL) delta.text += unwrapped.content;
      else delta.calls.push(this.#toFirstChunk(call, unwrapped));
    }
    return delta;
  }

  #toFirstChunk(call: OpenCall, { name, arguments: text }: { name: string; arguments: string }) {
    call.index = this.#count++;
    call.name = name;
    const { inFunction, ...added } = call.added ?? {};
    return {
      index: call.index,
      id: call.id,
      type: 'function' as const,
      function: { name, arguments: text, ...(isObject(inFunction) && inFunction) },
      ...added,
    };
  }
}

/** Far above what any model calls in one message; each is remembered to its end. */
const MAX_CALLS = 65_536;

function tooManyCalls(): APIError {
  return new APIError(
    `The server made more than ${MAX_CALLS} tool calls in one message. Check the server and its model.`,
    {
      status: 200,
      code: 'too_many_tool_calls',
      attempts: 1,
    },
  );
}

function toNextChunk(
  { index = 0 }: OpenCall,
  { fragment, added = {} }: { fragment: string; added: JsonObject | undefined },
): ChatCompletionMessageToolCallChunk {
  const { inFunction, ...others } = added;
  const called = { ...(fragment !== '' && { arguments: fragment }), ...(isObject(inFunction) && inFunction) };
  return { index, ...(hasMembers(called) && { function: called }), ...others };
}

/** What the server adds to a call, and to its function. */
function toAdded(call: JsonObject, called: JsonObject): JsonObject | undefined {
  const added = readAdded(call, READ);
  const inFunction = readAdded(called, READ_IN_FUNCTION);
  return inFunction === undefined ? added : { ...added, inFunction };
}

function hasSameId({ givenId }: OpenCall, { id }: JsonObject): boolean {
  return toText(id) !== '' && id === givenId;
}

function isOtherType(type: unknown): boolean {
  return typeof type === 'string' && type !== '' && type !== 'function';
}

/**
 * Some servers number every call 0, or none. A named delta begins the next call if it has another id, if it has none to tell by and comes
 * behind complete arguments, or if its name is another. TGI repeats the id, and no name; others repeat the name beside each fragment.
 */
function beginsAnother(latest: OpenCall, { delta, fragment }: { delta: JsonObject; fragment: string }): boolean {
  const { function: called, id } = delta;
  if (latest.name === undefined) return false;
  const name = isObject(called) ? toText(called['name']) : '';
  if (name === '') return latest.isNamedAgain && fragment.trim() !== '' && latest.arguments.isComplete;
  if (toText(id) !== '' && toText(latest.givenId) !== '') return !hasSameId(latest, delta);
  if (name !== latest.name) return true;
  return fragment !== '' && latest.arguments.isComplete;
}
