/** Runs a plan on TGI's native API: one request for each choice, whole or streamed. */
import type { ChunkWriter } from '../bridge/chunks.ts';
import { toChunks } from '../bridge/chunks.ts';
import type { Generation, GenerationReading } from '../bridge/generation.ts';
import { toGeneration } from '../bridge/generation.ts';
import type { PlannedChoice } from '../bridge/native/plan.ts';
import { StreamTruncatedError } from '../base/errors.ts';
import type { Answer } from '../facade/api-promise.ts';
import { Stream } from '../facade/stream.ts';
import { createCancellation, runTogether } from '../net/cancel.ts';
import type { Call, Upstreams } from './server-context.ts';

export interface NativeRun {
  upstreams: Upstreams;
  url: string;
  plan: readonly PlannedChoice[];
  call: Call;
}

export async function generateAll({ upstreams, url, plan, call }: NativeRun): Promise<Answer<Generation[]>> {
  const cancellation = createCancellation(call);
  const { controller } = cancellation;
  const settings = { ...call, ...cancellation.settings };
  try {
    const answers = await runTogether(plan, { controller }, (choice) =>
      upstreams.tgi.generate(url, choice.call, settings),
    );
    const data = answers.map(({ data: generated, info }, index) =>
      toGeneration(generated, info, readingOf(plan[index])),
    );
    return { data, responses: answers.map(({ info }) => info) };
  } finally {
    cancellation.release();
  }
}

/** Opens the streams of all choices; each has its first event when this resolves. */
export async function openStream<Chunk>({
  upstreams,
  url,
  plan,
  call,
  writer,
}: NativeRun & { writer: ChunkWriter<Chunk> }): Promise<Answer<Stream<Chunk>>> {
  const cancellation = createCancellation(call);
  const { controller } = cancellation;
  const settings = { ...call, ...cancellation.settings };
  try {
    const streams = await runTogether(plan, { controller }, (choice) =>
      upstreams.tgi.generateStream(url, choice.call, settings),
    );
    const choices = streams.map(({ batches }, index) => ({ batches, reading: readingOf(plan[index]) }));
    const chunks = toChunks(choices, writer, cancellation.release);
    return { data: new Stream(chunks, controller), responses: streams.map(({ info }) => info) };
  } catch (error) {
    cancellation.release();
    if (StreamTruncatedError.isInstance(error)) error.partial ??= writer.partial;
    throw error;
  }
}

function readingOf(choice: PlannedChoice | undefined): GenerationReading {
  return choice ?? { stops: [], echo: '' };
}
