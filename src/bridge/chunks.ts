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

/** The chunks of all choices as they arrive, in batches that are never empty. A failure carries what had been given. */
export async function* toChunks<Chunk>(
  streams: readonly ChoiceStream[],
  writer: ChunkWriter<Chunk>,
): AsyncGenerator<Chunk[], void> {
  try {
    for await (const { index, item } of merge(streams.map(readDeltas))) {
      const chunks = item.flatMap((delta) => writer.write(index, delta));
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
async function* readDeltas({ batches, reading }: ChoiceStream): AsyncGenerator<GenerationDelta[], void> {
  const reader = new GenerationReader(reading);
  for await (const events of batches) {
    const deltas: GenerationDelta[] = [];
    for (const event of events) {
      const delta = reader.read(event);
      deltas.push(delta);
      if (delta.end !== undefined) {
        yield deltas;
        return;
      }
    }
    yield deltas;
  }
}
