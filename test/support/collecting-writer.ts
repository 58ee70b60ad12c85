import type { ChunkWriter } from '../../src/bridge/chunks.ts';
import type { GenerationDelta } from '../../src/bridge/generation.ts';

/** A writer whose `write` gives the chunks that it adds. */
export function collectingWriter<Chunk>(writer: ChunkWriter<Chunk>) {
  return {
    write(index: number, delta: GenerationDelta): Chunk[] {
      const chunks: Chunk[] = [];
      writer.write(index, delta, chunks);
      return chunks;
    },
    finish: () => writer.finish(),
    get partial() {
      return writer.partial;
    },
  };
}
