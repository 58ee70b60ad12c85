/**
 * A server without a model, to try the other programs on: it answers as TGI and TEI do, with what is written down here.
 *
 *     npx jiti examples/server.ts
 */
import { serve } from '@hono/node-server';
import { fakeTgi } from 'easyllm/testing';
import type { FakeRequest, ScriptedAnswer } from 'easyllm/testing';

interface Asked {
  messages?: { role: string; content: string | null }[];
  /** The texts of an embedding. */
  input?: string | string[];
  inputs?: string | string[];
  response_format?: object;
  tools?: object[];
}

const INVOICE = {
  seller: 'Paper & Sons',
  due: '2027-03-01',
  currency: 'EUR',
  items: [
    { name: 'notebook', quantity: 3, price: 4.5 },
    { name: 'fountain pen', quantity: 1, price: 29 },
  ],
};
/** What a model would call first, and then. */
const CALLS = [
  { name: 'find_products', arguments: '{"words":"blue pen"}' },
  { name: 'count_stock', arguments: '{"id":"p-1"}' },
];

const tgi = fakeTgi({ script: answer });
const port = Number(process.env['PORT'] ?? 8080);
const server = serve({ fetch: (request) => tgi(request), port, hostname: '127.0.0.1' }, ({ port: taken }) => {
  console.log(`listening on http://127.0.0.1:${taken}`);
});
server.on('error', ({ message }) => {
  console.error(`${message}. Choose another with PORT.`);
  process.exitCode = 1;
});

function answer({ path, body }: FakeRequest): ScriptedAnswer {
  const { messages = [], input, inputs, response_format: format, tools }: Asked = JSON.parse(body || '{}');
  // TEI is asked at its root, as TGI is: a list means vectors.
  if (path.endsWith('/embed') || Array.isArray(inputs)) return json([inputs ?? []].flat().map(toVector));
  if (path.endsWith('/embeddings')) {
    const data = [input ?? []].flat().map((text, index) => ({ object: 'embedding', index, embedding: toVector(text) }));
    return json({ object: 'list', model: 'tei', data, usage: { prompt_tokens: 1, total_tokens: 1 } });
  }
  if (format !== undefined) return { tokens: [JSON.stringify(INVOICE)] };
  const called = messages.filter(({ role }) => role === 'tool');
  const call = tools === undefined ? undefined : CALLS[called.length];
  if (call !== undefined) return json(toToolCall(call, called.length));
  if (tools !== undefined) return { tokens: [`We have ${called.at(-1)?.content} blue pens.`] };
  const asked = messages.findLast(({ role }) => role === 'user')?.content ?? inputs;
  return { tokens: `There is no model here. You asked: ${asked}`.split(/(?= )/), delayMs: 30 };
}

function json(value: unknown): ScriptedAnswer {
  return { steps: [{ send: JSON.stringify(value) }] };
}

/** How often each pair of letters stands in a text: alike for texts that share words. */
function toVector(text: string): number[] {
  const vector = Array.from({ length: 256 }, () => 0);
  for (const [, pair = ''] of text.toLowerCase().matchAll(/(?=([a-z]{2}))/g)) {
    const place = (pair.charCodeAt(0) * 31 + pair.charCodeAt(1)) % vector.length;
    vector[place] = (vector[place] ?? 0) + 1;
  }
  return vector;
}

function toToolCall(call: (typeof CALLS)[number], step: number) {
  const tool_calls = [{ id: `call-${step + 1}`, type: 'function', function: call }];
  const choice = { index: 0, message: { role: 'assistant', content: null, tool_calls }, finish_reason: 'tool_calls' };
  const usage = { prompt_tokens: 6, completion_tokens: 6, total_tokens: 12 };
  return { object: 'chat.completion', id: '', created: 0, model: 'tgi', choices: [choice], usage };
}
