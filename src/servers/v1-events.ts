/** The events of an OpenAI-shaped stream: chunks up to the last one that is of use. */
import { isObject, tryParse } from '../base/check.ts';
import type { EventRules } from './event-reader.ts';
import { TextEventReader } from './fast/text-event.ts';

/** A whole response, or one event of a stream. Servers differ in everything inside, and the bridge reads it with care. */
export interface V1Body {
  choices: readonly unknown[];
  id?: unknown;
  usage?: unknown;
}

export function isV1Body(value: unknown): value is V1Body & Readonly<Record<string, unknown>> {
  return isObject(value) && Array.isArray(value['choices']);
}

/** An event of a stream; of one that repeats the one before but for its text, the text alone. */
export type StreamedBody = V1Body | string;

/** What a stream was asked for. */
export interface WantedEvents {
  /** How many texts it holds. */
  choices: number;
  /** Whether it is to tell what it cost. */
  wantsUsage: boolean;
}

export class MessagesEvents implements EventRules<StreamedBody> {
  readonly names = 'a chunk in OpenAI’s shape nor an error';
  readonly #wanted: WantedEvents;
  /** Text alone does not tell its choice: it is looked for where there is one. */
  readonly #texts: TextEventReader | undefined;
  /** By their numbers: some servers say a choice's reason twice. */
  readonly #finished = new Set<unknown>();
  #hasUsage = false;

  constructor(wanted: WantedEvents) {
    this.#wanted = wanted;
    this.#texts = wanted.choices === 1 ? new TextEventReader() : undefined;
  }

  scan(data: string): string | undefined {
    return this.#texts?.read(data);
  }

  parse(data: string): unknown {
    return tryParse(data);
  }

  take(value: unknown, data: string): StreamedBody | undefined {
    if (!isV1Body(value)) return undefined;
    this.#texts?.learn(data, value);
    for (const choice of value.choices) if (hasFinishReason(choice)) this.#finished.add(this.#toNumber(choice));
    this.#hasUsage ||= isObject(value.usage);
    return value;
  }

  /** A lone choice is the first, whatever its number: TGI 1.4 counts tokens there. */
  #toNumber(choice: unknown): unknown {
    return this.#wanted.choices > 1 && isObject(choice) ? (choice['index'] ?? 0) : 0;
  }

  get isOver(): boolean {
    return this.#isFinished && (this.#hasUsage || !this.#wanted.wantsUsage);
  }

  /** Where usage was asked for and did not come, the text is whole all the same. */
  isWhole(hasDone: boolean): boolean {
    return hasDone || this.#isFinished;
  }

  get #isFinished(): boolean {
    return this.#finished.size >= this.#wanted.choices;
  }
}

/** Whether a choice says why it ended. TGI's `/v1/completions` writes `""` for "not yet". */
export function hasFinishReason(choice: unknown): boolean {
  const reason = isObject(choice) ? choice['finish_reason'] : undefined;
  return typeof reason === 'string' && reason !== '';
}
