/** Streams of a server's `/v1`, repaired: one role, mapped finish reasons, tool calls with an end, no stop text. */
import type { MessagesBody, StreamedBody } from '../../servers/v1.ts';
import type { ChunkWriter, DeltaReader, TakeDelta } from '../chunks.ts';
import { writeChunks } from '../chunks.ts';
import type { DeltaExtras, GenerationDelta, TextToken } from '../generation.ts';
import { isObject } from '../../base/check.ts';
import type { JsonObject } from '../../base/check.ts';
import {
  endsWithToken,
  toContent,
  toIndex,
  toMessagesFinishReason,
  toTextExtras,
  toTextTokens,
  toTgiDetails,
} from './generation.ts';
import type { MessagesReading, PlannedMessages } from './plan.ts';
import { NO_TOKENS } from '../generation.ts';
import { StopFilter } from '../stop.ts';
import { StreamCosts } from './stream-costs.ts';
import type { CreateCallId } from './tool-calls.ts';
import { ToolCallReader } from './tool-calls.ts';

/** One request's stream, and what it is for. */
export interface MessageStream {
  batches: AsyncIterable<StreamedBody[]>;
  planned: PlannedMessages;
}

/** The chunks of all choices as they arrive, in batches that are never empty. A failure carries what had been given. */
export function toMessageChunks<Chunk>(
  streams: readonly MessageStream[],
  { writer, createCallId, onEnd = () => {} }: MessageChunkOptions<Chunk>,
): AsyncIterableIterator<Chunk[]> {
  const [only, ...others] = streams;
  // Several answers have several ids, and one of ours for all.
  const useId = only !== undefined && others.length === 0 ? (id: string) => writer.useId(id) : () => {};
  return writeChunks(
    streams.map(({ batches, planned }) => ({ batches, reader: new ChoicesReader(planned, { useId, createCallId }) })),
    writer,
    onEnd,
  );
}

interface MessageChunkOptions<Chunk> {
  writer: ChunkWriter<Chunk> & { useId(id: string): void };
  createCallId: CreateCallId;
  /** Called at the end, or where the chunks are left. */
  onEnd?: () => void;
}

/** Reads the stream of one request, with all its choices. */
class ChoicesReader implements DeltaReader<StreamedBody> {
  readonly #planned: PlannedMessages;
  readonly #readers: readonly MessageReader[];
  readonly #useId: (id: string) => void;
  readonly #costs = new StreamCosts();
  #hasBegun = false;

  constructor(
    planned: PlannedMessages,
    { useId, createCallId }: { useId: (id: string) => void; createCallId: CreateCallId },
  ) {
    this.#planned = planned;
    this.#readers = planned.readings.map((reading) => new MessageReader(reading, createCallId));
    this.#useId = useId;
  }

  read(events: readonly StreamedBody[], take: TakeDelta): void {
    for (const event of events) {
      if (typeof event === 'string') this.#readText(event, take);
      else this.#readEvent(event, take);
    }
  }

  /** What comes after a stop sequence that was found here is of no use, not even the count of it. */
  get isOver(): boolean {
    return this.#readers.every((reader) => reader.hasEnded) && this.#readers.some((reader) => reader.isStopped);
  }

  finish(take: TakeDelta): void {
    const isBegun = this.#readers.some((reader) => reader.hasBegun);
    for (const [place, index] of this.#planned.indices.entries()) {
      const reader = this.#readers[place];
      if (reader === undefined || reader.hasEnded) continue;
      // A server that ignores `n` never begins the others: they are left out, as they are of a whole answer.
      if (reader.hasBegun || !isBegun) take(index, reader.finish());
    }
    if (this.#readers.some((reader) => reader.isStopped)) return;
    for (const { index, delta } of this.#costs.toDeltas(this.#planned.indices)) take(index, delta);
  }

  /** Text alone is given where there is one choice. */
  #readText(text: string, take: TakeDelta): void {
    const reader = this.#readers[0];
    const index = this.#planned.indices[0];
    if (reader !== undefined && index !== undefined && !reader.hasEnded) take(index, reader.readText(text));
  }

  #readEvent(event: MessagesBody, take: TakeDelta): void {
    if (!this.#hasBegun && typeof event.id === 'string' && event.id !== '') this.#useId(event.id);
    this.#hasBegun = true;
    this.#costs.see(event);
    for (const choice of event.choices.filter(isObject)) {
      const place = toPlace(choice, this.#planned);
      const [reader, index] = [this.#readers[place], this.#planned.indices[place]];
      if (reader !== undefined && index !== undefined && !reader.hasEnded) take(index, reader.read(choice));
    }
  }
}

/** TGI 1.4 numbers the choice of a chat by its tokens: a lone choice is the first whatever its number. */
function toPlace(choice: JsonObject, { indices }: PlannedMessages): number {
  return indices.length === 1 ? 0 : (toIndex(choice) ?? 0);
}

/** Reads the stream of one choice. */
class MessageReader {
  readonly #reading: MessagesReading;
  readonly #filter: StopFilter;
  readonly #tools: ToolCallReader;
  hasBegun = false;
  /** How much of the prompt, which the server repeats, is still to come. */
  #echoLeft: number;
  #seenLength = 0;
  #sentLength = 0;
  #pending: TextToken[] = [];
  hasEnded = false;

  constructor(reading: MessagesReading, createCallId: CreateCallId) {
    this.#reading = reading;
    this.#filter = new StopFilter(reading.stops);
    this.#tools = new ToolCallReader(createCallId);
    this.#echoLeft = reading.isEchoedThere ? reading.echo.length : 0;
  }

  /** Whether a stop sequence was found in the text. */
  get isStopped(): boolean {
    return this.#filter.isStopped;
  }

  read(choice: JsonObject): GenerationDelta {
    const { finish_reason: word } = choice;
    const delta = isObject(choice['delta']) ? choice['delta'] : { content: choice['text'] };
    const isEnd = typeof word === 'string' && word !== '';
    const calls = this.#tools.read(delta['tool_calls'], { isEnd });
    const content = toContent(delta['content']);
    const isToken = endsWithToken(word, content);
    if (!(isEnd && (isToken || content === '') && word !== 'length')) this.#hold(choice['logprobs']);
    const passed = this.#pass(isToken ? '' : content);
    const extras = { ...toTextExtras(delta), ...(calls.length > 0 && { tool_calls: calls }) };
    return isEnd || this.isStopped ? this.#end({ passed, extras, word }) : this.#toDelta(passed, extras);
  }

  /** Reads an event of which the text alone is known: one before the last. */
  readText(content: string): GenerationDelta {
    const passed = this.#pass(content);
    return this.isStopped ? this.#end({ passed, extras: {}, word: undefined }) : this.#toTextDelta(passed);
  }

  /** Ends a stream that said `[DONE]` and no reason: tool calls of TGI end so. */
  finish(): GenerationDelta {
    return this.#end({ passed: '', extras: {}, word: undefined });
  }

  #end({ passed, extras, word }: { passed: string; extras: DeltaExtras; word: unknown }): GenerationDelta {
    this.hasEnded = true;
    const late = this.#tools.finish({ isCut: toMessagesFinishReason(word, false) === 'length' });
    const text = passed + this.#pass(late.text) + this.#flush();
    const calls = [...(extras.tool_calls ?? []), ...late.calls];
    const reason = toMessagesFinishReason(word, this.#tools.hasCalls);
    return {
      ...this.#toDelta(text, { ...extras, ...(calls.length > 0 && { tool_calls: calls }) }),
      end: {
        finishReason: this.isStopped ? 'stop' : (reason ?? (this.#tools.hasCalls ? 'tool_calls' : 'stop')),
        tgi: toTgiDetails(word),
        counts: undefined,
      },
    };
  }

  #toDelta(passed: string, extras: DeltaExtras): GenerationDelta {
    const delta = this.#toTextDelta(passed);
    if (Object.keys(extras).length > 0) delta.extras = extras;
    return delta;
  }

  #toTextDelta(passed: string): GenerationDelta {
    const { echo, isEchoedThere } = this.#reading;
    const text = !this.hasBegun && !isEchoedThere ? echo + passed : passed;
    this.hasBegun = true;
    return { text, tokens: this.#release() };
  }

  /** Stop sequences are searched after the prompt. */
  #pass(content: string): string {
    const prompt = content.slice(0, this.#echoLeft);
    this.#echoLeft -= prompt.length;
    const passed = prompt + this.#filter.push(content.slice(prompt.length));
    this.#sentLength += passed.length;
    return passed;
  }

  #flush(): string {
    const rest = this.#filter.flush();
    this.#sentLength += rest.length;
    return rest;
  }

  #hold(logprobs: unknown): void {
    for (const token of toTextTokens(logprobs)) {
      this.#pending.push({ ...token, offset: this.#seenLength });
      this.#seenLength += token.token.text.length;
    }
  }

  /** Tokens whose text has begun to go out; at the end of the text, all. */
  #release(): readonly TextToken[] {
    if (this.#pending.length === 0) return NO_TOKENS;
    const isAll = this.hasEnded && !this.isStopped;
    const firstHeld = isAll ? -1 : this.#pending.findIndex(({ offset }) => offset >= this.#sentLength);
    return this.#pending.splice(0, firstHeld === -1 ? this.#pending.length : firstHeld);
  }
}
