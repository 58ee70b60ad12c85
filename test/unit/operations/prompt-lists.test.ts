import { describe, expect, test } from 'vitest';

import { EasyLLM } from '../../../src/index.ts';
import { collect } from '../../support/collect.ts';

interface Sent {
  prompt: unknown;
  stream: boolean;
  n?: number;
  seed?: number;
}

/** A server that takes one prompt a request; `refuse` says how it refuses others. `owner` is its maker in the list of models. */
function serve(refuse: (body: Sent) => Response | undefined, owner?: string) {
  const sent: Sent[] = [];
  const respond = async (request: Request): Promise<Response> => {
    if (request.method === 'GET') {
      if (owner === undefined || !request.url.endsWith('/models')) return Response.json({}, { status: 404 });
      return Response.json({ object: 'list', data: [{ id: 'm', owned_by: owner }] });
    }
    const body: Sent = JSON.parse(await request.text());
    sent.push(body);
    const refusal = refuse(body);
    if (refusal !== undefined) return refusal;
    const choice = { index: 0, text: `of ${String(body.prompt)}, seed ${body.seed}`, finish_reason: 'stop' };
    const usage = { prompt_tokens: 2, completion_tokens: 1, total_tokens: 3 };
    if (!body.stream) return Response.json({ id: 'x', choices: [choice], usage });
    const events = [
      { id: 'x', choices: [choice] },
      { choices: [], usage },
    ].map((each) => JSON.stringify(each));
    const text = [...events, '[DONE]'].map((data) => `data: ${data}\n\n`).join('');
    return new Response(text, { headers: { 'content-type': 'text/event-stream' } });
  };
  const logger = { error() {}, warn() {}, info() {}, debug() {} };
  const client = new EasyLLM({ apiKey: null, apiBase: 'http://server.test/v1', maxRetries: 0, fetch: respond, logger });
  return { client, sent, promptsOf: () => sent.map(({ prompt }) => prompt) };
}

const REFUSAL = { error: { message: 'json: cannot unmarshal array into field prompt of type string' } };

const refusingLists = (status: number) => (body: Sent) =>
  Array.isArray(body.prompt) ? Response.json(REFUSAL, { status }) : undefined;

const LIST = { prompt: ['a', 'b', 'c'], seed: 7 };

describe('a list of prompts', () => {
  test.each([400, 413, 415, 422])('that a server refuses with %s is split', async (status) => {
    const { client, promptsOf } = serve(refusingLists(status));

    const { choices, usage } = await client.completions.create(LIST);

    expect(choices.map(({ index, text }) => [index, text])).toEqual([
      [0, 'of a, seed 7'],
      [1, 'of b, seed 7'],
      [2, 'of c, seed 7'],
    ]);
    expect(usage).toEqual({ prompt_tokens: 6, completion_tokens: 3, total_tokens: 9 });
    expect(promptsOf()).toEqual([['a', 'b', 'c'], 'a', 'b', 'c']);
  });

  test('that a server refuses is split in streams, too', async () => {
    const { client } = serve(refusingLists(400));

    const chunks = await collect(
      await client.completions.create({ ...LIST, stream: true, stream_options: { include_usage: true } }),
    );

    const texts = ['', '', ''];
    for (const { index, text } of chunks.flatMap(({ choices }) => choices)) texts[index] += text;
    expect(texts).toEqual(['of a, seed 7', 'of b, seed 7', 'of c, seed 7']);
    expect(chunks.at(-1)?.usage).toEqual({ prompt_tokens: 6, completion_tokens: 3, total_tokens: 9 });
    expect(new Set(chunks.map(({ id }) => id)).size).toBe(1);
  });

  test('that is refused within a stream of 200 is split', async () => {
    const { client } = serve(({ prompt }) =>
      Array.isArray(prompt)
        ? new Response('data: {"error":{"message":"one prompt, please","code":400}}\n\n')
        : undefined,
    );

    const chunks = await collect(await client.completions.create({ ...LIST, stream: true }));

    expect(new Set(chunks.flatMap(({ choices }) => choices.map(({ index }) => index))).size).toBe(3);
  });

  test('with `n` becomes a request for each choice', async () => {
    const { client, sent } = serve(refusingLists(400));

    const { choices } = await client.completions.create({ ...LIST, prompt: ['a', 'b'], n: 2 });

    expect(choices.map(({ text }) => text)).toEqual(['of a, seed 7', 'of a, seed 8', 'of b, seed 7', 'of b, seed 8']);
    expect(sent.slice(1).map(({ n }) => n)).toEqual([undefined, undefined, undefined, undefined]);
  });

  test('of one prompt is sent as a text', async () => {
    const { client, promptsOf } = serve(refusingLists(400));

    await client.completions.create({ prompt: ['a'] });

    expect(promptsOf()).toEqual([['a'], 'a']);
  });

  test('of token ids is split into lists of ids', async () => {
    const { client, promptsOf } = serve(({ prompt }) =>
      Array.isArray(prompt) && Array.isArray(prompt[0]) ? Response.json(REFUSAL, { status: 400 }) : undefined,
    );

    await client.completions.create({ prompt: [[1, 2], [3]] });
    await client.completions.create({ prompt: [[4], [5]] });

    expect(promptsOf()).toEqual([[[1, 2], [3]], [1, 2], [3], [4], [5]]);
  });

  test('is split from the start, once a server has refused one', async () => {
    const { client, promptsOf } = serve(refusingLists(400));

    await client.completions.create({ prompt: ['a', 'b'] });
    await client.completions.create({ prompt: ['c', 'd'] });

    expect(promptsOf()).toEqual([['a', 'b'], 'a', 'b', 'c', 'd']);
  });

  test('whose first prompt is refused alone as well has failed, and the others are not asked for', async () => {
    const { client, promptsOf } = serve(() => Response.json({ error: { message: 'no such model' } }, { status: 400 }));

    await expect(client.completions.create(LIST)).rejects.toMatchObject({ status: 400, name: 'BadRequestError' });
    expect(promptsOf()).toEqual([['a', 'b', 'c'], 'a']);
  });

  test.each([401, 403, 404, 429, 500])('that is answered with %s is not split', async (status) => {
    const { client, promptsOf } = serve(refusingLists(status));

    await expect(client.completions.create(LIST)).rejects.toMatchObject({ status });
    expect(promptsOf()).toEqual([['a', 'b', 'c']]);
  });

  test.each(['vllm', 'sglang', 'llamacpp'])('that %s refuses is refused for something else', async (owner) => {
    const { client, promptsOf } = serve(refusingLists(400), owner);

    await expect(client.completions.create(LIST)).rejects.toMatchObject({ status: 400 });
    expect(promptsOf()).toEqual([['a', 'b', 'c']]);
  });

  test('of which too many would be asked for singly is refused by name', async () => {
    const { client, sent } = serve(refusingLists(400));

    await expect(client.completions.create({ prompt: Array<string>(3000).fill('a') })).rejects.toMatchObject({
      name: 'BadRequestError',
      code: 'too_many_requests_per_call',
    });
    expect(sent).toHaveLength(1);
  });
});
