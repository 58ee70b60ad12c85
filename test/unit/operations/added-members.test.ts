import { describe, expect, test } from 'vitest';
import { EasyLLM } from '../../../src/index.ts';
import { collect } from '../../support/collect.ts';

const messages = [{ role: 'user' as const, content: 'Knock knock.' }];

/** A server in OpenAI's shape that adds a member of its own to each choice. */
async function respond(request: Request): Promise<Response> {
  const { stream } = JSON.parse(await request.text());
  const added = { no_server_has_this: { place: 7 }, nothing: null };
  if (!stream) {
    const choice = { index: 0, message: { role: 'assistant', content: 'Who?' }, text: 'Who?', finish_reason: 'stop' };
    return Response.json({ id: 'x', choices: [{ ...choice, ...added }] });
  }
  const text = { index: 0, delta: { content: 'Who?' }, text: 'Who?', finish_reason: null };
  const end = { index: 0, delta: {}, text: '', finish_reason: 'stop', ...added };
  const events = [{ choices: [text] }, { choices: [end] }].map((event) => `data: ${JSON.stringify(event)}\n\n`);
  return new Response(`${events.join('')}data: [DONE]\n\n`, { headers: { 'content-type': 'text/event-stream' } });
}

describe('a member that a server adds to a choice', () => {
  const client = new EasyLLM({ apiKey: null, apiBase: 'http://server.test/v1', fetch: respond });

  test('is there on a whole chat', async () => {
    const { choices } = await client.chat.completions.create({ messages });

    expect(choices).toMatchObject([{ no_server_has_this: { place: 7 } }]);
    expect(choices[0]).not.toHaveProperty('nothing');
  });

  test('is there on a streamed chat, beside what came with it', async () => {
    const chunks = await collect(await client.chat.completions.create({ messages, stream: true }));

    expect(chunks.at(-1)?.choices).toMatchObject([{ finish_reason: 'stop', no_server_has_this: { place: 7 } }]);
  });

  test('is there on a whole completion', async () => {
    const { choices } = await client.completions.create({ prompt: 'Knock knock.' });

    expect(choices).toMatchObject([{ no_server_has_this: { place: 7 } }]);
  });

  test('is there on a streamed completion, beside what came with it', async () => {
    const chunks = await collect(await client.completions.create({ prompt: 'Knock knock.', stream: true }));

    expect(chunks.at(-1)?.choices).toMatchObject([{ finish_reason: 'stop', no_server_has_this: { place: 7 } }]);
  });
});
