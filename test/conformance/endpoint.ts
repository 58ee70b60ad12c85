/** The two endpoints that stream: how each is asked, and where its chunks hold what. */
import type { ChatCompletionChunk, Completion, EasyLLM, Stream } from '../../src/index.ts';
import { expectedTokenLogprob } from './expected.ts';
import { isObject } from './json.ts';
import type { NativeStream } from './native-answer.ts';
import { MODEL } from './replay.ts';

export type Chunk = ChatCompletionChunk | Completion;

/** What differs between the two endpoints. */
export interface Endpoint {
  name: string;
  hasRoleChunk: boolean;
  open(client: EasyLLM, options: { prompt: string; stop: string | undefined }): Promise<Stream<Chunk>>;
  /** What a chunk's choice, or an interrupted answer's, adds to the text. */
  textOf(choice: unknown): string;
  logprobsOf(native: NativeStream, options: { prompt: string }): readonly unknown[];
  logprobsIn(choice: unknown): readonly unknown[];
}

export const completions: Endpoint = {
  name: 'completion',
  hasRoleChunk: false,
  open: async (client, { prompt, stop }) =>
    client.completions.create({
      model: MODEL,
      prompt,
      echo: prompt !== '',
      // TGI streams no tokens of a prompt, and a score without them is refused.
      ...(prompt === '' && { logprobs: 0 }),
      stop,
      stream: true,
      stream_options: { include_usage: true },
    }),
  textOf: (choice) => textAt(choice, 'text'),
  logprobsOf: ({ tokens }, { prompt }) => (prompt === '' ? tokens.map(({ text, logprob }) => [text, logprob]) : []),
  logprobsIn: (choice) => {
    const logprobs = memberOf(choice, 'logprobs');
    const texts = memberOf(logprobs, 'tokens');
    const numbers = memberOf(logprobs, 'token_logprobs');
    return Array.isArray(texts) && Array.isArray(numbers) ? texts.map((text, index) => [text, numbers[index]]) : [];
  },
};

export const chats: Endpoint = {
  name: 'chat',
  hasRoleChunk: true,
  open: async (client, { stop }) =>
    client.chat.completions.create({
      model: MODEL,
      messages: [{ role: 'user', content: 'Hello.' }],
      logprobs: true,
      stop,
      stream: true,
      stream_options: { include_usage: true },
    }),
  textOf: (choice) => textAt(memberOf(choice, 'delta') ?? memberOf(choice, 'message'), 'content'),
  logprobsOf: ({ tokens }) => tokens.map((token) => ({ ...expectedTokenLogprob(token), top_logprobs: [] })),
  logprobsIn: (choice) => {
    const content = memberOf(memberOf(choice, 'logprobs'), 'content');
    return Array.isArray(content) ? content : [];
  },
};

export function memberOf(value: unknown, name: string): unknown {
  return isObject(value) ? value[name] : undefined;
}

function textAt(value: unknown, name: string): string {
  const text = memberOf(value, name);
  return typeof text === 'string' ? text : '';
}

/** The text that an error carries, which has no finish reason. */
export function partialText(error: unknown, endpoint: Endpoint): string | undefined {
  const partial = error instanceof Error && 'partial' in error ? error.partial : undefined;
  const choices = memberOf(partial, 'choices');
  const choice: unknown = Array.isArray(choices) ? choices[0] : undefined;
  return memberOf(choice, 'finish_reason') === null ? endpoint.textOf(choice) : undefined;
}
