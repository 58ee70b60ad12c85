/**
 * Tests of a function that asks a model, without a model: what it sends, what it makes of the answer, and what it does about a failure.
 *
 *     npx jiti examples/testing.ts
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EasyLLM, RateLimitError, StreamTruncatedError } from 'easyllm';
import { fakeTgi } from 'easyllm/testing';
import type { ScriptedAnswer } from 'easyllm/testing';

/** The function of yours. It is given its client, and so can be given another. */
async function summarize(client: EasyLLM, text: string): Promise<string> {
  const stream = await client.chat.completions.create({
    messages: [{ role: 'user', content: `Summarize in one sentence:\n\n${text}` }],
    stream: true,
  });
  let summary = '';
  for await (const { choices } of stream) summary += choices[0]?.delta.content ?? '';
  return summary.trim();
}

function clientOf(...script: ScriptedAnswer[]) {
  const tgi = fakeTgi({ script });
  return { tgi, client: new EasyLLM({ apiBase: 'http://tgi.test', apiKey: null, fetch: tgi, maxRetries: 1 }) };
}

const BUSY = { error: 'Model is overloaded', error_type: 'overloaded' };

test('the text is sent, and the answer is trimmed', async () => {
  const { tgi, client } = clientOf({ tokens: [' It', ' rained.', '\n'] });

  assert.equal(await summarize(client, 'Rain, all day.'), 'It rained.');
  assert.match(tgi.requests[0]?.body ?? '', /Rain, all day\./);
});

test('a busy server is asked again', async () => {
  const { tgi, client } = clientOf(BUSY, { tokens: ['It rained.'] });

  assert.equal(await summarize(client, 'Rain.'), 'It rained.');
  assert.equal(tgi.requests.length, 2);
});

test('a server that stays busy is an error', async () => {
  await assert.rejects(summarize(clientOf(BUSY).client, 'Rain.'), RateLimitError);
});

test('half an answer is no summary', async () => {
  const { client } = clientOf({ tokens: ['It', ' rai'], end: 'cut' });

  await assert.rejects(summarize(client, 'Rain.'), StreamTruncatedError);
});
