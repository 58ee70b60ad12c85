import { describe, expect, test } from 'vitest';

import { EasyLLM } from '../../../src/index.ts';

function connect(prefill: object[]) {
  const sent: { parameters: object }[] = [];
  const fetch = async (request: Request) => {
    sent.push(JSON.parse(await request.text()));
    const tokens = [{ id: 3, text: ' end', logprob: -1, special: false }];
    return Response.json([
      { generated_text: 'Rome is end', details: { finish_reason: 'length', generated_tokens: 1, prefill, tokens } },
    ]);
  };
  const client = new EasyLLM({ apiKey: null, apiBase: 'http://tgi.test', maxRetries: 0, fetch });
  return { client, sent };
}

const ASKED = { prompt: 'Rome is', echo: true, logprobs: 1, max_tokens: 1 };

describe('`echo` with `logprobs` on TGI’s native API', () => {
  test('gives the tokens of the prompt before those of the text', async () => {
    const { client, sent } = connect([
      { id: 1, text: 'Rome', logprob: null },
      { id: 2, text: ' is', logprob: -0.5 },
    ]);

    const { choices } = await client.completions.create(ASKED);

    expect(choices[0]?.logprobs).toMatchObject({
      tokens: ['Rome', ' is', ' end'],
      token_logprobs: [null, -0.5, -1],
      text_offset: [0, 4, 7],
    });
    expect(sent[0]?.parameters).toMatchObject({ decoder_input_details: true });
  });

  test('is refused where the server gives none, and in a stream', async () => {
    const { client } = connect([]);
    const refused = { name: 'UnsupportedError', param: 'logprobs' };

    await expect(client.completions.create(ASKED)).rejects.toMatchObject(refused);
    await expect(client.completions.create({ ...ASKED, stream: true })).rejects.toMatchObject(refused);
  });
});
