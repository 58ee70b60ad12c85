/** OpenAI's API as `client.fetch`, and as a gateway. */
import { createGateway } from 'easyllm/gateway';
import { decodeEvents } from 'easyllm/sse';
import type { Behaviour } from '../contract.ts';
import { generated, json, streamed, streaming, toEvents } from './answers.ts';
import type { Handle } from './world.ts';
import { MESSAGES, connect, expectEqual } from './world.ts';

const TOKENS = ['Who', '’s', ' there?'];
const [first = ''] = toEvents(TOKENS);

function toRequest(body: object): Request {
  const headers = { 'content-type': 'application/json' };
  return new Request('http://localhost/v1/chat/completions', { method: 'POST', headers, body: JSON.stringify(body) });
}

/** The text of a streamed answer, which ends with `[DONE]`. */
async function readStream(handle: Handle): Promise<string> {
  const { body, headers } = await handle(toRequest({ messages: MESSAGES, stream: true }));
  expectEqual(headers.get('content-type')?.startsWith('text/event-stream'), true, 'it is an event stream');
  if (body === null) throw new Error('no body');
  let text = '';
  let last = '';
  for await (const { data } of decodeEvents(body)) {
    last = data;
    if (data !== '[DONE]') text += JSON.parse(data).choices[0].delta.content ?? '';
  }
  expectEqual(last, '[DONE]', 'the last event');
  return text;
}

export const HANDLERS: readonly Behaviour[] = [
  {
    name: '`client.fetch` answers JSON',
    async run({ serve }) {
      const client = connect(await serve(generated('Who’s there?')));
      const response = await client.fetch(toRequest({ messages: MESSAGES }));
      const { choices } = await response.json();
      expectEqual([response.status, choices[0].message.content], [200, 'Who’s there?']);
    },
  },
  {
    name: '`client.fetch` answers an event stream',
    async run({ serve }) {
      expectEqual(await readStream(connect(await serve(streamed(TOKENS))).fetch), 'Who’s there?');
    },
  },
  {
    name: '`client.fetch` answers errors in OpenAI’s shape',
    async run({ serve }) {
      const busy = json({ error: 'Model is overloaded', error_type: 'overloaded' }, { status: 429 });
      const response = await connect(await serve(busy)).fetch(toRequest({ messages: MESSAGES }));
      const { error } = await response.json();
      expectEqual([response.status, error.type, error.code], [429, 'rate_limit_error', 'overloaded']);
    },
  },
  {
    name: 'who leaves the stream of `client.fetch` closes the connection',
    async run({ serve }) {
      const scene = await serve(streaming([{ send: first }, 'stall']));
      const { body } = await connect(scene).fetch(toRequest({ messages: MESSAGES, stream: true }));
      const reader = body?.getReader();
      await reader?.read();
      await reader?.cancel();
      expectEqual(await scene.isIdle(), true, 'the server saw it');
    },
  },
  {
    name: 'a gateway answers /health and JSON',
    async run({ serve }) {
      const gateway = createGateway(connect(await serve(generated('Who’s there?'))));
      const health = await gateway.fetch(new Request('http://localhost/health'));
      const response = await gateway.fetch(toRequest({ messages: MESSAGES }));
      const { choices } = await response.json();
      expectEqual([health.status, response.status, choices[0].message.content], [200, 200, 'Who’s there?']);
    },
  },
  {
    name: 'a gateway answers an event stream',
    async run({ serve }) {
      const gateway = createGateway(connect(await serve(streamed(TOKENS))));
      expectEqual(await readStream((request) => gateway.fetch(request)), 'Who’s there?');
    },
  },
];
