/** The table "Why not `openai` with a `baseURL`?" of the README: what each server sends, and what EasyLLM makes of it. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { EasyLLM, RateLimitError, StreamTruncatedError } from '../../src/index.ts';
import type { Script } from '../../src/testing.ts';
import { fakeServer, fakeTgi } from '../../src/testing.ts';
import type { Fetch } from '../../src/net/transport.ts';
import { collect } from '../support/collect.ts';

const messages = [{ role: 'user' as const, content: 'Knock knock.' }];
const TOOL = {
  type: 'function' as const,
  function: { name: 'get_time', parameters: { type: 'object', properties: { city: { type: 'string' } } } },
};
const SCHEMA = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
const ROWS = readFileSync('README.md', 'utf8')
  .split('\n## ')
  .find((section) => section.startsWith('Why not'))
  ?.split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| --'))
  .slice(1);

/** What a client that takes a server at its word sends and gets. */
async function ask(fetch: Fetch, path: string, body: unknown) {
  const headers = { 'content-type': 'application/json' };
  const init = { method: 'POST', headers, body: JSON.stringify(body) };
  const response = await fetch(new Request(`http://server.test${path}`, init));
  return { status: response.status, text: await response.text() };
}

function tgi(script: Script) {
  const server = fakeTgi({ script });
  return { server, client: new EasyLLM({ apiBase: 'http://server.test', apiKey: null, maxRetries: 0, fetch: server }) };
}

const eventsOf = (text: string) => text.split('\n\n').flatMap((event) => event.replace(/^data: ?/, '').trim() || []);

describe('the README says why', () => {
  test('in as many rows as there are tests here', () => {
    expect(ROWS).toHaveLength(7);
  });

  test('a full TGI answers 200 and tells 429 in the stream, which is a RateLimitError', async () => {
    const { server, client } = tgi([{ error: 'Model is overloaded', error_type: 'overloaded' }]);
    const seen = await ask(server, '/v1/chat/completions', { messages, stream: true });

    expect(seen.status).toBe(200);
    expect(seen.text).toContain('overloaded');
    await expect(client.chat.completions.create({ messages, stream: true })).rejects.toSatisfy(
      (error) => RateLimitError.isInstance(error) && error.status === 429,
    );
  });

  test('a stream that ends in the middle is an error with what came', async () => {
    const half = `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: 'Who' }, finish_reason: null }] })}\n\n`;
    const answer = { headers: { 'content-type': 'text/event-stream' }, steps: [{ send: half }] };
    const server = fakeServer({ like: 'openai', script: [answer] });
    const client = new EasyLLM({ apiBase: 'http://server.test/v1', apiKey: null, maxRetries: 0, fetch: server });

    expect(await ask(server, '/v1/chat/completions', { messages, stream: true })).toEqual({ status: 200, text: half });
    await expect(client.chat.completions.create({ messages, stream: true }).then(collect)).rejects.toSatisfy(
      (error) => StreamTruncatedError.isInstance(error) && JSON.stringify(error.partial).includes('Who'),
    );
  });

  test('arguments that TGI streams without their first letters are whole', async () => {
    const { server, client } = tgi([{ calls: [{ name: 'get_time', arguments: '{"city":"Paris"}' }] }]);
    const body = { messages, tools: [TOOL], tool_choice: 'required' as const };
    const raw = eventsOf((await ask(server, '/v1/chat/completions', { ...body, stream: true })).text)
      .filter((event) => event.startsWith('{'))
      .flatMap((event) => JSON.parse(event).choices[0]?.delta.tool_calls ?? [])
      .map((call) => call.function.arguments ?? '')
      .join('');
    const chunks = await collect(await client.chat.completions.create({ ...body, stream: true }));
    const written = chunks.map(({ choices }) => choices[0]?.delta.tool_calls?.[0]?.function?.arguments ?? '').join('');

    expect(() => JSON.parse(raw)).toThrow(SyntaxError);
    expect(JSON.parse(written)).toEqual({ city: 'Paris' });
  });

  test('a schema is written as TGI reads it', async () => {
    const { server, client } = tgi(['auto']);
    const response_format = { type: 'json_schema' as const, json_schema: { name: 'place', schema: SCHEMA } };
    const reply = await client.chat.completions.create({ messages, response_format });

    expect((await ask(server, '/v1/chat/completions', { messages, response_format })).status).toBe(422);
    expect(reply.choices[0]?.message.content).toBe('{"city":"text"}');
  });

  test.each(['tgi', 'ollama'] as const)('%s gives one choice, and n are asked for', async (like) => {
    const server = fakeServer({ like });
    const client = new EasyLLM({ apiBase: 'http://server.test/v1', apiKey: null, fetch: server });
    const { text } = await ask(server, '/v1/chat/completions', { model: 'a', messages, n: 3 });
    const reply = await client.chat.completions.create({ model: 'a', messages, n: 3, seed: 7 });
    const sent = server.requests.filter(({ body }) => body.includes('"seed"')).map(({ body }) => JSON.parse(body).seed);

    expect(JSON.parse(text).choices).toHaveLength(1);
    expect(reply.choices).toHaveLength(3);
    expect(sent.toSorted()).toEqual([7, 8, 9]);
  });

  test('vectors that came as numbers are base64 where that was asked for', async () => {
    const server = fakeServer({ like: 'llamacpp', script: [{ vectors: [[0.5, -2]] }] });
    const client = new EasyLLM({ apiBase: 'http://server.test/v1', apiKey: null, fetch: toNumbers(server) });
    const body = { model: 'a', input: 'Hi', encoding_format: 'base64' as const };
    const { data } = await client.embeddings.create(body);
    const bytes = Buffer.from(String(data[0]?.embedding), 'base64');

    expect(JSON.parse((await ask(toNumbers(server), '/v1/embeddings', body)).text).data[0].embedding).toEqual([
      0.5, -2,
    ]);
    expect([bytes.readFloatLE(0), bytes.readFloatLE(4)]).toEqual([0.5, -2]);
  });

  test('a model without a template is asked with a prompt that is built here', async () => {
    const refusal = 'Template error: template not found';
    const { server, client } = tgi(({ path }) =>
      path.startsWith('/v1/') ? { error: refusal, error_type: 'template_error' } : { tokens: ['Who'] },
    );
    const reply = await client.chat.completions.create({ messages }, { promptBuilder: 'llama3' });

    expect((await ask(server, '/v1/chat/completions', { messages })).text).toContain(refusal);
    expect(reply.choices[0]?.message.content).toBe('Who');
  });
});

/** A server that passes over `encoding_format`, as many do. */
function toNumbers(fetch: Fetch): Fetch {
  return async (request) => {
    const { url, method, headers } = request;
    const body = (await request.text()).replace('"encoding_format":"base64"', '"encoding_format":"float"');
    return fetch(new Request(url, { method, headers, body: body || null }));
  };
}
