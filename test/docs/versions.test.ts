import { readFileSync } from 'node:fs';
import { describe, expect, inject, test } from 'vitest';
import { readVersions } from '../../scripts/specs/versions.ts';
import { createTgiClient } from '../../src/tgi.ts';
import { collect } from '../support/collect.ts';

const document = JSON.parse(readFileSync('generated/tgi.openapi.json', 'utf8'));
const examplesOfOlderVersions = Object.keys(document.components.examples).filter((name) =>
  name.includes('BeforeVersion'),
);
const tgi = createTgiClient({ apiBase: inject('tgiUrl'), apiKey: null, maxRetries: 0 });
const messages = [{ role: 'user', content: 'Knock knock.' }];

test('the versions of TGI name every example of older ones', () => {
  const named = new Set(readVersions({ name: 'tgi', document }).flatMap(({ before }) => before));

  expect([...named].toSorted()).toEqual(examplesOfOlderVersions.toSorted());
});

describe('the client of TGI', () => {
  test('reads the stream of a version before 1.4', async () => {
    const events = await collect(await tgi.generateStream({ inputs: 'a' }, choose('beforeVersion14')));

    expect(events.at(-1)?.generated_text).toBeTypeOf('string');
    expect(events.map(({ index }) => index)).not.toContain(1);
  });

  test('reads the chats of a version before 2.1', async () => {
    const whole = await tgi.chatCompletions({ messages }, choose('beforeVersion21'));
    const chunks = await collect(await tgi.chatCompletions({ messages, stream: true }, choose('beforeVersion21')));

    expect(whole.object).toBe('text_completion');
    expect(chunks.length).toBeGreaterThan(0);
  });

  test('reads the description of a version before 2.1', async () => {
    const info = await tgi.getModelInfo(choose('beforeVersion21'));

    expect(info.max_input_length).toBeTypeOf('number');
    expect(info.max_input_tokens).toBeUndefined();
  });

  test('throws the error in a stream of a version before 2.4.1', async () => {
    const stream = tgi.chatCompletions({ messages, stream: true }, choose('errorBeforeVersion241')).then(collect);

    await expect(stream).rejects.toHaveProperty('status');
  });

  test('reads the calls of tools of a version before 3.2', async () => {
    const whole = await tgi.chatCompletions({ messages }, choose('toolCallBeforeVersion32'));
    const chunks = await collect(
      await tgi.chatCompletions({ messages, stream: true }, choose('toolCallBeforeVersion32')),
    );

    expect(whole.choices[0]?.message.tool_calls).toBeDefined();
    expect(chunks.some(({ choices }) => choices[0]?.delta.tool_calls !== undefined)).toBe(true);
  });
});

function choose(example: string) {
  return { headers: { prefer: `code=200, example=${example}` } };
}
