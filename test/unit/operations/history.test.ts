import { describe, expect, test } from 'vitest';

import { createGateway } from '../../../src/gateway.ts';
import { EasyLLM } from '../../../src/index.ts';
import type { ChatCompletion, ChatCompletionCreateParams } from '../../../src/index.ts';

/** What a server says, with members that no spec of ours names, at every place. */
const MESSAGE = {
  role: 'assistant',
  content: 'It is cold.',
  reasoning_details: [{ type: 'reasoning.text', text: 'Hm', signature: 'r' }],
  thinking_blocks: [{ type: 'thinking', thinking: 'Hm', signature: 't' }],
  annotations: [{ type: 'url_citation', url_citation: { url: 'https://example.com/' } }],
  extra_content: { google: { thought_signature: 'm' } },
  provider_specific_fields: { a: 1 },
  tool_calls: [
    {
      id: 'call_a',
      type: 'function',
      function: { name: 'find', arguments: '{"a":1}' },
      extra_content: { google: { thought_signature: 'c' } },
    },
  ],
};

interface Sent {
  messages: Record<string, unknown>[];
  stream?: boolean;
}

/** A server that answers all chats alike, and what it was sent. */
function serve() {
  const sent: Sent[] = [];
  const config = {
    apiKey: null,
    apiBase: 'http://server.test/v1',
    maxRetries: 0,
    logger: { error() {}, warn() {}, info() {}, debug() {} },
    async fetch(request: Request): Promise<Response> {
      if (request.method === 'GET') return Response.json({}, { status: 404 });
      const body: Sent = JSON.parse(await request.text());
      sent.push(body);
      const [call] = MESSAGE.tool_calls;
      const delta = { ...MESSAGE, tool_calls: [{ index: 0, ...call }] };
      if (body.stream !== true) return Response.json({ choices: [{ message: MESSAGE, finish_reason: 'tool_calls' }] });
      const events = [{ delta }, { delta: {}, finish_reason: 'tool_calls' }];
      const data = events.map((choice) => JSON.stringify({ choices: [{ index: 0, ...choice }] }));
      return new Response([...data, '[DONE]'].map((each) => `data: ${each}\n\n`).join(''));
    },
  };
  return { sent, config };
}

type Messages = ChatCompletionCreateParams['messages'];
type Ask = (body: ChatCompletionCreateParams) => Promise<{ choices: { message: object }[] }>;

async function askByHttp(
  send: (url: string, init: RequestInit) => Promise<Response>,
  body: object,
): Promise<ChatCompletion> {
  const headers = { 'content-type': 'application/json' };
  const response = await send('http://easyllm/v1/chat/completions', {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
  const answer: ChatCompletion = JSON.parse(await response.text());
  return answer;
}

const DOORS: readonly [door: string, open: (config: ReturnType<typeof serve>['config']) => Ask][] = [
  [
    'in process',
    (config) => {
      const { completions } = new EasyLLM(config).chat;
      return (body) => completions.create({ ...body, stream: false });
    },
  ],
  ['through client.fetch', (config) => (body) => askByHttp(new EasyLLM(config).fetch, body)],
  [
    'through a gateway',
    (config) => {
      const gateway = createGateway(config);
      return (body) => askByHttp(async (url, init) => gateway.fetch(new Request(url, init)), body);
    },
  ],
];

const ASKED = {
  role: 'user' as const,
  content: [{ type: 'text' as const, text: 'Cold?', cache_control: { type: 'ephemeral' } }],
};
const FOUND = { role: 'tool' as const, tool_call_id: 'call_a', content: 'cold' };

describe.each(DOORS)('a message that a server gave, %s', (_, open) => {
  test('goes back to it as it came', async () => {
    const { sent, config } = serve();
    const ask = open(config);

    const answer = await ask({ model: 'm', messages: [ASKED] });
    const message = answer.choices[0]?.message as Messages[number];
    await ask({ model: 'm', messages: [ASKED, message, FOUND] });

    expect(sent[1]?.messages).toEqual([ASKED, MESSAGE, FOUND]);
  });
});

describe('a message that a server gave in a stream', () => {
  test('goes back to it as it came', async () => {
    const { sent, config } = serve();
    const client = new EasyLLM(config);
    const given: Record<string, unknown> = {};
    const messages = [{ role: 'user' as const, content: 'Cold?' }];
    for await (const { choices } of await client.chat.completions.create({ model: 'm', messages, stream: true })) {
      for (const [name, value] of Object.entries(choices[0]?.delta ?? {})) {
        if (value !== null && value !== '') given[name] = value;
      }
    }
    const [{ index, ...call }] = given['tool_calls'] as [{ index: number }];
    const said = { ...given, tool_calls: [call] } as unknown as Messages[number];
    await client.chat.completions.create({ model: 'm', messages: [...messages, said, FOUND] });

    expect(index).toBe(0);
    expect(sent[1]?.messages[1]).toEqual(MESSAGE);
  });
});
