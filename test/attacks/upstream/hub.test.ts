import { expect } from 'vitest';

import { EasyLLM } from '../../../src/client/easyllm.ts';
import { attacks, failureOf } from '../support/attack.ts';
import { chat } from '../support/upstream.ts';

const MEBIBYTE = 'x'.repeat(1024 * 1024);

/** What the Hub, or what stands in its place, answers to a request for a tokenizer's settings. */
function hubOf(respond: (url: string) => Response, model: object = { hub: 'a/b' }): EasyLLM {
  return new EasyLLM({
    apiBase: 'http://tgi.test',
    apiKey: null,
    maxRetries: 0,
    promptBuilder: model as { hub: string },
    fetch: async (request) => respond(request.url),
  });
}

function endless(piece: string): Response {
  const bytes = new TextEncoder().encode(piece);
  return new Response(new ReadableStream({ pull: (controller) => controller.enqueue(bytes) }, { highWaterMark: 0 }));
}

const redirecting = (location: string) => new Response(null, { status: 302, headers: { location } });
const settings = (template: string) => Response.json({ chat_template: template });

attacks('the Hub', [
  {
    name: 'a file that never ends',
    megabytes: 256,
    run: async () => {
      const error = await failureOf(chat(hubOf(() => endless(MEBIBYTE))));

      expect(error).toMatchObject({ name: 'APIConnectionError', code: 'response_too_large' });
    },
  },
  {
    name: 'a file that never ends, letter by letter',
    megabytes: 256,
    run: async () => void (await failureOf(chat(hubOf(() => endless('x'.repeat(64 * 1024)))))),
  },
  ...['data:application/json,{"chat_template":"a"}', 'file:///etc/passwd', 'javascript:1', 'blob:a'].map(
    (location) => ({
      name: `a redirect to ${location.split(':')[0]}:`,
      run: async () => {
        const error = await failureOf(chat(hubOf(() => redirecting(location))));

        expect(error.message).toContain('redirects to an address that is not one of http');
      },
    }),
  ),
  {
    name: 'redirects without end',
    run: async () => void (await failureOf(chat(hubOf((url) => redirecting(`${url}a`))))),
  },
  ...['..', '.', ''].map((revision) => ({
    name: `a revision of ${revision.length} dots`,
    run: async () => {
      const asked: string[] = [];
      const client = hubOf((url) => (asked.push(url), settings('a')), { hub: 'a/b', revision });

      const error = await failureOf(chat(client));

      expect(error).toMatchObject({ name: 'ConfigurationError', param: 'revision' });
      expect(asked).toEqual([]);
    },
  })),
  ...['../../evil', 'a/../b', 'a/b/c', 'a b', 'https://evil/a', '', 'a//b'].map((hub) => ({
    name: `a model called ${JSON.stringify(hub)}`,
    run: async () => {
      const asked: string[] = [];

      await failureOf(chat(hubOf((url) => (asked.push(url), settings('a')), { hub })));

      expect(asked).toEqual([]);
    },
  })),
  {
    name: 'settings that are deep',
    size: 50_000,
    run: async (size: number) =>
      void (await failureOf(chat(hubOf(() => new Response(`${'['.repeat(size)}${']'.repeat(size)}`))))),
  },
  {
    name: 'templates without end',
    size: 20_000,
    run: async (size: number) => {
      const chat_template = Array.from({ length: size }, (_, index) => ({ name: `t${index}`, template: 'a' }));
      await failureOf(chat(hubOf(() => Response.json({ chat_template }))));
    },
  },
]);
