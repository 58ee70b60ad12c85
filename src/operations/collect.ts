/** Streams that are read to their end here: what they add, and what they are as a whole. */
import { EasyLLMError } from '../base/errors.ts';
import type { DeltaStream, TakeDelta } from '../bridge/chunks.ts';
import { addExtras } from '../bridge/extras.ts';
import type { Generation, GenerationEnd, TextToken } from '../bridge/generation.ts';
import { HeldSize } from '../bridge/kept.ts';
import type { TakenDelta } from '../bridge/v1/tgi-tool-calls.ts';
import type { ReadText } from './text.ts';

/** All that one stream adds, batch by batch. */
export async function* readDeltas<Event>({ batches, reader }: DeltaStream<Event>): AsyncGenerator<TakenDelta[]> {
  const taken: TakenDelta[] = [];
  const take: TakeDelta = (index, delta) => taken.push({ index, delta });
  /** What came before a failure is handed on before it. */
  const read = (run: () => void): EasyLLMError | undefined => {
    try {
      run();
    } catch (error) {
      if (!EasyLLMError.isInstance(error)) throw error;
      return error;
    }
    return undefined;
  };
  for await (const events of batches) {
    const failure = read(() => reader.read(events, take));
    if (taken.length > 0) yield taken.splice(0);
    if (failure !== undefined) throw failure;
    if (reader.isOver) return;
  }
  const failure = read(() => reader.finish?.(take));
  if (taken.length > 0) yield taken;
  if (failure !== undefined) throw failure;
}

/** A stream as the whole answer that it is; what came before a failure is kept. */
export async function collect<Event>(
  opened: DeltaStream<Event>,
  { indices }: { indices: readonly number[] },
): Promise<Omit<ReadText, 'info'>> {
  const choices = new Map<number, Growing>();
  const held = new HeldSize();
  const ended = new Set<number>();
  let failure: EasyLLMError | undefined;
  try {
    for await (const taken of readDeltas(opened)) {
      for (const { index, delta } of taken) {
        held.add(sizeOf(delta));
        choices.set(index, addDelta(choices.get(index) ?? { text: '', tokens: [], ...NO_END }, delta));
        if (delta.end !== undefined) ended.add(index);
      }
    }
  } catch (error) {
    if (!EasyLLMError.isInstance(error)) throw error;
    failure = error;
  }
  const places = [...indices.keys()].filter((place) => {
    const index = indices[place] ?? place;
    return ended.has(index) || (failure !== undefined && choices.has(index));
  });
  const generations = places.flatMap((place) => choices.get(indices[place] ?? place) ?? []);
  const { head } = opened.reader;
  return { generations, places, ...(head !== undefined && { head }), ...(failure !== undefined && { failure }) };
}

/** Its tokens are added to one list. */
type Growing = Generation & { tokens: TextToken[] };

const NO_END: GenerationEnd = { finishReason: 'stop', counts: undefined };

function sizeOf({ text, extras }: TakenDelta['delta']): number {
  const { tool_calls: calls = [], ...others } = extras ?? {};
  const texts = [...Object.values(others), ...calls.map((call) => call.function?.arguments)];
  return texts.reduce<number>((size, value) => size + (typeof value === 'string' ? value.length : 0), text.length);
}

function addDelta({ text, tokens, extras, added, ...end }: Growing, delta: TakenDelta['delta']): Growing {
  for (const token of delta.tokens) tokens.push(token);
  return {
    text: text + delta.text,
    tokens,
    extras: delta.extras === undefined ? extras : addExtras(extras ?? {}, delta.extras),
    added: delta.added === undefined ? added : Object.assign(added ?? {}, delta.added),
    ...end,
    ...delta.end,
    counts: delta.counts ?? delta.end?.counts ?? end.counts,
  };
}
