/** One client, or one gateway, for all requests that a program answers. */
import type { EasyLLM } from 'easyllm';
import { createGateway } from 'easyllm/gateway';
import type { Behaviour } from '../contract.ts';
import { completed, json, streamed, streaming, toEvents } from './answers.ts';
import type { Answer } from './protocol.ts';
import type { Handle, Scene } from './world.ts';
import { MESSAGES, connect, expectEqual } from './world.ts';

const TOKENS = ['Who', '’s', ' there?'];
const [first = ''] = toEvents(TOKENS);

/** Requests before which the server is asked for its /info; it is answered as they are, which says nothing. */
const ASKING: readonly { what: string; base: string; path: string; body: object; answer: Answer }[] = [
  {
    what: 'texts',
    base: '',
    path: 'embeddings',
    body: { input: ['a', 'b'] },
    answer: json([[0.5], [0.25]]),
  },
  {
    what: 'a chat',
    base: '/v1',
    path: 'chat/completions',
    body: { messages: MESSAGES, stop: '.' },
    answer: completed({ content: 'Who’s there?' }),
  },
];

function toRequest(path: string, body: object, signal?: AbortSignal): Request {
  const headers = { 'content-type': 'application/json' };
  const init = { method: 'POST', headers, body: JSON.stringify(body), ...(signal !== undefined && { signal }) };
  return new Request(`http://localhost/v1/${path}`, init);
}

function toHandle(client: EasyLLM): Handle {
  const gateway = createGateway(client);
  return (request) => gateway.fetch(request);
}

/** Waits until the server has seen so many requests. */
async function untilAsked(scene: Scene, count: number): Promise<void> {
  while ((await scene.readRequests()).length < count);
}

export const SHARING: readonly Behaviour[] = [
  ...ASKING.flatMap(({ what, base, path, body, answer }): Behaviour[] => [
    {
      name: `one client answers requests with ${what} at the same time`,
      async run({ serve, request }) {
        const scene = await serve({ ...answer, steps: [{ waitMs: 100 }, ...(answer.steps ?? [])] });
        const handle = toHandle(connect({ url: scene.url + base }, { promptBuilder: undefined }));
        const ask = async () => (await request(handle, toRequest(path, body))).status;
        expectEqual([...(await Promise.all([ask(), ask()])), await ask()], [200, 200, 200]);
      },
    },
    {
      name: `one client goes on with ${what}, when who asked first has gone`,
      async run({ serve, request }) {
        const scene = await serve({ steps: ['stall'] }, answer);
        const handle = toHandle(connect({ url: scene.url + base }, { promptBuilder: undefined }));
        const ask = async (signal?: AbortSignal) => (await request(handle, toRequest(path, body, signal))).status;
        const controller = new AbortController();
        const gone = ask(controller.signal).catch(() => {});
        await untilAsked(scene, 1);
        const second = ask();
        controller.abort();
        expectEqual([await second, await ask()], [200, 200]);
        await gone;
      },
    },
  ]),
  {
    name: 'one client streams on, when who read another stream has gone',
    async run({ serve, request }) {
      const scene = await serve(streaming([{ send: first }, 'stall']), streamed(TOKENS));
      const handle = toHandle(connect(scene));
      const ask = (signal?: AbortSignal) =>
        request(handle, toRequest('chat/completions', { messages: MESSAGES, stream: true }, signal));
      const controller = new AbortController();
      const { body } = await ask(controller.signal);
      await body?.getReader().read();
      const second = await ask();
      controller.abort();
      const texts = [await second.text(), await (await ask()).text()];
      expectEqual(
        texts.map((text) => text.trim().endsWith('[DONE]')),
        [true, true],
      );
    },
  },
];
