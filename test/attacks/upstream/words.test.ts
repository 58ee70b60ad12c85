import { expect } from 'vitest';

import { createGateway } from '../../../src/gateway.ts';
import { EasyLLM } from '../../../src/client/easyllm.ts';
import { attacks } from '../support/attack.ts';
import type { Attack } from '../support/attack.ts';
import { MESSAGES, chat, clientOf, deltaEvent, eventStream, tokenEvent, v1ClientOf } from '../support/upstream.ts';

const long = 'w'.repeat(100_000);
const raw = (data: string) => `data: ${data}\n\n`;
const json = (body: object, headers: Record<string, string> = {}) => Response.json(body, { headers });
const choices = [{ index: 0, message: { role: 'assistant', content: 'a' }, finish_reason: 'stop' }];

/** The longest text among the members of a value that name something. */
function longest(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return Math.max(
    0,
    ...Object.entries(value).map(([name, member]: [string, unknown]) =>
      typeof member === 'string' && ['id', 'model', 'owned_by', 'code', 'type', 'param'].includes(name)
        ? member.length
        : longest(member),
    ),
  );
}

/** What a server calls itself and its answers, at any length. */
const NAMES: Record<string, () => Promise<unknown>> = {
  'the id and the model of a whole answer': () => chat(v1ClientOf(() => json({ id: long, model: long, choices }))),
  'the id and the model of a stream': async () => {
    const event = raw(`{"id":"${long}","model":"${long}","choices":[{"index":0,"delta":{"content":"a"}}]}`);
    const client = v1ClientOf(() => eventStream([event, deltaEvent({}, 'stop'), raw('[DONE]')]));
    const chunks: unknown[] = [];
    for await (const chunk of await client.chat.completions.create({ messages: MESSAGES, stream: true })) {
      chunks.push(chunk);
    }
    return chunks;
  },
  'the model of a response': () =>
    v1ClientOf(() => json({ id: long, model: long, choices })).responses.create({ input: 'a' }),
  'the model of vectors': () =>
    v1ClientOf(() => json({ model: long, data: [{ index: 0, embedding: [1] }] })).embeddings.create({ input: 'a' }),
  'its models': () => v1ClientOf(() => json({ data: [{ id: long, owned_by: long }] })).models.list(),
  'its one model': () =>
    clientOf(({ url }) =>
      url.endsWith('/info') ? json({ model_id: long }) : new Response('', { status: 404 }),
    ).models.list(),
  'the code of its error': () =>
    chat(
      v1ClientOf(() =>
        Response.json({ error: { message: 'a', code: long, type: long, param: long } }, { status: 400 }),
      ),
    ).catch((error: unknown) => ({ ...(error as object) })),
  'the type of its error': () =>
    chat(clientOf(() => Response.json({ error: 'a', error_type: long }, { status: 422 }))).catch((error: unknown) => ({
      ...(error as object),
    })),
};

attacks(
  'a server whose name for something is long:',
  Object.entries(NAMES).map(([name, ask]): Attack => ({
    name,
    run: async () => expect(longest(await ask())).toBeLessThanOrEqual(257),
  })),
);

const TOKEN = 'hf_PlantedSecretOfTheOperator0123456789';

const HEADERS = [
  'x-compute-type',
  'x-compute-time',
  'x-total-time',
  'x-generated-tokens',
  'x-prompt-tokens',
  'x-request-id',
];

/** The headers that a caller of a gateway gets, where the server gives the gateway's token back in all of its own. */
async function headersOf(path: string, body: object | undefined, answer: () => Response): Promise<string> {
  const gateway = createGateway({
    apiBase: 'http://tgi.test',
    apiKey: TOKEN,
    promptBuilder: 'chatml',
    maxRetries: 0,
    logLevel: 'off',
    auth: { keys: ['sk-a'] },
    fetch: async () => {
      const { status, body: content, headers } = answer();
      return new Response(content, {
        status,
        headers: { ...Object.fromEntries(headers), ...Object.fromEntries(HEADERS.map((name) => [name, `a ${TOKEN}`])) },
      });
    },
  });
  const response = await gateway.request(path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: 'Bearer sk-a', 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  await response.text();
  return JSON.stringify([...response.headers]);
}

const CALLS: Record<string, [path: string, body: object | undefined, answer: () => Response]> = {
  chat: ['/v1/chat/completions', { messages: MESSAGES }, () => json([{ generated_text: 'a' }])],
  'a stream': [
    '/v1/chat/completions',
    { messages: MESSAGES, stream: true },
    () => eventStream([tokenEvent('a'), tokenEvent('b', 'ab')]),
  ],
  'a completion': ['/v1/completions', { prompt: 'a' }, () => json([{ generated_text: 'a' }])],
  'a response': ['/v1/responses', { input: 'a' }, () => json([{ generated_text: 'a' }])],
  vectors: ['/v1/embeddings', { input: 'a' }, () => json([[1, 2]])],
  models: ['/v1/models', undefined, () => json({ data: [{ id: 'a' }] })],
  'an error': ['/v1/chat/completions', { messages: MESSAGES }, () => json({ error: 'a' })],
};

attacks(
  'a server that gives the gateway’s token back in the headers of',
  Object.entries(CALLS).map(([name, call]): Attack => ({
    name,
    run: async () => expect(await headersOf(...call)).not.toContain(TOKEN.slice(0, 12)),
  })),
);

attacks('a server whose', [
  {
    name: 'field called error is spaces',
    size: 20_000,
    run: async (size) => {
      const client = v1ClientOf(() =>
        eventStream([deltaEvent({ content: 'a' }), `error:${' '.repeat(size)}a\u2028\n\n`]),
      );
      const stream = await client.chat.completions.create({ messages: MESSAGES, stream: true });
      await expect(readAll(stream)).rejects.toMatchObject({ status: 500 });
    },
  },
  {
    name: 'counts are absurd, in an answer to embed',
    run: async () => {
      for (const count of ['-5', '1e9', '0.5', '9007199254740993', '0x10', ' ']) {
        const client = new EasyLLM({
          apiBase: 'http://tei.test',
          apiKey: null,
          fetch: async () => json([[1, 2]], { 'x-compute-tokens': count }),
        });
        expect((await client.embeddings.create({ input: 'a' })).usage).toBeUndefined();
      }
    },
  },
  {
    name: 'counts are absurd, in a stream',
    run: async () => {
      for (const count of ['-5', '1e308', '0.5', '"5"', '9007199254740993', '{}']) {
        const usage = `{"choices":[],"usage":{"prompt_tokens":${count},"completion_tokens":1}}`;
        const client = v1ClientOf(() => eventStream([deltaEvent({ content: 'a' }, 'stop'), raw(usage), raw('[DONE]')]));
        const body = { messages: MESSAGES, stream: true as const, stream_options: { include_usage: true } };
        const counts: unknown[] = [];
        for await (const { usage: told } of await client.chat.completions.create(body)) counts.push(told ?? null);
        expect(new Set(counts).size).toBe(count === '"5"' ? 2 : 1);
      }
    },
  },
]);

async function readAll(stream: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of stream);
}
