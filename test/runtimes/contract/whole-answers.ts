/** Whole answers, of all endpoints. */
import { createTgiClient } from 'easyllm/tgi';
import { buildPrompt } from 'easyllm/prompt';
import type { Behaviour } from '../contract.ts';
import { completed, generated, json } from './answers.ts';
import { MESSAGES, connect, expectEqual } from './world.ts';

const VECTORS = [
  [0.5, -0.25],
  [0.125, 0.75],
];

/** `[0.5, -0.25]` as little-endian float32. */
const BASE64 = 'AAAAPwAAgL4=';

/** One, two, three and four bytes in UTF-8. */
const MULTI_BYTE = 'aé€😀';

const TOOL_CALL = { id: 'call_1', type: 'function', function: { name: 'get_time', arguments: '{}' } };

export const WHOLE_ANSWERS: readonly Behaviour[] = [
  {
    name: 'a chat is answered, its prompt written in a named format',
    async run({ serve }) {
      const scene = await serve(generated('Who’s there?'));
      const { choices, usage } = await connect(scene).chat.completions.create({ messages: MESSAGES, max_tokens: 8 });
      const [request] = await scene.readRequests();
      expectEqual(choices[0]?.message.content, 'Who’s there?');
      expectEqual([choices[0]?.finish_reason, usage?.completion_tokens], ['stop', 3]);
      expectEqual(JSON.parse(request?.body ?? '').inputs, buildPrompt('chatml', MESSAGES), 'the prompt');
    },
  },
  {
    name: 'letters of several bytes arrive whole, byte by byte',
    async run({ serve }) {
      const whole = generated(MULTI_BYTE);
      const steps = whole.steps?.map((step) => (typeof step === 'object' ? { ...step, every: 1 } : step)) ?? [];
      const scene = await serve({ ...whole, steps });
      const { choices } = await connect(scene).chat.completions.create({
        messages: [{ role: 'user', content: MULTI_BYTE }],
      });
      const [request] = await scene.readRequests();
      expectEqual(choices[0]?.message.content, MULTI_BYTE);
      expectEqual(request?.body.includes(MULTI_BYTE), true, 'the request holds the letters');
    },
  },
  {
    name: '`n` choices are asked for one by one, and numbered',
    async run({ serve }) {
      const scene = await serve(generated('a'));
      const { choices } = await connect(scene).chat.completions.create({ messages: MESSAGES, n: 3, seed: 7 });
      const requests = await scene.readRequests();
      const seeds = requests.map(({ body }) => JSON.parse(body).parameters.seed).toSorted();
      expectEqual(
        [choices.map(({ index }) => index), seeds],
        [
          [0, 1, 2],
          [7, 8, 9],
        ],
      );
    },
  },
  {
    name: 'a text is completed',
    async run({ serve }) {
      const scene = await serve(generated(' Paris'));
      const { choices } = await connect(scene).completions.create({ prompt: 'The capital of France is', echo: true });
      expectEqual(choices[0]?.text, 'The capital of France is Paris');
    },
  },
  {
    name: 'without a prompt builder, the server’s /v1 answers a chat',
    async run({ serve }) {
      const scene = await serve(completed({ content: 'Who’s there?' }));
      const client = connect(scene, { promptBuilder: undefined });
      const { choices } = await client.chat.completions.create({ messages: MESSAGES });
      const requests = await scene.readRequests();
      expectEqual(choices[0]?.message.content, 'Who’s there?');
      expectEqual(requests.at(-1)?.path, '/v1/chat/completions');
    },
  },
  {
    name: 'tools are run until the model answers',
    async run({ serve }) {
      const call = completed({ tool_calls: [TOOL_CALL] }, 'tool_calls');
      const scene = await serve(call, completed({ content: 'It is noon.' }));
      const tool = { type: 'function' as const, function: { name: 'get_time', function: () => 'noon' } };
      const run = await connect(scene, { promptBuilder: undefined, dialect: 'tgi' }).runTools({
        messages: MESSAGES,
        tools: [tool],
      });
      const requests = await scene.readRequests();
      expectEqual(run.content, 'It is noon.');
      expectEqual(JSON.parse(requests.at(-1)?.body ?? '').messages.at(-1).content, 'noon', 'what the model is told');
    },
  },
  {
    name: 'texts are embedded as numbers, in their order',
    async run({ serve }) {
      // How many texts the server takes at once is asked first.
      const scene = await serve(json({ max_client_batch_size: 1 }), json([VECTORS[0]]), json([VECTORS[1]]));
      const { data } = await connect(scene).embeddings.create({ input: ['a', 'b'] });
      const [, ...requests] = await scene.readRequests();
      // The two go out side by side: either may be the first.
      const isInOrder = JSON.parse(requests[0]?.body ?? '').inputs === 'a' || requests[0]?.body.includes('["a"]');
      const wanted = isInOrder === true ? VECTORS : VECTORS.toReversed();
      expectEqual(
        data.map(({ embedding }) => embedding),
        wanted,
      );
    },
  },
  {
    name: 'texts are embedded as base64',
    async run({ serve }) {
      const scene = await serve(json([VECTORS[0]]));
      const { data } = await connect(scene).embeddings.create({ input: 'a', encoding_format: 'base64' });
      expectEqual(data[0]?.embedding, BASE64);
    },
  },
  {
    name: 'models are listed',
    async run({ serve }) {
      const model = { id: 'org/model', object: 'model', created: 0, owned_by: 'org' };
      const scene = await serve(json({ object: 'list', data: [model] }));
      expectEqual(
        (await connect(scene).models.list()).data.map(({ id }) => id),
        ['org/model'],
      );
    },
  },
  {
    name: 'easyllm/tgi calls an operation of TGI',
    async run({ serve }) {
      const scene = await serve(json({ generated_text: 'Who’s there?' }));
      const tgi = createTgiClient({ apiBase: scene.url, apiKey: null });
      expectEqual((await tgi.generate({ inputs: 'Knock knock.' })).generated_text, 'Who’s there?');
      const [request] = await scene.readRequests();
      expectEqual([request?.method, request?.path], ['POST', '/generate']);
    },
  },
  {
    name: 'easyllm/prompt builds a prompt',
    async run() {
      expectEqual(buildPrompt('llama2', MESSAGES), '<s>[INST] Knock knock. [/INST]');
    },
  },
  {
    name: 'the global fetch can be given as `fetch`',
    async run({ serve }) {
      const scene = await serve(generated('Who’s there?'));
      // As it is: one that is called as a method of something else fails in browsers and Workers.
      const { choices } = await connect(scene, { fetch: globalThis.fetch }).chat.completions.create({
        messages: MESSAGES,
      });
      expectEqual(choices[0]?.message.content, 'Who’s there?');
    },
  },
];
