/** What the compiler must accept and refuse in a user's code. */
import * as z from 'zod';
import * as mini from 'zod/mini';
import type {
  APIPromise,
  CallOptions,
  ChatCompletion,
  ChatCompletionChunk,
  ChatCompletionCreateParams,
  Completion,
  Create,
  ResponseObject,
  ResponseStreamEvent,
  Stream,
} from '../../src/index.ts';
import { EasyLLM, huggingface } from '../../src/index.ts';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const isTrue = <Claim extends true>(claim?: Claim): void => void claim;

const client = new EasyLLM();
const messages = [{ role: 'user' as const, content: 'Knock knock.' }];

export async function answers(flag: boolean): Promise<void> {
  const whole = await client.chat.completions.create({ messages });
  isTrue<Equal<typeof whole, ChatCompletion>>();
  const stream = await client.chat.completions.create({ messages, stream: true });
  isTrue<Equal<typeof stream, Stream<ChatCompletionChunk>>>();
  const either = await client.chat.completions.create({ messages, stream: flag });
  isTrue<Equal<typeof either, ChatCompletion | Stream<ChatCompletionChunk>>>();
  const { data, request_id: id } = await huggingface.ChatCompletion.create({ messages, stream: true }).withResponse();
  isTrue<Equal<typeof data, Stream<ChatCompletionChunk>>>();
  isTrue<Equal<typeof id, string | null>>();
  const embedding = await client.embeddings.create({ input: 'a' });
  isTrue<Equal<(typeof embedding.data)[number]['embedding'], number[]>>();
  const typed = await client.embeddings.create({ input: 'a' }, { vectors: 'float32array' });
  typed.data[0]?.embedding satisfies Float32Array | undefined;
  const encoded = await client.embeddings.create({ input: 'a', encoding_format: 'base64' });
  isTrue<Equal<(typeof encoded.data)[number]['embedding'], string>>();

  // @ts-expect-error A stream has no choices: its chunks have.
  void stream.choices;
  // @ts-expect-error A whole answer is not iterated.
  for await (const chunk of whole) void chunk;
}

export async function answersOfVariables(flag: boolean, maybe?: boolean | null): Promise<void> {
  const { create } = client.chat.completions;
  const told = await create({ messages, stream: false as const });
  isTrue<Equal<typeof told, ChatCompletion>>();
  const nulled = await create({ messages, stream: null });
  isTrue<Equal<typeof nulled, ChatCompletion>>();
  const left = await create({ messages, stream: undefined });
  isTrue<Equal<typeof left, ChatCompletion>>();
  const perhaps = await create({ messages, stream: maybe });
  isTrue<Equal<typeof perhaps, ChatCompletion | Stream<ChatCompletionChunk>>>();
  const without = { messages, temperature: 0 };
  const plain = await create(without);
  isTrue<Equal<typeof plain, ChatCompletion>>();
  const kept = { messages, stream: true } as const;
  const streamed = await create({ ...kept, messages });
  isTrue<Equal<typeof streamed, Stream<ChatCompletionChunk>>>();
  const params: ChatCompletionCreateParams = { messages };
  const either = await create(params);
  isTrue<Equal<typeof either, ChatCompletion | Stream<ChatCompletionChunk>>>();

  const texts = await client.completions.create({ prompt: 'a', stream: true });
  isTrue<Equal<typeof texts, Stream<Completion>>>();
  const text = await client.completions.create({ prompt: 'a' });
  isTrue<Equal<typeof text, Completion>>();
  const events = await client.responses.create({ input: 'a', stream: true });
  isTrue<Equal<typeof events, Stream<ResponseStreamEvent>>>();
  const response = await client.responses.create({ input: 'a' });
  isTrue<Equal<typeof response, ResponseObject>>();
  const given = await huggingface.Completion.create({ prompt: 'a', stream: flag });
  isTrue<Equal<typeof given, Completion | Stream<Completion>>>();
}

/** What wrappers take of a `create`. */
export function wrappers(): void {
  type ChatCreate = typeof client.chat.completions.create;
  type Body = Parameters<ChatCreate>[0];
  isTrue<Equal<Body['messages'], ChatCompletionCreateParams['messages']>>();
  isTrue<Equal<Body['stream'], boolean | null | undefined>>();
  isTrue<Equal<Parameters<ChatCreate>[1], CallOptions | undefined>>();
  isTrue<Equal<ReturnType<ChatCreate>, APIPromise<ChatCompletion | Stream<ChatCompletionChunk>>>>();
  const again = (...call: Parameters<ChatCreate>) => client.chat.completions.create(...call);
  isTrue<Equal<ReturnType<typeof again>, ReturnType<ChatCreate>>>();
  const named: Create<ChatCompletionCreateParams, ChatCompletion, ChatCompletionChunk> = client.chat.completions.create;
  void named;
}

export async function values(): Promise<void> {
  const { choices } = await client.chat.completions.parse({ messages, schema: z.object({ city: z.string() }) });
  const parsed = choices[0]?.message.parsed;
  isTrue<Equal<typeof parsed, { city: string } | null | undefined>>();
  const jsonSchema = { type: 'object', properties: {} };
  await client.chat.completions.parse({ messages, schema: { schema: mini.object({}), jsonSchema } });
  const { function: run } = { function: ({ city }: { city: string }) => city };
  const schema = z.object({ city: z.string() });
  await client.runTools({ messages, tools: [{ type: 'function', function: { name: 'a', schema, function: run } }] });

  await client.runTools({
    messages,
    tools: [
      {
        type: 'function',
        function: { name: 'a', schema, function: ({ city }) => isTrue<Equal<typeof city, string>>() },
      },
      {
        type: 'function',
        function: {
          name: 'b',
          schema: z.object({ days: z.number() }),
          function: ({ days }, { signal }) => {
            isTrue<Equal<typeof days, number>>();
            signal?.throwIfAborted();
          },
        },
      },
      {
        type: 'function',
        function: { name: 'c', parse: Number, function: (input) => isTrue<Equal<typeof input, number>>() },
      },
      { type: 'function', function: { name: 'd', function: (input) => isTrue<Equal<typeof input, unknown>>() } },
    ],
  });

  await client.runTools({
    messages,
    // @ts-expect-error A schema of cities gives no days.
    tools: [{ type: 'function', function: { name: 'a', schema, function: ({ days }) => days } }],
  });
  // @ts-expect-error No schema.
  await client.chat.completions.parse({ messages });
  // @ts-expect-error A value is not streamed.
  await client.chat.completions.parse({ messages, schema, stream: true });
  // @ts-expect-error A tool without a function cannot be run.
  await client.runTools({ messages, tools: [{ type: 'function', function: { name: 'a' } }] });
  // @ts-expect-error No such backend.
  await client.chat.completions.create({ messages }, { backend: 'v1' });
}

export async function refusals(): Promise<void> {
  // @ts-expect-error A misspelled parameter.
  await client.chat.completions.create({ messages, temprature: 1 });
  // @ts-expect-error A temperature is a number.
  await client.chat.completions.create({ messages, temperature: '1' });
  // @ts-expect-error Messages are required.
  await client.chat.completions.create({ temperature: 1 });
  // @ts-expect-error A role that no API has.
  await client.chat.completions.create({ messages: [{ role: 'robot', content: 'Hi' }] });
  await client.chat.completions.create({
    messages,
    // @ts-expect-error It is told where it stands, and not of the whole call.
    max_tokens: '100',
  });
  // @ts-expect-error A stream is asked for with `true`.
  await client.chat.completions.create({ messages, stream: 'yes' });
  // @ts-expect-error EasyLLM's own parameter, unknown to the surface of the `openai` package.
  await client.chat.completions.create({ messages, debug: true });
  // @ts-expect-error A misspelled option.
  await client.chat.completions.create({ messages }, { signall: new AbortController().signal });
  // @ts-expect-error A misspelled setting.
  await client.withOptions({ apibase: 'http://localhost:8080' }).models.list();
  // @ts-expect-error Neither `input` nor `text`.
  await huggingface.Embedding.create({ model: 'a' });
}

export async function acceptances(): Promise<void> {
  const maybe: number | undefined = undefined;
  await client.chat.completions.create({ messages, temperature: null, top_p: undefined, max_tokens: maybe });
  await huggingface.ChatCompletion.create({ messages, frequency_penalty: 1.2, debug: true });
  await huggingface.Embedding.create({ text: 'a' });
  await client.completions.create({ prompt: ['a', 'b'], echo: true, seed: '18446744073709551615' });
  void new EasyLLM({ promptBuilder: (conversation) => conversation.map(({ content }) => String(content)).join('\n') });
  // An answer's message goes back into the conversation as it is.
  const { choices } = await client.chat.completions.create({ messages });
  const [choice] = choices;
  if (choice) await client.chat.completions.create({ messages: [...messages, choice.message] });
}

// The name of a prompt format is one that there is.
void client.withOptions({ promptBuilder: 'llama3' });
// @ts-expect-error
void client.withOptions({ promptBuilder: 'lama3' });
void client.withOptions({ promptBuilder: { hub: 'org/model', template: 'rag' } });
