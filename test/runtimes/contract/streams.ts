/** Streams, to their end or not. */
import { RateLimitError, StreamTruncatedError } from 'easyllm';
import type { ChatCompletion } from 'easyllm';
import { decodeEvents } from 'easyllm/sse';
import type { Behaviour } from '../contract.ts';
import { streamed, streaming, toEvent, toEvents } from './answers.ts';
import type { Scene } from './world.ts';
import { MESSAGES, connect, expectEqual, expectError } from './world.ts';

const TOKENS = ['Who', '’s', ' there', ' 😀?'];
const [first = '', second = ''] = toEvents(TOKENS);

/** What had come when a stream failed. */
export function partialText({ partial }: { partial: unknown }): unknown {
  return (partial as ChatCompletion | undefined)?.choices[0]?.message.content;
}

export const startChat = (scene: Scene) => connect(scene).chat.completions.create({ messages: MESSAGES, stream: true });

export const STREAMS: readonly Behaviour[] = [
  {
    name: 'a stream brings the text in parts',
    async run({ serve }) {
      const parts: string[] = [];
      for await (const { choices } of await startChat(await serve(streamed(TOKENS)))) {
        parts.push(choices[0]?.delta.content ?? '');
      }
      expectEqual(
        parts.filter((part) => part !== ''),
        TOKENS,
      );
    },
  },
  {
    name: 'a stream arrives whole, byte by byte',
    async run({ serve }) {
      const scene = await serve(streaming([{ send: toEvents(TOKENS).join(''), every: 1 }]));
      let text = '';
      for await (const { choices } of await startChat(scene)) text += choices[0]?.delta.content ?? '';
      expectEqual(text, TOKENS.join(''));
    },
  },
  {
    name: 'a part is there before the next one is sent',
    async run({ serve }) {
      const stream = await startChat(await serve(streaming([{ send: first }, 'stall'])));
      for await (const { choices } of stream) if (choices[0]?.delta.content === TOKENS[0]) return;
      throw new Error('the stream ended');
    },
  },
  {
    name: 'a stream ends with its usage, where that is asked for',
    async run({ serve }) {
      const stream = await connect(await serve(streamed(TOKENS))).chat.completions.create({
        messages: MESSAGES,
        stream: true,
        stream_options: { include_usage: true },
      });
      let usage: unknown;
      for await (const chunk of stream) usage = chunk.usage;
      expectEqual(usage, { prompt_tokens: 6, completion_tokens: 4, total_tokens: 10 });
    },
  },
  {
    name: 'a stream is read as lines of JSON',
    async run({ serve }) {
      const stream = await startChat(await serve(streamed(TOKENS)));
      const lines = (await new Response(stream.toReadableStream()).text()).trim().split('\n');
      const texts = lines.map((line) => JSON.parse(line).choices[0].delta.content ?? '');
      expectEqual(texts.join(''), TOKENS.join(''));
    },
  },
  {
    name: 'an error that is the first event is thrown by `create`',
    async run({ serve }) {
      const busy = { error: 'Model is overloaded', error_type: 'overloaded' };
      const scene = await serve(streaming([{ send: toEvent(busy) }]));
      const { status } = await expectError(startChat(scene), RateLimitError);
      expectEqual(status, 429);
    },
  },
  {
    name: 'leaving the loop closes the connection',
    async run({ serve }) {
      const scene = await serve(streaming([{ send: first }, 'stall']));
      for await (const { choices } of await startChat(scene)) if (choices[0]?.delta.content !== '') break;
      expectEqual(await scene.isIdle(), true, 'the server saw it');
    },
  },
  {
    name: '`abort()` closes the connection, and ends the loop',
    async run({ serve }) {
      const scene = await serve(streaming([{ send: first }, 'stall']));
      const stream = await startChat(scene);
      let text = '';
      for await (const { choices } of stream) {
        text += choices[0]?.delta.content ?? '';
        if (text !== '') stream.abort();
      }
      expectEqual([text, await scene.isIdle()], [TOKENS[0], true]);
    },
  },
  {
    name: 'a stream that is cut off is a StreamTruncatedError, with what came',
    async run({ serve }) {
      const scene = await serve(streaming([{ send: first + second }, { waitMs: 20 }, 'cut']));
      expectEqual(partialText(await expectError(startChat(scene), StreamTruncatedError)), 'Who’s');
    },
  },
  {
    name: 'a stream that ends too early is a StreamTruncatedError',
    async run({ serve }) {
      const scene = await serve(streaming([{ send: first + second }]));
      expectEqual(partialText(await expectError(startChat(scene), StreamTruncatedError)), 'Who’s');
    },
  },
  {
    name: 'easyllm/sse decodes the body of a fetch, and lets go of it',
    async run({ serve }) {
      const scene = await serve(streaming([{ send: 'id: 7\ndata: {"text":"é"}\n\n', every: 1 }, 'stall']));
      const { body } = await fetch(scene.url);
      if (body === null) throw new Error('no body');
      for await (const event of decodeEvents(body)) {
        expectEqual([event.id, event.data], ['7', '{"text":"é"}']);
        break;
      }
      expectEqual(await scene.isIdle(), true, 'the server saw it');
    },
  },
];
