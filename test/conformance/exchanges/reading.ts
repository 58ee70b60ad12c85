/**
 * What a body in OpenAI's shape says, read without the product's help: by what came, in the servers' many ways. The same reader is put
 * on what the facade answers, where nothing needs forgiveness: `ours.ts` says what must hold there.
 */
import { type JsonObject, isObject, parseJson } from '../json.ts';

export interface Said {
  ids: ReadonlySet<string>;
  models: ReadonlySet<string>;
  choices: readonly SaidChoice[];
  /** Non-null members of usage. */
  usage: JsonObject | undefined;
  /** Members beside those of OpenAI's reference that are translated, each as `place.name=JSON`; nulls and empty texts say nothing. */
  added: ReadonlySet<string>;
}

export interface SaidChoice {
  index: number;
  text: string;
  reasoning: string;
  calls: readonly SaidCall[];
  /** The server's word. */
  word: string | null;
  /** Token, number, and the alternatives in the order of their names. */
  logprobs: readonly unknown[] | null;
}

export interface SaidCall {
  name: string;
  /** As they were written. */
  arguments: string;
}

/** The parts of a body: one whole answer, or the chunks of a stream. */
export function toSaid(parts: readonly JsonObject[]): Said {
  const choices = new Map<number, ChoiceReader>();
  const added = new Set<string>();
  let usage: JsonObject | undefined;
  for (const part of parts) {
    addMembers(added, { place: 'answer', value: part, known: ANSWER });
    if (isObject(part['usage'])) usage = toMembers(part['usage']);
    for (const [place, choice] of toArray(part['choices']).entries()) {
      if (!isObject(choice)) continue;
      const index = typeof choice['index'] === 'number' ? choice['index'] : place;
      const reader = choices.get(index) ?? new ChoiceReader();
      choices.set(index, reader);
      reader.add(choice);
      addChoice(added, index, choice);
    }
  }
  const inOrder = [...choices].toSorted(([a], [b]) => a - b);
  return {
    ids: textsAt(parts, 'id'),
    models: textsAt(parts, 'model'),
    choices: inOrder.map(([index, reader]) => ({ index, ...reader.read() })),
    usage,
    added,
  };
}

const ANSWER = new Set(['id', 'object', 'created', 'model', 'choices', 'usage']);
const CHOICE = new Set(['index', 'message', 'delta', 'text', 'logprobs', 'finish_reason']);
const MESSAGE = new Set([
  'role',
  'content',
  'tool_calls',
  'function_call',
  'reasoning',
  'reasoning_content',
  'refusal',
]);
const CALL = new Set(['id', 'type', 'function', 'index']);
const FUNCTION = new Set(['name', 'arguments', 'parameters']);

function addChoice(added: Set<string>, index: number, choice: JsonObject): void {
  addMembers(added, { place: `choice ${index}`, value: choice, known: CHOICE });
  const message = choice['message'] ?? choice['delta'];
  if (!isObject(message)) return;
  addMembers(added, { place: `message ${index}`, value: message, known: MESSAGE });
  for (const call of toArray(message['tool_calls'])) {
    if (!isObject(call)) continue;
    addMembers(added, { place: `call ${index}`, value: call, known: CALL });
    if (isObject(call['function'])) {
      addMembers(added, { place: `function ${index}`, value: call['function'], known: FUNCTION });
    }
  }
}

function addMembers(
  added: Set<string>,
  { place, value, known }: { place: string; value: JsonObject; known: ReadonlySet<string> },
): void {
  for (const [name, member] of Object.entries(toMembers(value))) {
    if (!known.has(name) && member !== '') added.add(`${place}.${name}=${JSON.stringify(sorted(member))}`);
  }
}

function toMembers(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null && member !== undefined));
}

/** With the members of objects in the order of their names. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]) => [name, sorted(member)]),
  );
}

class ChoiceReader {
  #text = '';
  #reasoning = '';
  #word: string | null = null;
  readonly #logprobs: unknown[] = [];
  readonly #calls: { key: unknown; name: string; text: string }[] = [];

  add(choice: JsonObject): void {
    const message = choice['message'] ?? choice['delta'];
    const said = isObject(message) ? message : { content: choice['text'] };
    this.#text += textOf(said['content']);
    this.#reasoning += textOf(said['reasoning_content'] ?? said['reasoning']);
    const word = choice['finish_reason'];
    if (typeof word === 'string' && word !== '' && word !== 'null') this.#word = word;
    this.#logprobs.push(...toLogprobs(choice['logprobs']));
    for (const call of toArray(said['tool_calls'])) if (isObject(call)) this.#addCall(call);
  }

  #addCall(call: JsonObject): void {
    const called = isObject(call['function']) ? call['function'] : {};
    const given = called['arguments'] ?? called['parameters'];
    const text = typeof given === 'string' ? given : given === undefined ? '' : JSON.stringify(given);
    const key = call['index'] ?? call['id'];
    const known = key === undefined ? undefined : this.#calls.find((each) => each.key === key);
    if (known === undefined) {
      this.#calls.push({ key, name: textOf(called['name']), text });
    } else {
      known.name ||= textOf(called['name']);
      known.text += text;
    }
  }

  read(): Omit<SaidChoice, 'index'> {
    return {
      text: this.#text,
      reasoning: this.#reasoning,
      calls: this.#calls.map(({ name, text }) => ({ name, arguments: text })),
      word: this.#word,
      logprobs: this.#logprobs.length === 0 ? null : this.#logprobs,
    };
  }
}

/** Chats list `content`; completions have lists side by side, and some servers the shape of chats there. */
function toLogprobs(logprobs: unknown): unknown[] {
  if (!isObject(logprobs)) return [];
  if (Array.isArray(logprobs['content'])) return logprobs['content'].filter(isObject).map(toChatLogprob);
  const numbers = toArray(logprobs['token_logprobs']);
  const others = toArray(logprobs['top_logprobs']);
  return toArray(logprobs['tokens']).map((token, at) => [token, numbers[at], toPairs(others[at])]);
}

function toChatLogprob({ token, logprob, top_logprobs: others }: JsonObject): unknown {
  const pairs = toArray(others).filter(isObject);
  return [token, logprob, toPairs(Object.fromEntries(pairs.map((each) => [String(each['token']), each['logprob']])))];
}

function toPairs(others: unknown): unknown {
  return Object.entries(isObject(others) ? others : {}).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function textsAt(parts: readonly JsonObject[], name: string): Set<string> {
  return new Set(parts.map((part) => textOf(part[name])).filter((text) => text !== ''));
}

export function toArray(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : [value];
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Arguments as values, where they are JSON. */
export function toValues(text: string): unknown {
  return parseJson(text) ?? text;
}
