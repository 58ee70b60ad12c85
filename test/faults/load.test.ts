import { describe, expect } from 'vitest';

import { EasyLLMError } from '../../src/base/errors.ts';
import type { FakeAnswer } from '../../src/testing/fake-tgi.ts';
import { generated, streamed, streaming, toErrorEvent, toEvents } from '../../src/testing/native-answers.ts';
import { failureOf, test } from '../support/fault-test.ts';
import { keptBytes } from '../support/kept-bytes.ts';

const CALLS = 10_000;
const AT_ONCE = 50;
const MAX_RETRIES = 2;
const SEED = 20_261_123;

/** Numbers from 0 to 1 that are the same in each run (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const AT_ONCE_AGAIN = { 'retry-after-ms': '1' };
const [first = ''] = toEvents(['one', ' two']);

const FAILURES: readonly FakeAnswer[] = [
  { status: 500, headers: AT_ONCE_AGAIN, steps: [{ send: '{"error":"It broke"}' }] },
  { status: 503, headers: AT_ONCE_AGAIN, steps: [{ send: '<html>' }] },
  { status: 429, headers: AT_ONCE_AGAIN },
  { status: 422, steps: [{ send: '{"error":"It broke","error_type":"validation"}' }] },
  { steps: ['reset'] },
  { steps: [{ send: '[{"gen' }, 'cut'] },
  streaming([{ send: first }, 'cut']),
  streaming([toErrorEvent({ error: 'x', error_type: 'validation' })]),
];

describe(`${CALLS} calls of a server that fails at random (seed ${SEED})`, () => {
  test(
    'end with an answer or an error of ours, within the bounds of retries',
    { timeout: 600_000 },
    async ({ serve, connect, user }) => {
      const random = createRandom(SEED);
      let failures = 0;
      const server = await serve(({ body }) => {
        if (random() >= 0.1) return body.includes('"stream":true') ? streamed(['a', 'b']) : generated('ab');
        failures += 1;
        return FAILURES[Math.floor(random() * FAILURES.length)] ?? {};
      });
      const client = connect(server, { maxRetries: MAX_RETRIES });
      const outcomes = { answers: 0, errors: 0 };
      const memory: number[] = [];

      const queue = Array.from({ length: CALLS }, (_, index) => index).values();
      const work = async () => {
        for (const index of queue) {
          const call = client.completions.create({ prompt: 'a', stream: index % 2 === 0 }, { signal: user.signal });
          const error = await failureOf(call);
          if (error === undefined) outcomes.answers += 1;
          else if (error instanceof EasyLLMError) outcomes.errors += 1;
          if (index % 1000 === 999) memory.push(keptBytes());
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));

      expect(outcomes.answers + outcomes.errors).toBe(CALLS);
      expect(outcomes.answers).toBeGreaterThan(0.9 * CALLS);
      expect(outcomes.errors).toBeGreaterThan(0);
      expect(server.requests.length).toBeLessThanOrEqual(CALLS + failures);
      expect(server.requests.length).toBeGreaterThan(CALLS);
      const [early = 0] = memory.slice(2);
      expect((memory.at(-1) ?? 0) - early).toBeLessThan(4 * 1024 * CALLS);
    },
  );
});
