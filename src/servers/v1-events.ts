/** The events of an OpenAI-shaped stream: chunks up to `[DONE]` or the end of the bytes. */
import type { JsonObject } from '../base/check.ts';
import { isObject } from '../base/check.ts';
import { parseLoosely } from '../net/json.ts';
import type { EventRules } from './event-reader.ts';
import { TextEventReader } from './fast/text-event.ts';
import { isFinishWord } from './finish-word.ts';
import { expectReadable, isNothing } from './unreadable.ts';

/** A whole response, or one event of a stream. Servers differ in everything inside, and the bridge reads it with care. */
export interface V1Body extends JsonObject {
  choices: readonly unknown[];
}

export function isV1Body(value: unknown): value is V1Body {
  return isObject(value) && Array.isArray(value['choices']);
}

/** An event of a stream; of one that repeats the one before but for its text, the text alone. */
export type StreamedBody = V1Body | string;

/** What a stream was asked for. */
export interface WantedEvents {
  /** How many texts it holds. */
  choices: number;
}

export class MessagesEvents implements EventRules<StreamedBody> {
  readonly names = 'a chunk in OpenAI’s shape nor an error';
  readonly #choices: number;
  /** Text alone does not tell its choice: it is looked for where there is one. */
  readonly #texts: TextEventReader | undefined;
  /** By their numbers: some servers say a choice's reason twice. */
  readonly #begun = new Set<unknown>();
  readonly #finished = new Set<unknown>();
  /** Whether any choice had something to say besides its role. */
  #hasContent = false;
  #hasContentAfterEnd = false;
  /** A reason does not end a stream: servers write it on chunks that are not the last. */
  readonly isOver = false;

  constructor({ choices }: WantedEvents) {
    this.#choices = choices;
    this.#texts = choices === 1 ? new TextEventReader() : undefined;
  }

  scan(data: string): string | undefined {
    const text = this.#texts?.read(data);
    if (text !== undefined && text !== '') {
      this.#hasContent = true;
      if (this.#finished.size > 0) this.#hasContentAfterEnd = true;
    }
    return text;
  }

  parse(data: string): unknown {
    return parseLoosely(data);
  }

  take(value: unknown, data: string): StreamedBody | null | undefined {
    if (isV1Body(value)) {
      for (const choice of value.choices) {
        if (isObject(choice)) this.#see(choice);
        else if (choice !== null) return undefined;
      }
      this.#texts?.learn(data, value);
      return value;
    }
    if (!isObject(value)) return value === null ? null : undefined;
    if (value['choices'] !== undefined && value['choices'] !== null) return undefined;
    // Usage without choices, as some servers send it last.
    return isObject(value['usage']) ? { ...value, choices: [] } : null;
  }

  #see(choice: JsonObject): void {
    expectReadable(choice);
    const number = this.#toNumber(choice);
    this.#begun.add(number);
    if (!this.#hasContent || this.#finished.size > 0) {
      const says = saysSomething(choice);
      this.#hasContent ||= says;
      this.#hasContentAfterEnd ||= says && this.#finished.has(number);
    }
    if (hasFinishReason(choice)) this.#finished.add(number);
  }

  /** A lone choice is the first, whatever its number: TGI 1.4 counts tokens there. */
  #toNumber(choice: JsonObject): unknown {
    return this.#choices > 1 ? (choice['index'] ?? 0) : 0;
  }

  /** `[DONE]` ends what has begun, with a reason or without; the end of the bytes only what told its reason. */
  isWhole(hasDone: boolean): boolean {
    if (hasDone) return this.#hasContent || this.#finished.size > 0;
    return this.#finished.size > 0 && this.#finished.size === this.#begun.size;
  }

  get silence(): 'end' | 'cut' | undefined {
    if (this.#finished.size < this.#choices) return undefined;
    return this.#hasContentAfterEnd ? 'cut' : 'end';
  }
}

/** Whether a choice says why it ended. */
export function hasFinishReason(choice: unknown): boolean {
  return isObject(choice) && isFinishWord(choice['finish_reason']);
}

/** Whether a choice holds more than its number and its role. */
function saysSomething({ delta, message, text }: JsonObject): boolean {
  if (typeof text === 'string' && text !== '') return true;
  for (const said of [delta, message]) {
    if (!isObject(said)) continue;
    for (const name in said) if (name !== 'role' && !isNothing(said[name])) return true;
  }
  return false;
}
