/** The events of TGI's native stream: tokens up to the one that carries the whole text. */
import type { StreamDetails, StreamResponse } from '../../generated/tgi.ts';
import { isObject } from '../base/check.ts';
import { parseLoosely, parseWithExactSeeds } from '../net/json.ts';
import type { ExactSeed } from '../net/json.ts';
import type { EventRules } from './event-reader.ts';
import { readTokenText } from './fast/token-text.ts';

export type GeneratedEvent = Omit<StreamResponse, 'details'> & {
  details?: ExactSeed<StreamDetails> | null | undefined;
};

/** An event; of an ordinary token, where its call wants no more of it, the text alone. */
export type StreamedEvent = GeneratedEvent | string;

export class TgiEvents implements EventRules<StreamedEvent> {
  readonly names = 'a token nor an error of TGI';
  readonly #isTextOnly: boolean;
  isOver = false;

  constructor({ isTextOnly }: { isTextOnly: boolean }) {
    this.#isTextOnly = isTextOnly;
  }

  scan(data: string): string | undefined {
    return this.#isTextOnly ? readTokenText(data) : undefined;
  }

  parse(data: string): unknown {
    return parseLoosely(data, parseWithExactSeeds);
  }

  take(value: unknown): StreamedEvent | null | undefined {
    if (!isGeneratedEvent(value)) return saysNothing(value) ? null : undefined;
    // It may be the empty string: null alone means "not yet".
    this.isOver = typeof value.generated_text === 'string';
    return value;
  }

  /** `[DONE]` says nothing of a native stream, which ends without it. */
  isWhole(): boolean {
    return this.isOver;
  }
}

/** Members of events; `choices` are another API's. */
const EVENT_MEMBERS = ['token', 'generated_text', 'choices'];

/** `null`, `{}`, pings: JSON that does not try to be a token. */
function saysNothing(value: unknown): boolean {
  return value === null || (isObject(value) && !EVENT_MEMBERS.some((name) => name in value));
}

function isGeneratedEvent(value: unknown): value is GeneratedEvent {
  if (!isObject(value)) return false;
  const { token, generated_text } = value;
  return (isObject(token) && typeof token['text'] === 'string') || typeof generated_text === 'string';
}
