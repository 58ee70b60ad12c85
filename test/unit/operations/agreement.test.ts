import { describe, expect, test } from 'vitest';
import type { ChatCompletionLogprobs, CompletionLogprobs } from '../../../src/index.ts';
import { EasyLLM } from '../../../src/index.ts';
import { collect } from '../../support/collect.ts';

/** What a model generates, and what a caller gets of it. */
interface Case {
  name: string;
  tokens: string[];
  /** TGI's word for the end. */
  end: 'eos_token' | 'length' | 'stop_sequence';
  /** The word of another server. */
  word?: string;
  stop?: string[];
  /** `usage`: whether a stream of it has counts; left out where that depends on the server’s events. */
  want: { text: string; reason: string; tokens: string[]; usage?: boolean };
}

const CASES: Case[] = [
  {
    name: 'ends by itself',
    tokens: ['Who', '’s', ' there?'],
    end: 'eos_token',
    want: { text: 'Who’s there?', reason: 'stop', tokens: ['Who', '’s', ' there?'], usage: true },
  },
  {
    name: 'is cut off',
    tokens: ['Who', '’s'],
    end: 'length',
    want: { text: 'Who’s', reason: 'length', tokens: ['Who', '’s'], usage: true },
  },
  {
    name: 'has one token',
    tokens: ['Yes'],
    end: 'eos_token',
    want: { text: 'Yes', reason: 'stop', tokens: ['Yes'], usage: true },
  },
  {
    name: 'has a part of what may have been a stop sequence',
    tokens: ['a', '#', 'b'],
    end: 'eos_token',
    stop: ['##'],
    want: { text: 'a#b', reason: 'stop', tokens: ['a', '#', 'b'], usage: true },
  },
  {
    name: 'ends with a part of what may have been a stop sequence',
    tokens: ['a', '#'],
    end: 'length',
    stop: ['##'],
    want: { text: 'a#', reason: 'length', tokens: ['a', '#'], usage: true },
  },
  {
    name: 'ends at a stop sequence that the server leaves in',
    tokens: ['One', ' END'],
    end: 'stop_sequence',
    stop: [' END'],
    want: { text: 'One', reason: 'stop', tokens: ['One'] },
  },
  {
    name: 'goes on behind a stop sequence inside a token',
    tokens: ['One E', 'ND two', ' three'],
    end: 'eos_token',
    stop: ['END'],
    want: { text: 'One ', reason: 'stop', tokens: ['One E'], usage: false },
  },
  ...[
    ['max_output_tokens', 'length'],
    ['model_context_window_exceeded', 'length'],
    ['repetition', 'length'],
    ['SAFETY', 'content_filter'],
    ['sensitive', 'content_filter'],
    ['eos', 'stop'],
    ['no_server_says_this', 'no_server_says_this'],
  ].map(([word = '', reason = '']): Case => ({
    name: `ends with the word ${word}`,
    tokens: ['Who', '?'],
    end: 'eos_token',
    word,
    want: { text: 'Who?', reason, tokens: ['Who', '?'], usage: true },
  })),
];

const USAGE = { prompt_tokens: 3, completion_tokens: 9, total_tokens: 12 };
const REASON = { eos_token: 'stop', stop_sequence: 'stop', length: 'length' };

/** A server with TGI's native API at its root, and a `/v1` in OpenAI's own words. */
function answer({ tokens, end, word }: Case): (request: Request) => Promise<Response> {
  const text = tokens.join('');
  return async (request) => {
    const { pathname } = new URL(request.url);
    const { stream } = JSON.parse(await request.text());
    if (pathname === '/') return stream ? toEvents(nativeEvents()) : nativeWhole();
    const isChat = pathname === '/v1/chat/completions';
    const toChoice = (content: string, given: string[], reason: string | null) =>
      isChat
        ? {
            index: 0,
            [stream ? 'delta' : 'message']: { role: 'assistant', content },
            ...logprobs(given),
            ...toEnd(reason),
          }
        : { index: 0, text: content, logprobs: completionLogprobs(given), ...toEnd(reason) };
    if (!stream)
      return Response.json({ id: 'x', choices: [toChoice(text, tokens, word ?? REASON[end])], usage: USAGE });
    const last = { choices: [toChoice('', [], word ?? REASON[end])] };
    return toEvents([
      ...tokens.map((token) => ({ choices: [toChoice(token, [token], null)] })),
      last,
      { choices: [], usage: USAGE },
      '[DONE]',
    ]);
  };

  function nativeWhole(): Response {
    const details = {
      finish_reason: word ?? end,
      generated_tokens: 9,
      seed: null,
      prefill: [],
      tokens: tokens.map(toToken),
    };
    return Response.json([{ generated_text: text, details }], { headers: { 'x-prompt-tokens': '3' } });
  }

  function nativeEvents(): object[] {
    const details = { finish_reason: word ?? end, generated_tokens: 9, seed: null, input_length: 3 };
    return tokens.map((token, index) => {
      const isLast = index === tokens.length - 1;
      return {
        index: index + 1,
        token: toToken(token),
        generated_text: isLast ? text : null,
        details: isLast ? details : null,
      };
    });
  }
}

function toEnd(reason: string | null) {
  return { finish_reason: reason };
}

function logprobs(tokens: string[]) {
  return { logprobs: { content: tokens.map((token) => ({ token, logprob: -1, bytes: null, top_logprobs: [] })) } };
}

function completionLogprobs(tokens: string[]) {
  return { tokens, token_logprobs: tokens.map(() => -1), top_logprobs: null, text_offset: [] };
}

function toToken(text: string) {
  return { id: 1, text, logprob: -1, special: false };
}

function toEvents(events: (object | string)[]): Response {
  const body = events.map((event) => `data: ${typeof event === 'string' ? event : JSON.stringify(event)}\n\n`);
  return new Response(body.join(''), { headers: { 'content-type': 'text/event-stream' } });
}

/** What a caller got, whichever way. */
interface Got {
  text: string;
  reason: string | null | undefined;
  tokens: string[];
  usage: unknown;
}

const MESSAGES = [{ role: 'user' as const, content: 'Knock knock.' }];

const WAYS: [name: string, ask: (client: EasyLLM, stop: string[] | null) => Promise<Got>][] = [
  [
    'a whole chat',
    async (client, stop) => {
      const { choices, usage } = await client.chat.completions.create({ messages: MESSAGES, stop, logprobs: true });
      const [choice] = choices;
      return {
        text: choice?.message.content ?? '',
        reason: choice?.finish_reason,
        tokens: chatTokens(choice?.logprobs),
        usage,
      };
    },
  ],
  [
    'a streamed chat',
    async (client, stop) => {
      const options = { stream: true, stream_options: { include_usage: true } } as const;
      const chunks = await collect(
        await client.chat.completions.create({ messages: MESSAGES, stop, logprobs: true, ...options }),
      );
      const choices = chunks.flatMap((chunk) => chunk.choices);
      return {
        text: choices.map(({ delta }) => delta.content ?? '').join(''),
        reason: choices.at(-1)?.finish_reason,
        tokens: choices.flatMap(({ logprobs: given }) => chatTokens(given)),
        usage: chunks.at(-1)?.usage ?? undefined,
      };
    },
  ],
  [
    'a whole completion',
    async (client, stop) => {
      const { choices, usage } = await client.completions.create({ prompt: 'Knock', stop, logprobs: 0 });
      const [choice] = choices;
      return {
        text: choice?.text ?? '',
        reason: choice?.finish_reason,
        tokens: completionTokens(choice?.logprobs),
        usage,
      };
    },
  ],
  [
    'a streamed completion',
    async (client, stop) => {
      const options = { stream: true, stream_options: { include_usage: true } } as const;
      const chunks = await collect(await client.completions.create({ prompt: 'Knock', stop, logprobs: 0, ...options }));
      const choices = chunks.flatMap((chunk) => chunk.choices);
      return {
        text: choices.map(({ text }) => text).join(''),
        reason: choices.at(-1)?.finish_reason,
        tokens: choices.flatMap(({ logprobs: given }) => completionTokens(given)),
        usage: chunks.at(-1)?.usage ?? undefined,
      };
    },
  ],
];

function chatTokens(given: ChatCompletionLogprobs | null | undefined): string[] {
  return given?.content?.map(({ token }) => token) ?? [];
}

function completionTokens(given: CompletionLogprobs | null | undefined): string[] {
  return given?.tokens ?? [];
}

describe.each([
  ['TGI’s native API', { apiBase: 'http://server.test', promptBuilder: 'chatml' } as const],
  ['/v1', { apiBase: 'http://server.test/v1' } as const],
])('over %s', (_api, settings) => {
  describe.each(WAYS)('%s', (way, ask) => {
    test.each(CASES)('of a text that $name is the same', async (given) => {
      const client = new EasyLLM({ apiKey: null, ...settings, fetch: answer(given) });

      const got = await ask(client, given.stop ?? null);

      const { text, reason, tokens, usage } = given.want;
      expect(got).toMatchObject({ text, reason, tokens });
      // A stream that was left at a stop sequence has no counts: those of a whole response are the server's.
      const isStreamed = way.includes('streamed');
      const known = isStreamed
        ? [usage === false ? undefined : USAGE, ...(usage === undefined ? [undefined] : [])]
        : [USAGE];
      expect(known).toContainEqual(got.usage);
    });
  });
});
