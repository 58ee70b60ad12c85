import { describe, expect, test } from 'vitest';
import {
  EasyLLM,
  InternalServerError,
  RateLimitError,
  StreamTruncatedError,
  UnprocessableEntityError,
} from '../../../src/index.ts';
import type { Script } from '../../../src/testing.ts';
import { fakeTgi } from '../../../src/testing.ts';
import { createTgiClient, validators } from '../../../src/tgi.ts';
import { collect } from '../../support/collect.ts';

const messages = [{ role: 'user' as const, content: 'Knock knock.' }];
const TOKENS = ['Who', "'s", ' there?'];

describe('fakeTgi', () => {
  test('answers a chat with the text of its tokens', async () => {
    const { client, tgi } = connect([{ tokens: TOKENS }]);
    const reply = await client.chat.completions.create({ messages });

    expect(reply.choices[0]?.message.content).toBe("Who's there?");
    expect(tgi.requests.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /']);
  });

  test('streams the same, one event a token', async () => {
    const { client } = connect([{ tokens: TOKENS, delayMs: 1 }]);
    const chunks = await collect(await client.chat.completions.create({ messages, stream: true }));

    expect(chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('')).toBe("Who's there?");
  });

  test.each(['/generate', '/generate_stream', '/', '/v1/chat/completions', '/v1/completions'])(
    'answers %s in its own shape',
    async (path) => {
      const tgi = fakeTgi({ script: [{ tokens: ['a', 'b'] }] });
      const client = createTgiClient({ apiBase: 'http://tgi.test', apiKey: null, fetch: tgi });
      const whole = {
        '/generate': () => client.generate({ inputs: 'x' }).then(({ generated_text: text }) => text),
        '/generate_stream': async () => {
          const events = await collect(await client.generateStream({ inputs: 'x' }));
          return events.map(({ token }) => token.text).join('');
        },
        '/': () => client.compatGenerate({ inputs: 'x' }).then(([first]) => first?.generated_text),
        '/v1/chat/completions': async () => {
          const chunks = await collect(await client.chatCompletions({ messages, stream: true }));
          return chunks.map(({ choices }) => choices[0]?.delta.content).join('');
        },
        '/v1/completions': () => client.completions({ prompt: 'x' }).then(({ choices }) => choices[0]?.text),
      }[path];

      expect(await whole?.()).toBe('ab');
    },
  );

  test('answers an error, then what follows in the script', async () => {
    const { client, tgi } = connect(
      [{ error: 'Model is overloaded', error_type: 'overloaded' }, { tokens: TOKENS }],
      1,
    );
    const reply = await client.chat.completions.create({ messages });

    expect(reply.choices[0]?.message.content).toBe("Who's there?");
    expect(tgi.requests).toHaveLength(2);
  });

  test.each([
    ['overloaded', RateLimitError],
    ['validation', UnprocessableEntityError],
    ['incomplete_generation', InternalServerError],
  ])('gives an error of type %s its status', async (error_type, ErrorClass) => {
    const { client } = connect([{ error: 'No.', error_type }]);

    await expect(client.chat.completions.create({ messages })).rejects.toBeInstanceOf(ErrorClass);
  });

  test('cuts a stream after its tokens', async () => {
    const { client } = connect([{ tokens: TOKENS, end: 'cut' }]);
    const error = await client.chat.completions
      .create({ messages, stream: true })
      .then(collect)
      .catch((caught: unknown) => caught);

    expect(error).toBeInstanceOf(StreamTruncatedError);
    expect(error).toMatchObject({ partial: { choices: [{ message: { content: "Who's there?" } }] } });
  });

  test('ends a stream with an error', async () => {
    const { client } = connect([{ tokens: TOKENS, end: { error: 'Out of memory', error_type: 'generation' } }]);
    const answer = client.chat.completions.create({ messages, stream: true }).then(collect);

    await expect(answer).rejects.toMatchObject({ status: 424 });
  });

  test.each(['/', '/generate_stream'])('tells a stream of %s by an event what befell it', async (path) => {
    const tgi = fakeTgi({ script: [{ error: 'Model is overloaded', error_type: 'overloaded' }] });
    const response = await tgi(
      new Request(`http://tgi.test${path}`, { method: 'POST', body: '{"inputs":"a","stream":true}' }),
    );

    expect(response.status).toBe(200);
    expect(await response.text()).toBe('data: {"error":"Model is overloaded","error_type":"overloaded"}\n\n');
  });

  test('tells a stream of /v1 in its own shape', async () => {
    const end = { error: 'Out of memory', error_type: 'generation' };
    for (const answer of [end, { tokens: [], end }]) {
      const tgi = fakeTgi({ script: [answer] });
      const init = { method: 'POST', body: '{"messages":[],"stream":true}' };
      const response = await tgi(new Request('http://tgi.test/v1/chat/completions', init));

      expect(await response.text()).toBe(
        'data: {"error":{"message":"Out of memory","http_status_code":422}}\n\ndata: [DONE]\n\n',
      );
    }
  });

  test.each([
    ['/', 'CompatGenerateResponse', 'StreamEvent'],
    ['/v1/chat/completions', 'ChatCompletion', 'ChatStreamEvent'],
    ['/v1/completions', 'Completion', 'CompletionStreamEvent'],
  ] as const)('answers %s as its spec says', async (path, whole, event) => {
    const tgi = fakeTgi({ script: [{ tokens: ['a', 'b'] }] });
    const ask = (body: object) =>
      tgi(new Request(`http://tgi.test${path}`, { method: 'POST', body: JSON.stringify({ inputs: 'a', ...body }) }));
    const events = (await (await ask({ stream: true })).text()).split('\n\n').map((line) => line.replace('data: ', ''));
    const values = events.filter((data) => data !== '' && data !== '[DONE]').map((data): unknown => JSON.parse(data));

    expect(validators[whole].safeParse(await (await ask({})).json()).error).toBeUndefined();
    expect(values.map((value) => validators[event].safeParse(value).error).filter(Boolean)).toEqual([]);
  });

  test('tells the usage of a chat stream where it is asked for', async () => {
    const tgi = fakeTgi({ script: [{ tokens: ['a', 'b'] }] });
    const client = createTgiClient({ apiBase: 'http://tgi.test', apiKey: null, fetch: tgi });
    const usages = async (include_usage: boolean) => {
      const body = { messages, stream: true, stream_options: { include_usage } } as const;
      return (await collect(await client.chatCompletions(body))).map(({ usage }) => usage?.completion_tokens);
    };

    expect(await usages(true)).toEqual([undefined, undefined, undefined, 2]);
    expect(await usages(false)).toEqual([undefined, undefined, undefined]);
  });

  test('refuses a stream with the status of what is known before it opens', async () => {
    const { client } = connect([{ error: 'Template error: template not found', error_type: 'template_error' }]);

    await expect(client.completions.create({ prompt: 'x', stream: true })).rejects.toMatchObject({ status: 422 });
  });

  test('streams no tokens at all', async () => {
    const { client } = connect([{ tokens: [] }]);
    const chunks = await collect(await client.completions.create({ prompt: 'x', stream: true }));

    expect(chunks.map(({ choices }) => choices[0]?.text ?? '').join('')).toBe('');
    expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe('stop');
  });

  test('takes an answer byte by byte, from a function of the request', async () => {
    const { client } = connect(({ body }) => ({
      headers: { 'content-type': 'application/json' },
      steps: [{ send: JSON.stringify([{ generated_text: String(JSON.parse(body).inputs) }]), every: 3 }],
    }));
    const reply = await client.completions.create({ prompt: 'Größe 😀' });

    expect(reply.choices[0]?.text).toBe('Größe 😀');
  });

  test('stalls until the caller leaves', async () => {
    const { client } = connect(['stall' as const].map((step) => ({ steps: [step] })));
    const answer = client.completions.create({ prompt: 'x' }, { timeout: 20 });

    await expect(answer).rejects.toMatchObject({ code: 'timeout' });
  });

  test('breaks before the headers as a connection does', async () => {
    const { client } = connect([{ steps: ['reset'] }]);

    await expect(client.completions.create({ prompt: 'x' })).rejects.toMatchObject({ code: 'ECONNRESET' });
  });
});

function connect(script: Script, maxRetries = 0) {
  const tgi = fakeTgi({ script });
  const client = new EasyLLM({
    apiBase: 'http://tgi.test',
    apiKey: null,
    promptBuilder: 'chatml',
    maxRetries,
    fetch: tgi.fetch,
  });
  return { client, tgi };
}
