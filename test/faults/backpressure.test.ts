import { describe, expect } from 'vitest';

import type { FakeStep } from '../../src/testing/fake-tgi.ts';
import { streaming, toEvents } from '../../src/testing/native-answers.ts';
import { MESSAGES, settle, test } from '../support/fault-test.ts';
import { keptBytes } from '../support/kept-bytes.ts';

const MIB = 1024 * 1024;

/** How much of a stream is read; `STREAM_MIB=1024` makes it a gigabyte. */
const SIZE = Number(process.env['STREAM_MIB'] ?? 200) * MIB;

const [first = '', last = ''] = toEvents(['one', ' two']);

/** Large as an event, small as a text: that is kept, to be the `partial` of a failure. */
const token = first.replace('{', `{"padding":"${'x'.repeat(4000)}",`);

describe('a stream', () => {
  test('waits for a slow reader', async ({ serve, connect, user }) => {
    const block = token.repeat(16);
    let sent = 0;
    function* flood(): Generator<FakeStep> {
      for (; sent < 64 * MIB; sent += block.length) yield { send: block };
    }
    const server = await serve([streaming(flood())]);
    const stream = await connect(server).chat.completions.create(
      { messages: MESSAGES, stream: true },
      { signal: user.signal },
    );
    await stream.next();

    const isAtRest = async () => {
      const before = sent;
      await settle();
      return sent === before;
    };
    while (!(await isAtRest()));

    // What is under way fills the buffers of two sockets, and no more.
    expect(sent).toBeLessThan(16 * MIB);
    stream.abort();
  });

  test(
    `of ${SIZE / MIB} MiB takes no more memory than a small one`,
    { timeout: 300_000 },
    async ({ serve, connect, user }) => {
      const block = token.repeat(64);
      function* flood(): Generator<FakeStep> {
        for (let sent = 0; sent < SIZE; sent += block.length) yield { send: block };
        yield { send: last };
      }
      const server = await serve([streaming(flood())]);
      const stream = await connect(server).chat.completions.create(
        { messages: MESSAGES, stream: true },
        { signal: user.signal, idleTimeout: 30_000 },
      );

      let chunks = 0;
      const memory: number[] = [];
      for await (const _ of stream) {
        chunks += 1;
        if (chunks % 4096 === 0) memory.push(keptBytes());
      }

      expect(chunks).toBeGreaterThan(SIZE / token.length);
      expect(Math.max(...memory) - Math.min(...memory)).toBeLessThan(SIZE / 4);
    },
  );
});
