/** The same of every server, at its bare address and at `/v1`, without being told which it is. */
import { describe, expect, test } from 'vitest';
import { InternalServerError, StreamTruncatedError } from '../../../src/index.ts';
import * as facade from '../../../generated/openai.zod.ts';
import { collect } from '../../support/collect.ts';
import { PLACES, TEXT, TOKENS, byBytes, connect, format, messages, tools, usage } from './places.ts';

describe.each(PLACES)('%s at “%s”', (like, path) => {
  test('answers a chat, whole, streamed and byte by byte, in OpenAI’s shapes', async () => {
    const { client, server } = connect(like, path, { script: [{ tokens: TOKENS }] });
    const whole = await client.chat.completions.create({ messages, model: 'm' });

    expect(facade.ChatCompletion.safeParse(whole).error).toBeUndefined();
    expect(whole.choices[0]).toMatchObject({ message: { content: TEXT }, finish_reason: 'stop' });
    expect(whole.usage).toMatchObject({ completion_tokens: TOKENS.length });
    const cut = client.withOptions({ fetch: byBytes((request) => server(request)) });
    for (const asking of [client, cut]) {
      const chunks = await collect(await asking.chat.completions.create({ messages, model: 'm', ...usage }));

      for (const chunk of chunks) expect(facade.ChatCompletionChunk.safeParse(chunk).error).toBeUndefined();
      expect(chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('')).toBe(TEXT);
      expect(chunks.flatMap(({ choices }) => choices[0]?.finish_reason ?? [])).toEqual(['stop']);
      expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { completion_tokens: TOKENS.length } });
    }
  });

  test('completes a text, and a prompt that is built here, whole and streamed', async () => {
    const { client } = connect(like, path, { script: [{ tokens: TOKENS }] });
    const built = client.withOptions({ promptBuilder: 'chatml' });
    const whole = await client.completions.create({ prompt: 'Knock', model: 'm' });
    const chunks = await collect(await client.completions.create({ prompt: 'Knock', model: 'm', ...usage }));
    const chat = await built.chat.completions.create({ messages, model: 'm' });
    const deltas = await collect(await built.chat.completions.create({ messages, model: 'm', ...usage }));

    expect(facade.Completion.safeParse(whole).error).toBeUndefined();
    expect([whole.choices[0]?.text, chat.choices[0]?.message.content]).toEqual([TEXT, TEXT]);
    expect(chunks.map(({ choices }) => choices[0]?.text ?? '').join('')).toBe(TEXT);
    expect(deltas.map(({ choices }) => choices[0]?.delta.content ?? '').join('')).toBe(TEXT);
    expect(chunks.at(-1)?.usage?.completion_tokens).toBe(TOKENS.length);
  });

  test('calls tools, whole and streamed, and reads their results', async () => {
    const { client } = connect(like, path, { script: [{ calls: ['weather'] }] });
    const whole = await client.chat.completions.create({ messages, model: 'm', tools });
    const chunks = await collect(await client.chat.completions.create({ messages, model: 'm', tools, stream: true }));
    const [call] = whole.choices[0]?.message.tool_calls ?? [];
    const parts = chunks.flatMap(({ choices }) => choices[0]?.delta.tool_calls ?? []);

    expect(whole.choices[0]).toMatchObject({ finish_reason: 'tool_calls', message: { content: null } });
    expect(call).toMatchObject({ type: 'function', function: { name: 'weather' } });
    expect(call?.id).not.toBe('');
    expect(parts[0]).toMatchObject({ index: 0, id: expect.stringMatching(/./), function: { name: 'weather' } });
    expect(JSON.parse(parts.map(({ function: part }) => part?.arguments ?? '').join(''))).toEqual({ city: 'text' });
    expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe('tool_calls');
    const message = whole.choices[0]?.message;
    const history = [...messages, ...(message === undefined ? [] : [message])];
    const result = { role: 'tool' as const, tool_call_id: call?.id ?? '', content: 'rain' };
    const answer = await client.chat.completions.create({ messages: [...history, result], model: 'm', tools });
    expect(answer.choices).toHaveLength(1);
  });

  test('writes JSON of a schema, whole and streamed', async () => {
    const { client } = connect(like, path);
    const body = { messages, model: 'm', response_format: format, max_tokens: 500 };
    const whole = await client.chat.completions.create(body);
    const chunks = await collect(await client.chat.completions.create({ ...body, stream: true }));
    const streamed = chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('');

    for (const text of [whole.choices[0]?.message.content ?? '', streamed]) {
      expect(JSON.parse(text)).toEqual({ city: 'text' });
    }
  });

  test('gives n choices, whole and streamed', async () => {
    const { client } = connect(like, path, { script: [{ tokens: TOKENS }] });
    const body = { messages, model: 'm', n: 3, seed: 7 };
    const { choices } = await client.chat.completions.create(body);
    const chunks = await collect(await client.chat.completions.create({ ...body, stream: true }));

    expect(choices.map(({ index, message }) => [index, message.content])).toEqual([0, 1, 2].map((at) => [at, TEXT]));
    for (const index of [0, 1, 2]) {
      const own = chunks.flatMap((chunk) => chunk.choices.filter((choice) => choice.index === index));
      expect(own.map(({ delta }) => delta.content ?? '').join('')).toBe(TEXT);
      expect(own.at(-1)?.finish_reason).toBe('stop');
    }
  });

  test('ends at stop sequences, one or several', async () => {
    const { client } = connect(like, path, { script: [{ tokens: TOKENS }] });
    for (const stop of [' there', [' there']]) {
      const { choices } = await client.chat.completions.create({ messages, model: 'm', stop });

      expect(choices[0]).toMatchObject({ finish_reason: 'stop', message: { content: 'Who’s' } });
    }
  });

  test('echoes the prompt, whole and streamed, and takes lists of prompts', async () => {
    const { client } = connect(like, path, { script: [{ tokens: TOKENS }] });
    const body = { prompt: ['One: ', 'Two: '], model: 'm', echo: true };
    const { choices } = await client.completions.create(body);
    const chunks = await collect(await client.completions.create({ ...body, stream: true }));
    const want = ['One: ', 'Two: '].map((prompt) => prompt + TEXT);

    expect(choices.map(({ text }) => text)).toEqual(want);
    const streamed = [0, 1].map((index) =>
      chunks.flatMap((chunk) => chunk.choices.filter((choice) => choice.index === index)).map(({ text }) => text),
    );
    expect(streamed.map((texts) => texts.join(''))).toEqual(want);
  });

  test('fails after tokens with what there was, and at a cut', async () => {
    const ends = [{ error: 'Request failed during generation: out of memory', status: 500 }, 'cut'] as const;
    for (const end of ends) {
      const { client } = connect(like, path, { script: [{ tokens: TOKENS.slice(0, 2), end }] });
      const asked = client.chat.completions.create({ messages, model: 'm', stream: true }).then(collect);

      await expect(asked).rejects.toBeInstanceOf(end === 'cut' ? StreamTruncatedError : InternalServerError);
      await expect(asked).rejects.toMatchObject({ partial: { choices: [{ message: { content: 'Who’s' } }] } });
    }
  });

  test('lists its models', async () => {
    const { data } = await connect(like, path).client.models.list();

    expect(data).toMatchObject([{ id: expect.stringMatching(/./), object: 'model', owned_by: expect.any(String) }]);
  });

  test('is asked which it is once at the most, and never by a plain call', async () => {
    const { client, server } = connect(like, path, { script: [{ tokens: TOKENS }] });
    const asked = () => server.requests.filter(({ method }) => method === 'GET').map((request) => request.path);
    await client.chat.completions.create({ messages, model: 'm', max_tokens: 5, temperature: 0.5, seed: 1 });
    expect(server.requests).toHaveLength(1);

    for (let round = 0; round < 3; round += 1) {
      await client.chat.completions.create({ messages, model: 'm', stop: 'END', n: 2 });
      await client.completions.create({ prompt: 'Hi', model: 'm', stop: 'END' });
    }
    expect(asked().length).toBe(new Set(asked()).size);
    expect(asked().length).toBeLessThan(3);
  });
});
