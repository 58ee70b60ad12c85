/** Streams of a server's `/v1`, repaired: one role, mapped finish reasons, tool calls with an end, no stop text. */
import type { MessagesBody } from '../upstream/messages.ts';
import type { ChoiceDelta, ChunkWriter } from './chunks.ts';
import { writeChunks } from './chunks.ts';
import type { DeltaExtras, GenerationDelta, TextToken, TokenCounts } from './generation.ts';
import type { JsonObject } from './messages-answer.ts';
import {
  endsWithToken,
  isObject,
  toContent,
  toCounts,
  toIndex,
  toMessagesFinishReason,
  toTextExtras,
  toTextTokens,
  toTgiDetails,
  withExtras,
} from './messages-answer.ts';
import type { MessagesReading, PlannedMessages } from './messages-request.ts';
import { StopFilter } from './stop.ts';
import type { CreateCallId } from './tool-calls.ts';
import { ToolCallReader } from './tool-calls.ts';

/** One request's stream, and what it is for. */
export interface MessageStream {
  batches: AsyncIterable<MessagesBody[]>;
  planned: PlannedMessages;
}

/** The chunks of all choices as they arrive, in batches that are never empty. A failure carries what had been given. */
export function toMessageChunks<Chunk>(
  streams: readonly MessageStream[],
  { writer, createCallId }: { writer: ChunkWriter<Chunk> & { useId(id: string): void }; createCallId: CreateCallId },
): AsyncGenerator<Chunk[], void> {
  const [only, ...others] = streams;
  // Several answers have several ids, and one of ours for all.
  const useId = only !== undefined && others.length === 0 ? (id: string) => writer.useId(id) : () => {};
  return writeChunks(
    streams.map((stream) => readDeltas(stream, { useId, createCallId })),
    writer,
  );
}

async function* readDeltas(
  { batches, planned }: MessageStream,
  { useId, createCallId }: { useId: (id: string) => void; createCallId: CreateCallId },
): AsyncGenerator<ChoiceDelta[], void> {
  const readers = planned.readings.map((reading) => new MessageReader(reading, createCallId));
  const costs = new Costs();
  let hasBegun = false;
  for await (const events of batches) {
    const deltas: ChoiceDelta[] = [];
    for (const event of events) {
      if (!hasBegun && typeof event.id === 'string' && event.id !== '') useId(event.id);
      hasBegun = true;
      costs.see(event);
      for (const choice of event.choices.filter(isObject)) {
        const place = toPlace(choice, planned);
        const [reader, index] = [readers[place], planned.indices[place]];
        if (reader === undefined || index === undefined || reader.hasEnded) continue;
        deltas.push({ index, delta: reader.read(choice) });
      }
    }
    yield deltas;
    // What comes after a stop sequence that was found here is of no use, not even the count of it.
    if (readers.every((reader) => reader.hasEnded) && readers.some((reader) => reader.isStopped)) return;
  }
  yield planned.indices.flatMap((index, place): ChoiceDelta[] => {
    const reader = readers[place];
    return reader === undefined || reader.hasEnded ? [] : [{ index, delta: reader.finish() }];
  });
  if (readers.every((reader) => !reader.isStopped)) yield costs.toDeltas(planned.indices);
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
  #isFirst = true;
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

  /** Ends a stream that said `[DONE]` and no reason: tool calls of TGI end so. */
  finish(): GenerationDelta {
    return this.#end({ passed: '', extras: {}, word: undefined });
  }

  #end({ passed, extras, word }: { passed: string; extras: DeltaExtras; word: unknown }): GenerationDelta {
    this.hasEnded = true;
    const late = this.#tools.finish();
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
    const { echo, isEchoedThere } = this.#reading;
    const text = this.#isFirst && !isEchoedThere ? echo + passed : passed;
    this.#isFirst = false;
    return { text, tokens: this.#release(), ...withExtras(extras) };
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
  #release(): TextToken[] {
    const isAll = this.hasEnded && !this.isStopped;
    const firstHeld = isAll ? -1 : this.#pending.findIndex(({ offset }) => offset >= this.#sentLength);
    return this.#pending.splice(0, firstHeld === -1 ? this.#pending.length : firstHeld);
  }
}

/** What a stream cost: told once at its end, or by TGI's completions for each prompt. */
class Costs {
  readonly #ofChoices = new Map<number, TokenCounts>();
  #total: TokenCounts | undefined;

  see({ usage, choices }: MessagesBody): void {
    const counts = toCounts(usage);
    if (counts === undefined) return;
    const choice = choices.find(isObject);
    if (choice === undefined) this.#total = counts;
    else this.#ofChoices.set(toIndex(choice) ?? 0, counts);
  }

  /** The counts as those of the first choice: only their sum is told. */
  toDeltas(indices: readonly number[]): ChoiceDelta[] {
    const known = this.#total === undefined ? [...this.#ofChoices.values()] : [this.#total];
    if (known.length === 0) return [];
    const sum = known.reduce((a, b) => ({
      ...b,
      prompt: a.prompt + b.prompt,
      completion: a.completion + b.completion,
    }));
    return indices.map((index, place) => ({
      index,
      delta: { text: '', tokens: [], counts: place === 0 ? sum : { prompt: 0, completion: 0 } },
    }));
  }
}
