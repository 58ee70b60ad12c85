/**
 * `npm run demo`: shows a chat, a streamed chat, a completion, an embedding and a failure in a minute, each with what was sent and what came
 * back. Calls `easyllm fake` in this process, or the server at EASYLLM_API_BASE; chats have the server's own template.
 */
import type { CallOptions, ModelWaitInfo, RetryInfo } from '../src/index.ts';
import { EasyLLM, EasyLLMError } from '../src/index.ts';
import { startStandIn } from '../src/testing/stand-in.ts';

const MESSAGES = [
  { role: 'system' as const, content: 'Answer in one word.' },
  { role: 'user' as const, content: 'What is the capital of France?' },
];

const print = (text = '') => process.stdout.write(`${text}\n`);
const heading = (title: string) => print(`\n── ${title} ${'─'.repeat(Math.max(0, 76 - title.length))}`);

/** A `fetch` that prints each request: what is asked, and of a prompt that is built here the prompt. */
async function showingFetch(request: Request): Promise<Response> {
  const body: unknown = JSON.parse((await request.clone().text()) || '{}');
  if (typeof body === 'object' && body !== null && request.method === 'POST') {
    const { inputs, prompt, input, messages } = body as Partial<Record<string, unknown>>;
    print(
      `sent to   ${request.method} ${request.url}\nasked     ${JSON.stringify(messages ?? inputs ?? prompt ?? input)}`,
    );
  }
  return fetch(request);
}

function showWait({ delayMs, waitedMs }: ModelWaitInfo): void {
  print(`loading   the model is not ready; waited ${seconds(waitedMs)}, asking again in ${seconds(delayMs)}`);
}

function showRetry({ message, delayMs }: RetryInfo): void {
  print(`retry     ${message}: trying again in ${seconds(delayMs)}`);
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

async function show(title: string, run: () => Promise<void>): Promise<void> {
  heading(title);
  try {
    await run();
  } catch (error) {
    if (!(error instanceof EasyLLMError)) throw error;
    print(`${error.name}: ${error.message}`);
  }
}

interface Parts {
  client: EasyLLM;
  failing: EasyLLM;
  failure: CallOptions;
}

async function demonstrate({ client, failing, failure }: Parts): Promise<void> {
  await show('1. A chat: client.chat.completions.create({ messages })', async () => {
    const reply = await client.chat.completions.create({ messages: MESSAGES, max_tokens: 64 });
    print(`result    ${JSON.stringify(reply.choices[0]?.message.content)}`);
    print(`ended by  ${reply.choices[0]?.finish_reason}   usage ${JSON.stringify(reply.usage)}`);
  });

  await show('2. The same, streamed: for await (const chunk of …)', async () => {
    const stream = await client.chat.completions.create({ messages: MESSAGES, max_tokens: 64, stream: true });
    process.stdout.write('result    ');
    for await (const chunk of stream) process.stdout.write(`${chunk.choices[0]?.delta.content ?? ''}`);
    print();
  });

  await show('3. A text completion: client.completions.create({ prompt })', async () => {
    const prompt = 'The capital of France is';
    const completion = await client.completions.create({ prompt, max_tokens: 16 });
    print(`result    ${JSON.stringify(completion.choices[0]?.text)}`);
  });

  await show('4. An embedding: client.embeddings.create({ input: [text] })', async () => {
    const { data } = await client.embeddings.create({ input: ['The capital of France is Paris.'] });
    const vector = data[0]?.embedding;
    print(`result    ${vector?.length} numbers, beginning ${JSON.stringify(vector?.slice(0, 3))}`);
  });

  await show('5. A failure: errors are classes, and say what to do', async () => {
    await failing.chat.completions.create({ messages: MESSAGES }, { ...failure, onRetry: showRetry });
  });
}

/** A stand-in for a busy server, for the failure; a real server is sent a value that it must refuse. */
async function main(): Promise<void> {
  const { EASYLLM_API_BASE: apiBase = process.env['HUGGINGFACE_API_BASE'] } = process.env;
  if (apiBase !== undefined && apiBase !== '') {
    print(`Server: ${apiBase} (EASYLLM_API_BASE).`);
    const client = new EasyLLM({ fetch: showingFetch, waitForModel: { onWait: showWait } });
    return demonstrate({ client, failing: client, failure: { extraBody: { temperature: -1 } } });
  }

  const [server, busy] = await Promise.all([startStandIn(), startStandIn({ script: [{ fault: 'overloaded' }] })]);
  print('A server without a model, as `easyllm fake` starts it: it repeats what was asked.');
  print('To use a real server: EASYLLM_API_BASE=http://localhost:8080 npm run demo');
  try {
    const client = new EasyLLM({ apiKey: null, apiBase: server.url, fetch: showingFetch });
    await demonstrate({ client, failing: client.withOptions({ apiBase: busy.url }), failure: { maxRetries: 1 } });
  } finally {
    await Promise.all([server.close(), busy.close()]);
  }
}

await main();
