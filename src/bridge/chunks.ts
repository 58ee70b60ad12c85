/** Streams of events to chunks of the facade. */
import { readBatches } from '../base/batches.ts';
import type { BatchReader } from '../base/batches.ts';
import { EasyLLMError } from '../base/errors.ts';
import type { StreamedEvent } from '../servers/tgi.ts';
import type { GenerationDelta, GenerationReading } from './generation.ts';
import { GenerationReader } from './generation.ts';
import { merge } from '../base/merge.ts';
import type { Indexed } from '../base/merge.ts';

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
): AsyncIterableIterator<Chunk[]> {
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
export function writeChunks<Event, Chunk>(
  streams: readonly DeltaStream<Event>[],
  writer: ChunkWriter<Chunk>,
  onEnd: () => void,
): AsyncIterableIterator<Chunk[]> {
  const ending = new Ending(writer, onEnd);
  const [only, ...others] = streams;
  // One stream, as most calls have, needs no merging.
  if (only !== undefined && others.length === 0)
    return readBatches(only.batches, new ChunkReader(only, writer, ending));
  return readBatches(
    merge(streams.map((stream) => readBatches(stream.batches, new ChunkReader(stream, writer)))),
    ending,
  );
}

/** Makes chunks of the events of one stream. */
class ChunkReader<Event, Chunk> implements BatchReader<readonly Event[], Chunk[]> {
  readonly #reader: DeltaReader<Event>;
  readonly #ending: Ending<Chunk> | undefined;
  readonly #take: TakeDelta;
  #chunks: Chunk[] = [];
  #isFinished = false;

  /** `ending`: how all streams end, where this is the only one. */
  constructor({ reader }: DeltaStream<Event>, writer: ChunkWriter<Chunk>, ending?: Ending<Chunk>) {
    this.#reader = reader;
    this.#ending = ending;
    this.#take = (index, delta) => writer.write(index, delta, this.#chunks);
  }

  get isOver(): boolean {
    return this.#reader.isOver;
  }

  read(events: readonly Event[]): Chunk[] | undefined {
    const chunks: Chunk[] = (this.#chunks = []);
    this.#reader.read(events, this.#take);
    return chunks.length > 0 ? chunks : undefined;
  }

  finish(): Chunk[] | undefined {
    if (this.#isFinished) return undefined;
    this.#isFinished = true;
    const chunks: Chunk[] = (this.#chunks = []);
    if (!this.isOver) this.#reader.finish?.(this.#take);
    chunks.push(...(this.#ending?.finish() ?? []));
    return chunks.length > 0 ? chunks : undefined;
  }

  toError(cause: unknown): unknown {
    return this.#ending?.toError(cause) ?? cause;
  }

  close(): void {
    this.#ending?.close();
  }
}

/** How the chunks of all streams end. */
class Ending<Chunk> implements BatchReader<Indexed<Chunk[]>, Chunk[]> {
  readonly #writer: ChunkWriter<Chunk>;
  readonly close: () => void;
  readonly isOver = false;
  #isFinished = false;

  constructor(writer: ChunkWriter<Chunk>, onEnd: () => void) {
    this.#writer = writer;
    this.close = onEnd;
  }

  read({ item }: Indexed<Chunk[]>): Chunk[] {
    return item;
  }

  finish(): Chunk[] | undefined {
    if (this.#isFinished) return undefined;
    this.#isFinished = true;
    const last = this.#writer.finish();
    return last.length > 0 ? last : undefined;
  }

  toError(error: unknown): unknown {
    if (error instanceof EasyLLMError) error.partial ??= this.#writer.partial;
    return error;
  }
}
