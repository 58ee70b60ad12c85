/** What the compiler must accept and refuse in a user's code. */
import * as z from 'zod';
import * as mini from 'zod/mini';
import type { ChatCompletion, ChatCompletionChunk, Stream } from '../../src/index.ts';
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
