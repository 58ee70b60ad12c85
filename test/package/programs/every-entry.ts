/** A program that uses every entry point: the compilers must accept it, and refuse what is marked. */
import { EasyLLM, RateLimitError, huggingface } from 'easyllm';
import type { ChatCompletion, ChatCompletionChunk, EasyLLMOptions, Logger, Stream } from 'easyllm';
import { runBatch } from 'easyllm/batch';
import type { BatchResult } from 'easyllm/batch';
import { openBatchQueue } from 'easyllm/batch/queue';
import { createGateway, parseGatewaySettings } from 'easyllm/gateway';
import type { GatewayOptions } from 'easyllm/gateway';
import { createOpenAIClient } from 'easyllm/openai';
import { buildPrompt, chatTemplate, promptBuilders } from 'easyllm/prompt';
import { decodeEvents } from 'easyllm/sse';
import { createTeiClient } from 'easyllm/tei';
import { fakeTgi, mockTgi, record, startFakeTgi } from 'easyllm/testing';
import { createTgiClient, validators } from 'easyllm/tgi';
import type { GenerateRequest } from 'easyllm/tgi';
import { createVllmClient } from 'easyllm/vllm';

const logger: Logger = { error() {}, warn() {}, info() {}, debug() {} };
const options: EasyLLMOptions = { apiBase: 'http://tgi.test', promptBuilder: 'chatml', logger };
const client = new EasyLLM(options);
const messages = [{ role: 'user' as const, content: 'Knock knock.' }];

export async function chat(signal: AbortSignal): Promise<string> {
  const whole: ChatCompletion = await client.chat.completions.create({ messages }, { signal });
  const stream: Stream<ChatCompletionChunk> = await client.chat.completions.create({ messages, stream: true });
  let text = whole.choices[0]?.message.content ?? '';
  for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? '';
  // @ts-expect-error A misspelled parameter.
  await client.chat.completions.create({ messages, temprature: 1 });
  // @ts-expect-error A whole answer is not iterated.
  for await (const chunk of whole) void chunk;
  return text;
}

export async function surfaces(): Promise<void> {
  const { data, response } = await huggingface.ChatCompletion.create({ messages }).withResponse();
  data.choices satisfies unknown[];
  response.headers.get('x-request-id') satisfies string | null;
  const embedding = await client.embeddings.create({ input: 'a' }, { vectors: 'float32array' });
  embedding.data[0]?.embedding satisfies Float32Array | undefined;
  const answer: Response = await client.fetch(new Request('http://easyllm/v1/models'));
  if (answer.body !== null) for await (const event of decodeEvents(answer.body)) event.data satisfies string;
  // @ts-expect-error Neither `input` nor `text`.
  await huggingface.Embedding.create({ model: 'a' });
  // @ts-expect-error An error class has no such member.
  if (RateLimitError.isInstance(answer)) void answer.retries;
}

export async function prompts(): Promise<string> {
  Object.keys(promptBuilders) satisfies string[];
  const builder = await chatTemplate({ template: '{{ messages[0].content }}' });
  // @ts-expect-error A message has a role.
  buildPrompt('llama3', [{ content: 'Hi' }]);
  return buildPrompt('llama3', messages) + builder(messages);
}

export async function typedClients(): Promise<void> {
  const request: GenerateRequest = { inputs: 'a', parameters: { max_new_tokens: 8 } };
  const tgi = createTgiClient({ apiBase: 'http://tgi.test' });
  (await tgi.generate(request)).generated_text satisfies string;
  validators.GenerateRequest.safeParse(request).success satisfies boolean;
  (await createTeiClient({ apiBase: 'http://tei.test' }).embed({ inputs: 'a' })) satisfies number[][];
  await createOpenAIClient({ apiBase: 'http://openai.test' }).createChatCompletion({ messages });
  (await createVllmClient({ apiBase: 'http://vllm.test/v1' }).tokenize({ prompt: 'a' })).count satisfies number;
  // @ts-expect-error A misspelled member of the body.
  await tgi.generate({ input: 'a' });
}

export async function gateway(request: Request): Promise<Response> {
  const settings: GatewayOptions = { auth: { keys: ['sk-1'] }, accessLog: ({ status }) => void status.toFixed() };
  parseGatewaySettings({ apiBase: 'http://tgi.test' });
  // @ts-expect-error A misspelled setting.
  createGateway(client, { maxBodyByte: 1 });
  return createGateway(client, settings).fetch(request);
}

export async function batches(): Promise<number> {
  const result: BatchResult = await runBatch(client, { input: 'in.jsonl', output: 'out.jsonl', limit: 10 });
  // @ts-expect-error A misspelled option.
  await runBatch(client, { input: 'in.jsonl', output: 'out.jsonl', overwirte: true });
  const queue = await openBatchQueue('redis://redis.test');
  const { id } = await queue.submit({ input: 'in.jsonl' });
  await queue.work(client, { drain: true });
  // @ts-expect-error A misspelled option.
  await queue.collect(id, { ouput: 'out.jsonl' });
  return result.remaining;
}

export async function tests(): Promise<void> {
  const fetch = fakeTgi({ script: [{ tokens: ['Who', "'s", ' there?'] }] });
  new EasyLLM({ fetch: record(fetch, 'exchanges.jsonl') }).withOptions({ maxRetries: 0 }) satisfies EasyLLM;
  const fake = await startFakeTgi({ script: [{ status: 503 }] });
  fake.url satisfies string;
  await fake.close();
  const mock = await mockTgi({ example: 'overloaded' });
  await mock.close();
  // @ts-expect-error No answer of TGI has this name.
  await mockTgi({ example: 'overlaoded' });
}
