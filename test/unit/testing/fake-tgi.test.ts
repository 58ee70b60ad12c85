import { describe, expect, test } from 'vitest';

import { EasyLLM } from '../../../src/client/easyllm.ts';
import { fakeTgi, startFakeTgi } from '../../../src/testing.ts';

describe('a script', () => {
  test.each([undefined, null, 5, 'x', {}])('is a list or a function, and not %s', async (script) => {
    expect(() => fakeTgi({ script } as never)).toThrow('Expected a list of answers, or a function.');
    await expect(startFakeTgi({ script } as never)).rejects.toThrow('Expected a list of answers, or a function.');
  });

  test.each([undefined, null])('is among options, and not %s', async (options) => {
    expect(() => fakeTgi(options as never)).toThrow('The options of the fake server are');
    await expect(startFakeTgi(options as never)).rejects.toThrow('The options of the fake server are');
  });

  test.each([null, 5, 'x'])('gives answers, and not %s', async (answer) => {
    await expect(fakeTgi({ script: [answer as never] })(new Request('http://tgi.test/'))).rejects.toThrow(
      'Expected `{ tokens }`, `{ error }`',
    );
  });

  test('may promise its answers', async () => {
    const steps = [{ send: 'ok' }];
    await using server = await startFakeTgi({ script: async () => ({ steps }) });
    const tgi = fakeTgi({ script: async () => ({ steps }) });

    expect(await (await fetch(server.url)).text()).toBe('ok');
    expect(await (await tgi(new Request('http://tgi.test/'))).text()).toBe('ok');
  });

  test('has no answers with members of another kind', async () => {
    const script = [{ text: 'a' } as never];
    await using server = await startFakeTgi({ script });

    expect(await (await fetch(server.url)).text()).toContain('gave an answer with `text`. Expected `{ status, headers');
    await expect(fakeTgi({ script })(new Request('http://tgi.test/'))).rejects.toThrow(
      'gave an answer with `text`. Expected `{ tokens }`, `{ error }`',
    );
  });

  test('that throws is no server that is away', async () => {
    const tgi = fakeTgi({
      script: () => {
        throw new Error('nothing was expected');
      },
    });
    const client = new EasyLLM({ apiBase: 'http://tgi.test', apiKey: null, fetch: tgi });

    await expect(client.models.list()).rejects.toMatchObject({
      name: 'ConfigurationError',
      message: 'The script of `fakeTgi` failed: nothing was expected',
    });
    expect(tgi.requests).toHaveLength(1);
  });

  test('that throws says so to whoever asked the server', async () => {
    await using server = await startFakeTgi({
      script: ({ path }) => {
        throw new Error(`${path} was not expected`);
      },
    });
    const client = new EasyLLM({ apiBase: server.url, apiKey: null, maxRetries: 0 });

    await expect(client.models.list()).rejects.toMatchObject({
      status: 500,
      message: expect.stringContaining('The script of the fake server failed: /v1/models was not expected'),
    });
  });
});
