/** Takes a generation's text apart, by the response template of the builder that made its prompt. */
import type { ChatCompletionMessageToolCall } from '../../generated/openai.ts';
import { toParsedValue } from '../prompt/jinja/json.ts';
import { argumentTypes, toCalls } from '../prompt/response/call.ts';
import { UnreadableContent } from '../prompt/response/content.ts';
import { type ResponseTemplateLike, toResponseTemplate } from '../prompt/response/families.ts';
import { type ResponsePart, ResponseReader } from '../prompt/response/response-reader.ts';
import { afterAnchor, loadResponseTemplate } from '../prompt/response/response-template.ts';
import type { DeltaReader, TakeDelta } from './chunks.ts';
import type { DeltaExtras, Generation, GenerationDelta, GenerationEnd, ResponseHead } from './generation.ts';
import { NO_TOKENS } from './passing-text.ts';

export interface ResponseReading {
  template: ResponseTemplateLike | undefined;
  prompt: string;
  /** The tools that were offered; without any, no calls are read. */
  tools: readonly unknown[];
  /** The text is one call as JSON, since a grammar demanded it. */
  isForced: boolean;
  /** Whether more than the first call is answered. */
  isParallel: boolean;
  createCallId: () => string;
  /** Says why a part of the text could not be read. It stays text. */
  onUnreadable: (reason: string) => void;
}

interface TextReader {
  write(text: string): ResponsePart[];
  end(): ResponsePart[];
}

function createReader({ template, prompt, tools, isForced }: ResponseReading): TextReader {
  if (isForced || template === undefined) return new ForcedCallReader(tools);
  return new ResponseReader(toResponseTemplate(template), {
    prefix: prompt,
    tools,
    calls: tools.length > 0,
    keepsSpace: true,
  });
}

/** Reads the call that a grammar has demanded. What is none, since the text was cut off, stays text. */
class ForcedCallReader implements TextReader {
  readonly #types: ReturnType<typeof argumentTypes>;
  #text = '';

  constructor(tools: readonly unknown[]) {
    this.#types = argumentTypes(tools);
  }

  write(text: string): ResponsePart[] {
    this.#text += text;
    return [];
  }

  end(): ResponsePart[] {
    const value = toParsedValue(this.#text);
    try {
      if (value !== undefined) return toCalls(value, this.#types).map((call) => ({ type: 'call', call }));
    } catch (error) {
      if (!(error instanceof UnreadableContent)) throw error;
    }
    if (this.#text === '') return [];
    return [
      { type: 'unreadable', reason: 'It is no call, though one was demanded.' },
      { type: 'content', text: this.#text },
    ];
  }
}

/** A whole generation, with its text taken apart. */
export function readGeneration(generation: Generation, reading: ResponseReading): Generation {
  const reader = createReader(reading);
  const parts = [...reader.write(generation.text), ...reader.end()];
  const calls = new Calls(reading);
  let [text, reasoning] = ['', ''];
  const made: ChatCompletionMessageToolCall[] = [];
  for (const part of parts) {
    if (part.type === 'content') text += part.text;
    if (part.type === 'reasoning') reasoning += part.text;
    if (part.type === 'unreadable') reading.onUnreadable(part.reason);
    const call = part.type === 'call' ? calls.take(part.call) : undefined;
    if (call !== undefined) made.push(call);
  }
  return {
    ...generation,
    ...toEnd(generation, made.length > 0),
    text,
    extras: {
      ...generation.extras,
      ...(reasoning !== '' && { reasoning, reasoning_content: reasoning }),
      ...(made.length > 0 && { tool_calls: made }),
    },
  };
}

/** An end at a call is one of its own. */
function toEnd(end: GenerationEnd, hasCalls: boolean): Pick<GenerationEnd, 'finishReason'> {
  return { finishReason: hasCalls && end.finishReason === 'stop' ? 'tool_calls' : end.finishReason };
}

/** Gives calls their ids; all but the first are left out where the request takes one only. */
class Calls {
  readonly #reading: ResponseReading;
  count = 0;

  constructor(reading: ResponseReading) {
    this.#reading = reading;
  }

  take(call: Extract<ResponsePart, { type: 'call' }>['call']): ChatCompletionMessageToolCall | undefined {
    if (this.count > 0 && !this.#reading.isParallel) return undefined;
    this.count += 1;
    const { name, arguments: json } = call;
    // An id that the model wrote counts its calls, and begins anew with each answer: ours are the caller's to tell apart.
    return { id: this.#reading.createCallId(), type: 'function', function: { name, arguments: json } };
  }
}

/** Keeps of the prompt what the model's text goes on from: a stream would keep all of it as long as it lasts. */
function withoutPrompt(reading: ResponseReading): ResponseReading {
  const { template, prompt, isForced } = reading;
  if (isForced || template === undefined) return { ...reading, prompt: '' };
  return { ...reading, prompt: afterAnchor(loadResponseTemplate(toResponseTemplate(template)), prompt) };
}

/** Reads one stream, and takes the text of each of its choices apart as it comes. */
export class ReadingDeltas<Event> implements DeltaReader<Event> {
  readonly #inner: DeltaReader<Event>;
  #reading: ResponseReading;
  readonly #choices = new Map<number, { reader: TextReader; calls: Calls }>();

  constructor(inner: DeltaReader<Event>, reading: ResponseReading) {
    this.#inner = inner;
    this.#reading = reading;
  }

  get head(): ResponseHead | undefined {
    return this.#inner.head;
  }

  get isOver(): boolean {
    return this.#inner.isOver;
  }

  get missing(): readonly number[] {
    return this.#inner.missing ?? [];
  }

  read(events: readonly Event[], take: TakeDelta): void {
    this.#inner.read(events, this.#through(take));
  }

  finish(take: TakeDelta): void {
    this.#inner.finish?.(this.#through(take));
  }

  #through(take: TakeDelta): TakeDelta {
    return (index, delta) => {
      let choice = this.#choices.get(index);
      if (choice === undefined) {
        this.#reading = withoutPrompt(this.#reading);
        choice = { reader: createReader(this.#reading), calls: new Calls(this.#reading) };
        this.#choices.set(index, choice);
      }
      const { reader, calls } = choice;
      const parts = delta.text === '' ? [] : reader.write(delta.text);
      if (delta.end !== undefined) parts.push(...reader.end());
      for (const part of parts) {
        if (part.type === 'unreadable') this.#reading.onUnreadable(part.reason);
        for (const made of toDeltas(part, calls)) take(index, made);
      }
      const rest = {
        ...delta,
        text: '',
        ...(delta.end !== undefined && { end: { ...delta.end, ...toEnd(delta.end, calls.count > 0) } }),
      };
      if (saysSomething(rest)) take(index, rest);
    };
  }
}

function* toDeltas(part: ResponsePart, calls: Calls): Generator<GenerationDelta> {
  if (part.type === 'content') yield { text: part.text, tokens: NO_TOKENS };
  if (part.type === 'reasoning') yield ofExtras({ reasoning: part.text, reasoning_content: part.text });
  const call = part.type === 'call' ? calls.take(part.call) : undefined;
  if (call === undefined) return;
  const index = calls.count - 1;
  const { name, arguments: json } = call.function;
  yield ofExtras({ tool_calls: [{ index, ...call, function: { name, arguments: '' } }] });
  yield ofExtras({ tool_calls: [{ index, function: { arguments: json } }] });
}

function ofExtras(extras: DeltaExtras): GenerationDelta {
  return { text: '', tokens: NO_TOKENS, extras };
}

function saysSomething({ tokens, extras, added, end, counts }: GenerationDelta): boolean {
  return tokens.length > 0 || [extras, added, end, counts].some((part) => part !== undefined);
}
