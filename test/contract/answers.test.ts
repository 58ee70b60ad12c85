/** Answers of servers that are not what they are taken for: every member replaced by every kind of value, and left out. */
import { describe, expect, test } from 'vitest';
import { EasyLLM } from '../../src/client/easyllm.ts';
import { EasyLLMError } from '../../src/base/errors.ts';
import { encodeEvent } from '../../src/sse.ts';
import { fakeTgi } from '../../src/testing/fake-server.ts';
import type { FakeAnswer } from '../../src/testing/fake-tgi.ts';

const REPLACEMENTS: readonly unknown[] = [undefined, null, 5, 'x', true, [], {}, [null], [[]], [{}]];

/** The value with one of its parts replaced, in every way. */
function* toMutants(value: unknown): Generator<unknown> {
  yield* REPLACEMENTS;
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    for (const mutant of toMutants(member)) {
      const copy: Record<string, unknown> | unknown[] = Array.isArray(value) ? [...value] : { ...value };
      Object.assign(copy, { [name]: mutant });
      yield copy;
    }
  }
}

function json(value: unknown): FakeAnswer {
  return { headers: { 'x-prompt-tokens': '3' }, steps: value === undefined ? [] : [{ send: JSON.stringify(value) }] };
}

function events(value: unknown): FakeAnswer {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  const text = list.map((event) => encodeEvent({ data: JSON.stringify(event) ?? '' })).join('');
  return { headers: { 'content-type': 'text/event-stream' }, steps: [{ send: text }] };
}

async function readToEnd(stream: Promise<AsyncIterable<unknown>>): Promise<unknown[]> {
  const chunks = [];
  for await (const chunk of await stream) chunks.push(chunk);
  return chunks;
}

const messages = [{ role: 'user' as const, content: 'Knock knock.' }];
const builder = { promptBuilder: 'chatml' as const };
const v1 = { apiBase: 'http://tgi.test/v1' };
const token = { id: 1, text: 'a', logprob: -1, special: false };
const logprobs = { content: [{ token: 'a', logprob: -1, bytes: [97], top_logprobs: [{ token: 'a', logprob: -1 }] }] };
const toolCalls = [{ index: 0, id: '0', type: 'function', function: { name: 'f', arguments: '{}' } }];
const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 };
const simpleTokens = [{ id: 1, text: 'a', start: 0, stop: 1 }];
const embeddings = {
  object: 'list',
  data: [
    { index: 0, embedding: [1, 2] },
    { index: 1, embedding: [3, 4] },
  ],
  usage: { prompt_tokens: 1 },
};
const generated = {
  generated_text: 'a',
  details: {
    finish_reason: 'eos_token',
    generated_tokens: 1,
    seed: 7,
    prefill: [],
    tokens: [token],
    top_tokens: [[token]],
  },
};
const tokenEvents = [
  { index: 1, token, top_tokens: [token], generated_text: null, details: null },
  {
    index: 2,
    token,
    generated_text: 'aa',
    details: { finish_reason: 'eos_token', generated_tokens: 2, seed: 7, input_length: 3 },
  },
];
const chunks = [
  { id: 'x', choices: [{ index: 0, delta: { role: 'assistant', content: 'a' }, logprobs, finish_reason: null }] },
  { id: 'x', choices: [{ index: 0, delta: { tool_calls: toolCalls }, finish_reason: 'stop' }] },
  { id: 'x', choices: [], usage },
];

interface Case {
  what: string;
  answer: unknown;
  write?: (value: unknown) => FakeAnswer;
  /** The route that gives it, where others are asked before. */
  path?: string;
  call: (client: EasyLLM) => Promise<unknown>;
}

const CASES: readonly Case[] = [
  {
    what: 'a native answer',
    answer: [generated],
    call: (client) => client.completions.create({ prompt: 'p', logprobs: 1, stop: 'q' }),
  },
  {
    what: 'a native answer of which the text is wanted',
    answer: [generated],
    call: (client) => client.chat.completions.create({ messages }, builder),
  },
  {
    what: 'a native stream',
    answer: tokenEvents,
    write: events,
    call: (client) =>
      readToEnd(client.chat.completions.create({ messages, stream: true, logprobs: true, top_logprobs: 1 }, builder)),
  },
  {
    what: 'a native stream of which the text is wanted',
    answer: tokenEvents,
    write: events,
    call: (client) => readToEnd(client.chat.completions.create({ messages, stream: true }, builder)),
  },
  {
    what: 'a chat of /v1',
    answer: {
      id: 'x',
      choices: [{ index: 0, message: { content: 'a', tool_calls: toolCalls }, logprobs, finish_reason: 'stop' }],
      usage,
    },
    call: (client) => client.chat.completions.create({ messages, logprobs: true, stop: 'q' }),
  },
  {
    what: 'a stream of /v1',
    answer: chunks,
    write: events,
    call: (client) =>
      readToEnd(
        client.chat.completions.create({
          messages,
          stream: true,
          logprobs: true,
          stream_options: { include_usage: true },
        }),
      ),
  },
  {
    what: 'a completion of /v1',
    answer: { id: 'x', choices: [{ index: 0, text: 'a', logprobs: { tokens: ['a'], token_logprobs: [-1] } }], usage },
    call: (client) => client.withOptions(v1).completions.create({ prompt: 'p', max_tokens: 1 }),
  },
  { what: 'an embedding', answer: [[1, 2]], call: (client) => client.embeddings.create({ input: 'a' }) },
  {
    what: 'a list of embeddings',
    answer: [[1], [2]],
    path: '/',
    call: (client) => client.embeddings.create({ input: ['a', 'b'], encoding_format: 'base64' }),
  },
  {
    what: 'embeddings of /v1',
    answer: embeddings,
    path: '/v1/embeddings',
    call: (client) => client.withOptions(v1).embeddings.create({ input: ['a', 'b'] }),
  },
  {
    what: 'a list of models',
    answer: { object: 'list', data: [{ id: 'm', object: 'model', created: 0, owned_by: 'x' }] },
    call: (client) => client.models.list(),
  },
  {
    what: 'information',
    answer: { model_id: 'm', max_client_batch_size: 4 },
    path: '/info',
    call: (client) => client.models.list(),
  },
  { what: 'tokens of a text', answer: simpleTokens, call: (client) => client.countTokens('é') },
  {
    what: 'tokens of a chat',
    answer: { tokenize_response: simpleTokens, templated_text: 'é' },
    call: (client) => client.countTokens(messages),
  },
];

/** The answer, or our error; anything else is thrown. */
async function callWith(answer: FakeAnswer, { path, call }: Case): Promise<unknown> {
  const fetch = fakeTgi({
    script: (request) => (path === undefined || request.path === path ? answer : { status: 404 }),
  });
  const client = new EasyLLM({ apiBase: 'http://tgi.test', apiKey: null, fetch, maxRetries: 0 });
  try {
    return await call(client);
  } catch (error) {
    if (EasyLLMError.isInstance(error)) return error;
    throw error;
  }
}

describe('an answer of another form than expected', () => {
  test.each(CASES)('fails with an error of ours, or is read as far as it can be: $what', async (given) => {
    const write = given.write ?? json;

    expect(await callWith(write(given.answer), given)).not.toBeInstanceOf(Error);
    for (const mutant of toMutants(given.answer)) {
      const result = await callWith(write(mutant), given).catch((cause: unknown) => {
        throw new Error(`${JSON.stringify(mutant)} made a raw error`, { cause });
      });

      expect({ mutant, result: JSON.stringify(result) }).toEqual({
        mutant,
        result: expect.not.stringContaining('undefined'),
      });
    }
  });
});
