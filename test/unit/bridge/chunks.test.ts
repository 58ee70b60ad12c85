import { describe, expect, test } from 'vitest';

import { writeChunks } from '../../../src/bridge/chunks.ts';
import type { ChunkWriter, DeltaReader, TakeDelta } from '../../../src/bridge/chunks.ts';
import type { ResponseHead } from '../../../src/bridge/generation.ts';
import { NativeReader } from '../../../src/bridge/native/generation.ts';
import { RateLimitError, StreamTruncatedError } from '../../../src/base/errors.ts';
import type { GeneratedEvent } from '../../../src/servers/tgi.ts';

function said(text: string, generated_text: string | null = null): GeneratedEvent {
  return { token: { id: 1, text, logprob: null, special: false }, generated_text, details: null };
}

/** A stream that is all there; `left` tells how often it was left before its end. */
function createChoice(
  batches: GeneratedEvent[][],
  { stops = [], failure, index = 0 }: { stops?: string[]; failure?: Error; index?: number } = {},
) {
  const state = { read: 0, left: 0 };
  async function* read(): AsyncGenerator<GeneratedEvent[]> {
    let isWhole = false;
    try {
      for (const batch of batches) {
        state.read += 1;
        yield batch;
      }
      isWhole = true;
      if (failure !== undefined) throw failure;
    } finally {
      if (!isWhole) state.left += 1;
    }
  }
  const choice = { batches: read(), reader: new NativeReader({ stops, echo: '' }, index) };
  return { choice, state };
}

/** Writes each delta as a string. */
function createWriter(last: string[] = []): ChunkWriter<string> {
  const written: string[] = [];
  return {
    write(index, { text, end }, chunks) {
      if (text === '' && end === undefined) return;
      const chunk = `${index}:${text}${end === undefined ? '' : ` ${end.finishReason}`}`;
      written.push(chunk);
      chunks.push(chunk);
    },
    useHead: () => {},
    finish: () => last,
    get partial() {
      return [...written];
    },
  };
}

async function collect(chunks: AsyncIterable<string[]>): Promise<string[][]> {
  const batches: string[][] = [];
  for await (const batch of chunks) batches.push(batch);
  return batches;
}

describe('writeChunks', () => {
  test('keeps what one network read held in one batch', async () => {
    const { choice } = createChoice([[said('a'), said('b')], [said('c', 'abc')]]);

    expect(await collect(writeChunks([choice], createWriter()))).toEqual([['0:a', '0:b'], ['0:c stop']]);
  });

  test('gives no empty batches', async () => {
    const { choice } = createChoice([[said('#')], [], [said('a', '#a')]], { stops: ['##'] });

    expect(await collect(writeChunks([choice], createWriter()))).toEqual([['0:#a stop']]);
  });

  test('gives the writer’s last chunks at the end', async () => {
    const { choice } = createChoice([[said('a', 'a')]]);

    expect(await collect(writeChunks([choice], createWriter(['usage'])))).toEqual([['0:a stop'], ['usage']]);
  });

  test('leaves a stream where a stop sequence is complete, and reads no further', async () => {
    const { choice, state } = createChoice([[said('a.b'), said('never')], [said('never', 'a.b')]], { stops: ['.'] });

    expect(await collect(writeChunks([choice], createWriter()))).toEqual([['0:a stop']]);
    expect(state).toEqual({ read: 1, left: 1 });
  });

  test('gives the other choices on after one was stopped', async () => {
    const one = createChoice([[said('a.')], [said('never')]], { stops: ['.'] });
    const two = createChoice([[said('b')], [said('c', 'bc')]], { index: 1 });

    const chunks = (await collect(writeChunks([one.choice, two.choice], createWriter()))).flat();

    expect(chunks.toSorted()).toEqual(['0:a stop', '1:b', '1:c stop']);
    expect([one.state.read, two.state.read]).toEqual([1, 2]);
  });

  test('gives the chunks before what cannot be read, and fails then', async () => {
    const failure = new RateLimitError('bad');
    const { choice } = createChoice([[said('a')], [said('b'), said('c')]]);
    const reader: DeltaReader<GeneratedEvent> = {
      isOver: false,
      read: (events, take) => {
        choice.reader.read(events.slice(0, 1), take);
        if (events.length > 1) throw failure;
      },
    };
    const given: string[][] = [];
    const read = async () => {
      for await (const batch of writeChunks([{ ...choice, reader }], createWriter())) given.push(batch);
    };

    await expect(read()).rejects.toBe(failure);
    expect(given).toEqual([['0:a'], ['0:b']]);
  });

  test('says one id of all, that of the only stream', async () => {
    const [one, two] = [createChoice([[said('a', 'a')]]), createChoice([[said('b', 'b')]], { index: 1 })];
    const ids: (string | undefined)[] = [];
    const writer = { ...createWriter(), useHead: ({ id }: ResponseHead) => void ids.push(id) };
    const withId = ({ choice: { batches, reader } }: typeof one, id: string) => ({
      batches,
      reader: {
        head: { id },
        isOver: false,
        read: (events: readonly GeneratedEvent[], take: TakeDelta) => reader.read(events, take),
      },
    });

    await collect(writeChunks([withId(one, 'x')], writer, { openMore: async () => [withId(two, 'y')] }));

    expect(ids).toEqual(['x', undefined]);
  });

  test('adds to a failure what had been given', async () => {
    const failure = new StreamTruncatedError('cut');
    const { choice } = createChoice([[said('a')]], { failure });

    await expect(collect(writeChunks([choice], createWriter()))).rejects.toBe(failure);
    expect(failure.partial).toEqual(['0:a']);
  });

  test('leaves the partial answer of a failure that has one', async () => {
    const failure = new RateLimitError('slow', { partial: 'theirs' });
    const { choice } = createChoice([], { failure });

    await expect(collect(writeChunks([choice], createWriter()))).rejects.toMatchObject({ partial: 'theirs' });
  });

  test('leaves all streams when it is left', async () => {
    const one = createChoice([[said('a')], [said('b')]]);

    for await (const batch of writeChunks([one.choice], createWriter())) {
      expect(batch).toEqual(['0:a']);
      break;
    }
    await new Promise((resolve) => setImmediate(resolve));

    expect(one.state.left).toBe(1);
  });
});
