/** Streams of events to chunks of the facade. */
import { EasyLLMError } from '../errors.ts';
import type { StreamedEvent } from '../upstream/tgi.ts';
import type { GenerationDelta, GenerationReading } from './generation.ts';
import { GenerationReader } from './generation.ts';
import { merge } from './merge.ts';

/** Makes the chunks of an endpoint, and knows what an interrupted stream has given. */
export interface ChunkWriter<Chunk> {
  /** Adds the chunks for what a stream added to one choice. */
  write(index: number, delta: GenerationDelta, chunks: Chunk[]): unknown;
  finish(): Chunk[];
  readonly partial: unknown;
}

/** Takes what a stream adds to one choice. */
export type TakeDelta = (index: number, delta: GenerationDelta) => void;

/** Reads the events of one stream. */
export interface DeltaReader<Event> {
  read(events: readonly Event[], take: TakeDelta): void;
  /** Whether its text has ended, which a stop sequence may bring before the stream's end: leaving it then closes the connection. */
  readonly isOver: boolean;
  /** At the end of the stream. */
  finish?(take: TakeDelta): void;
}

export interface DeltaStream<Event> {
  batches: AsyncIterable<readonly Event[]>;
  reader: DeltaReader<Event>;
}

export interface ChoiceStream {
  batches: AsyncIterable<StreamedEvent[]>;
  reading: GenerationReading;
}

/** The chunks of all choices of TGI's native streams as they arrive, in batches that are never empty. At the end, or where they are left, `onEnd` is called. */
export function toChunks<Chunk>(
  streams: readonly ChoiceStream[],
  writer: ChunkWriter<Chunk>,
  onEnd = () => {},
): AsyncGenerator<Chunk[], void> {
  return writeChunks(
    streams.map(({ batches, reading }, index) => ({ batches, reader: new ChoiceReader(reading, index) })),
    writer,
    onEnd,
  );
}

class ChoiceReader implements DeltaReader<StreamedEvent> {
  readonly #generation: GenerationReader;
  readonly #index: number;
  isOver = false;

  constructor(reading: GenerationReading, index: number) {
    this.#generation = new GenerationReader(reading);
    this.#index = index;
  }

  read(events: readonly StreamedEvent[], take: TakeDelta): void {
    for (const event of events) {
      const delta = typeof event === 'string' ? this.#generation.readText(event) : this.#generation.read(event);
      take(this.#index, delta);
      this.isOver = delta.end !== undefined;
      if (this.isOver) return;
    }
  }
}

/** The chunks of all streams as they arrive, in batches that are never empty. A failure carries what had been given. */
export async function* writeChunks<Event, Chunk>(
  streams: readonly DeltaStream<Event>[],
  writer: ChunkWriter<Chunk>,
  onEnd: () => void,
): AsyncGenerator<Chunk[], void> {
  let chunks: Chunk[] = [];
  const take: TakeDelta = (index, delta) => writer.write(index, delta, chunks);
  try {
    // One stream, as most calls have, needs no merging, which costs each of its reads half a dozen promises.
    const [first, ...others] = streams.map((stream) => readDeltas(stream, take));
    if (first === undefined) return;
    for await (const _ of others.length === 0 ? first : merge([first, ...others])) {
      const written = chunks;
      chunks = [];
      if (written.length > 0) yield written;
    }
    const last = [...chunks, ...writer.finish()];
    if (last.length > 0) yield last;
  } catch (error) {
    if (error instanceof EasyLLMError) error.partial ??= writer.partial;
    throw error;
  } finally {
    onEnd();
  }
}

/** Hands over what each batch of a stream adds, and tells that it did. */
async function* readDeltas<Event>(
  { batches, reader }: DeltaStream<Event>,
  take: TakeDelta,
): AsyncGenerator<undefined, void> {
  for await (const events of batches) {
    reader.read(events, take);
    yield;
    if (reader.isOver) return;
  }
  reader.finish?.(take);
}
