/** Streams of events to chunks of the facade. */
import { EasyLLMError } from '../errors.ts';
import type { GeneratedEvent } from '../upstream/tgi.ts';
import type { GenerationDelta, GenerationReading } from './generation.ts';
import { GenerationReader } from './generation.ts';
import { merge } from './merge.ts';

/** Makes the chunks of an endpoint, and knows what an interrupted stream has given. */
export interface ChunkWriter<Chunk> {
  write(index: number, delta: GenerationDelta): Chunk[];
  finish(): Chunk[];
  readonly partial: unknown;
}

export interface ChoiceStream {
  batches: AsyncIterable<GeneratedEvent[]>;
  reading: GenerationReading;
}

/** What a stream added to one choice. */
export interface ChoiceDelta {
  index: number;
  delta: GenerationDelta;
}

/** The chunks of all choices as they arrive, in batches that are never empty. A failure carries what had been given. */
export function toChunks<Chunk>(
  streams: readonly ChoiceStream[],
  writer: ChunkWriter<Chunk>,
): AsyncGenerator<Chunk[], void> {
  return writeChunks(
    streams.map((stream, index) => readDeltas(stream, index)),
    writer,
  );
}

/** As `toChunks`, of streams that tell the choice of each delta. */
export async function* writeChunks<Chunk>(
  streams: readonly AsyncIterable<ChoiceDelta[]>[],
  writer: ChunkWriter<Chunk>,
): AsyncGenerator<Chunk[], void> {
  try {
    for await (const { item } of merge(streams)) {
      const chunks = item.flatMap(({ index, delta }) => writer.write(index, delta));
      if (chunks.length > 0) yield chunks;
    }
  } catch (error) {
    if (error instanceof EasyLLMError) error.partial ??= writer.partial;
    throw error;
  }
  const last = writer.finish();
  if (last.length > 0) yield last;
}

/** Ends at the text's end, which a stop sequence may bring before the stream's: leaving it then closes the connection. */
async function* readDeltas({ batches, reading }: ChoiceStream, index: number): AsyncGenerator<ChoiceDelta[], void> {
  const reader = new GenerationReader(reading);
  for await (const events of batches) {
    const deltas: ChoiceDelta[] = [];
    for (const event of events) {
      const delta = reader.read(event);
      deltas.push({ index, delta });
      if (delta.end !== undefined) {
        yield deltas;
        return;
      }
    }
    yield deltas;
  }
}
