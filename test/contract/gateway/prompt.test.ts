import { describe, expect, test } from 'vitest';
import * as facade from '../../../generated/openai.zod.ts';
import type { ModelRoute } from '../../../src/http/gateway/settings.ts';
import { startFakeServer } from '../../../src/testing.ts';
import { serveGateway } from '../../support/gateway.ts';
import { CHAT, ask } from '../../support/gateway-asking.ts';

type Like = 'tgi' | 'llamacpp' | 'vllm';

const TOOLS = [{ type: 'function', function: { name: 'get_weather', parameters: { type: 'object' } } }];

/** A gateway over a server that is played. */
async function start(like: Like, route: Omit<ModelRoute, 'apiBase'> = {}, suffix = '') {
  const server = await startFakeServer({ like });
  const gateway = await serveGateway({}, { models: { m: { apiBase: server.url + suffix, ...route } } });
  const { post } = ask(gateway.url);
  const bodies = (path: string): unknown[] =>
    server.requests.flatMap(({ path: asked, body }) => (asked === path ? [JSON.parse(body)] : []));
  return {
    bodies,
    post,
    readPrompt: async (body: object) => {
      const response = await post({ model: 'm', ...body }, '/v1/prompt');
      return facade.ChatPrompt.parse(await response.json());
    },
    async [Symbol.asyncDispose]() {
      await gateway[Symbol.asyncDispose]();
      await server.close();
    },
  };
}

describe('POST /v1/prompt', () => {
  test('tells the very prompt that a chat sends, where it is built here, and asks no server', async () => {
    await using started = await start('tgi', { promptBuilder: 'chatml' });
    const { prompt, source, model } = await started.readPrompt({ ...CHAT, stream: true, temperature: 0.5 });
    const before = started.bodies('/').length;
    await started.post({ ...CHAT, model: 'm' });

    expect([source, model, before]).toEqual(['easyllm', 'm', 0]);
    expect(started.bodies('/')).toMatchObject([{ inputs: prompt }]);
  });

  test.each<[Like, string, string]>([
    ['tgi', '', '/chat_tokenize'],
    ['tgi', '/v1', '/chat_tokenize'],
    ['llamacpp', '/v1', '/apply-template'],
  ])('asks a %s at its root%s by %s, with all that shapes the prompt', async (like, suffix, path) => {
    await using started = await start(like, {}, suffix);
    const { source, prompt } = await started.readPrompt({ ...CHAT, tools: TOOLS });

    expect([source, prompt]).toEqual(['server', expect.stringContaining('Knock knock.')]);
    expect(started.bodies(path)).toMatchObject([
      { messages: CHAT.messages, tools: [{ function: { name: 'get_weather' } }] },
    ]);
  });

  test('leaves tools that have no place in the prompt to the server, as a chat does', async () => {
    await using started = await start('tgi', { promptBuilder: 'chatml' });
    const { source } = await started.readPrompt({ ...CHAT, tools: TOOLS });

    expect(source).toBe('server');
  });

  test('refuses what a chat would refuse', async () => {
    await using started = await start('tgi', { promptBuilder: 'chatml' });
    const { error } = facade.ErrorResponse.parse(
      await (await started.post({ model: 'm', messages: 'x' }, '/v1/prompt')).json(),
    );
    const unknown = await started.post({ ...CHAT, model: 'other' }, '/v1/prompt');

    expect([error.param, unknown.status]).toEqual(['messages', 404]);
  });
});
