import { describe, expect } from 'vitest';

import type { StreamTruncatedError } from '../../src/base/errors.ts';
import type { FakeStep } from '../../src/testing/fake-tgi.ts';
import { EVENT_STREAM, streaming, toEvents } from '../../src/testing/native-answers.ts';
import { MESSAGES, failureOf, isFetch, partialText, resting, test } from '../support/fault-test.ts';

/** As TGI sends it: text of several bytes a letter, a keep-alive, a last event with the whole text. */
const TOKENS = ['Grüße', ' 東京 🚀', '.'];
const EVENTS = toEvents(TOKENS).map((event, index) => (index === 1 ? `:\n\n${event}` : event));
const STREAM = Buffer.from(EVENTS.join(''));
const ENDS = EVENTS.map((_, index) => Buffer.byteLength(EVENTS.slice(0, index + 1).join('')));

/** The tokens of all events that end within the first `cut` bytes. At the end of an answer, one without its blank line is whole. */
function textBefore(cut: number, isEnd: boolean): string {
  const missing = isEnd ? '\n\n'.length : 0;
  const whole = ENDS.filter((end) => end - missing <= cut).length;
  return TOKENS.slice(0, whole).join('');
}

interface Ending {
  steps: readonly FakeStep[];
  headers?: Record<string, string>;
  /** Whether a client sees it as the end of the answer. */
  isEnd: boolean;
}

const ENDINGS: Readonly<Record<string, Ending>> = {
  'being cut': { steps: ['cut'], isEnd: false },
  'being reset': { steps: ['reset'], isEnd: false },
  ending: { steps: [], isEnd: true },
  // Node's fetch takes this for an end.
  'being cut, as it had announced': { steps: ['cut'], headers: { connection: 'close' }, isEnd: isFetch },
};

describe('a stream that stops after any of its bytes', () => {
  test.for(Object.entries(ENDINGS))(
    'by %s is truncated, or whole',
    async ([, { steps, headers, isEnd }], { serve, connect }) => {
      const server = await serve((_, cut) => ({
        headers: { ...EVENT_STREAM, ...headers },
        steps: resting('headers', { send: STREAM.subarray(0, cut) }, ...steps),
      }));
      const client = connect(server, { maxRetries: 0 });

      for (let cut = 0; cut <= STREAM.length; cut += 1) {
        let text = '';
        const read = async () => {
          const stream = await client.chat.completions.create({ messages: MESSAGES, stream: true });
          for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? '';
        };
        const error = await failureOf(read());

        const want = textBefore(cut, isEnd);
        const isWhole = want === TOKENS.join('');
        expect([cut, error === undefined ? 'whole' : (error as Error).name]).toEqual([
          cut,
          isWhole ? 'whole' : 'StreamTruncatedError',
        ]);
        expect([cut, text]).toEqual([cut, want]);
        expect([cut, partialText(error)]).toEqual([cut, isWhole ? undefined : want]);
      }
    },
  );
});

describe('a stream whose bytes come in pieces', () => {
  test.for([1, 2, 3, 5, 7, 64, 1000])('of %i gives the same text', async (every, { serve, connect }) => {
    const server = await serve([streaming([{ send: STREAM, every }])]);
    const stream = await connect(server).chat.completions.create({ messages: MESSAGES, stream: true });

    let text = '';
    for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? '';

    expect(text).toBe(TOKENS.join(''));
  });
});

describe('a truncated stream', () => {
  test('of several choices says what each had given', async ({ serve, connect }) => {
    const server = await serve(({ body }) => {
      const isSecond = body.includes('"seed":8');
      return streaming(isSecond ? resting({ send: STREAM.subarray(0, ENDS[1]) }, 'cut') : [{ send: STREAM }]);
    });

    const error = await failureOf(connect(server).completions.create({ prompt: 'a', n: 2, seed: 7, stream: true }));

    const { choices } = (error as StreamTruncatedError).partial as { choices: { text: string }[] };
    expect(choices.map(({ text }) => text)).toEqual([TOKENS.join(''), TOKENS.slice(0, 2).join('')]);
  });
});
