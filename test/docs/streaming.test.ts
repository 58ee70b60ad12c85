import { describe, expect, test } from 'vitest';
import { startFakeServer } from '../../src/testing/fake-server.ts';
import { streaming, toEvents } from '../../src/testing/native-answers.ts';
import type { ServerAnswer } from '../../src/testing/script.ts';
import { readCodeBlocks } from '../support/code-blocks.ts';
import { printedBy, runExample } from '../support/run-example.ts';

const KNOCK: ServerAnswer = { tokens: ['Who', "'s", ' there?'] };
const [one = '', two = ''] = toEvents(['one', ' two', ' three']);
const COUNT = streaming([{ send: one }, { send: two }, 'stall']);

/** How the server behaves in each example, in the order of the page; undefined where there is none. */
const ANSWERS: readonly (ServerAnswer | undefined)[] = [
  KNOCK,
  KNOCK,
  KNOCK,
  COUNT,
  COUNT,
  streaming([{ send: one }, 'stall']),
  { tokens: ['one', ' two'], end: 'cut' },
  KNOCK,
  KNOCK,
  KNOCK,
  KNOCK,
  undefined,
];
const EXAMPLES = readCodeBlocks('docs/streaming.md', 'ts').map((block, index) => ({
  ...block,
  answer: ANSWERS[index],
}));

describe('docs/streaming.md', () => {
  test('has as many examples as there are servers for them', () => {
    expect(EXAMPLES).toHaveLength(ANSWERS.length);
  });

  test.each(EXAMPLES)('$name prints what it says, and leaves nothing open', async ({ code, answer = KNOCK }) => {
    await using server = await startFakeServer({ like: 'tgi', script: [answer] });

    const { printed } = await runExample(code, { 'http://localhost:8080': server.url });
    await server.idle();

    expect(printed).toEqual(printedBy(code));
    expect(server.openAnswers).toBe(0);
  });

  test('has a route that sends a chunk in each line', async () => {
    await using server = await startFakeServer({ like: 'tgi', script: [KNOCK] });
    const { code = '' } = EXAMPLES.find((example) => example.code.includes('export async function POST')) ?? {};
    const { POST } = (await runExample(code, { 'http://localhost:8080': server.url })).exports;
    const body = JSON.stringify({ messages: [{ role: 'user', content: 'Knock knock.' }] });
    const request = new Request('http://site.test', { method: 'POST', body });

    const response: unknown = typeof POST === 'function' ? await POST(request) : undefined;
    const lines = response instanceof Response ? (await response.text()).trim().split('\n') : [];

    expect(lines.map((line) => JSON.parse(line).choices[0].delta.content ?? '').join('')).toBe("Who's there?");
  });
});
