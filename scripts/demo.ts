/**
 * `npm run demo`: shows a chat, a streamed chat, a completion, an embedding and a failure in a minute, each with the prompt that was sent
 * and what came back. Calls mocks in this process, or the server at HUGGINGFACE_API_BASE.
 */
import type { CallOptions, ModelWaitInfo, RetryInfo } from '../src/index.ts';
import { EasyLLM, EasyLLMError } from '../src/index.ts';
import { toPromptFormatName } from '../src/prompt/builders.ts';
import { startPrism } from './mock/prism.ts';

const MESSAGES = [
  { role: 'system' as const, content: 'Answer in one word.' },
  { role: 'user' as const, content: 'What is the capital of France?' },
];
const PAUSE_MS = 120;

const print = (text = '') => process.stdout.write(`${text}\n`);
const heading = (title: string) => print(`\n── ${title} ${'─'.repeat(Math.max(0, 76 - title.length))}`);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A `fetch` that prints the prompt of each request. With `isPaced`, a mock’s stream, which comes in one piece, arrives event by event. */
function createShowingFetch(isPaced: boolean) {
  return async (request: Request): Promise<Response> => {
    const body: unknown = JSON.parse((await request.clone().text()) || '{}');
    if (typeof body === 'object' && body !== null && 'inputs' in body) {
      print(`sent to   ${request.method} ${request.url}\nprompt    ${JSON.stringify(body.inputs)}`);
    }
    const response = await fetch(request);
    const isStream = response.headers.get('content-type')?.includes('event-stream') === true;
    return isPaced && isStream ? pace(response) : response;
  };
}

function pace(response: Response): Response {
  async function* events() {
    for (const event of (await response.text()).split(/(?<=\n\n)/)) {
      await pause(PAUSE_MS);
      yield new TextEncoder().encode(event);
    }
  }
  return new Response(ReadableStream.from(events()), response);
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

async function demonstrate({ tgi, tei, failure }: { tgi: EasyLLM; tei: EasyLLM; failure: CallOptions }): Promise<void> {
  await show('1. A chat: client.chat.completions.create({ messages })', async () => {
    const reply = await tgi.chat.completions.create({ messages: MESSAGES, max_tokens: 64 });
    print(`result    ${JSON.stringify(reply.choices[0]?.message.content)}`);
    print(`ended by  ${reply.choices[0]?.finish_reason}   usage ${JSON.stringify(reply.usage)}`);
  });

  await show('2. The same, streamed: for await (const chunk of …)', async () => {
    const stream = await tgi.chat.completions.create({ messages: MESSAGES, max_tokens: 64, stream: true });
    process.stdout.write('result    ');
    for await (const chunk of stream) process.stdout.write(`${chunk.choices[0]?.delta.content ?? ''}`);
    print();
  });

  await show('3. A text completion: client.completions.create({ prompt })', async () => {
    const prompt = 'The capital of France is';
    const completion = await tgi.completions.create({ prompt, max_tokens: 16 });
    print(`result    ${JSON.stringify(completion.choices[0]?.text)}`);
  });

  await show('4. An embedding: client.embeddings.create({ input })', async () => {
    const { data } = await tei.embeddings.create({ input: 'The capital of France is Paris.' });
    const vector = data[0]?.embedding;
    print(`result    ${vector?.length} numbers, beginning ${JSON.stringify(vector?.slice(0, 3))}`);
  });

  await show('5. A failure: errors are classes, and say what to do', async () => {
    await tgi.chat.completions.create({ messages: MESSAGES }, { ...failure, onRetry: showRetry });
  });
}

/** Asks a mock for an error by a header; a real server is sent a value that it must refuse. */
async function main(): Promise<void> {
  const apiBase = process.env['HUGGINGFACE_API_BASE'];
  const promptBuilder = toPromptFormatName(process.env['HUGGINGFACE_PROMPT'] ?? 'chatml');
  if (apiBase !== undefined && apiBase !== '') {
    print(`Server: ${apiBase} (HUGGINGFACE_API_BASE). Prompt builder: ${promptBuilder} (HUGGINGFACE_PROMPT).`);
    const client = new EasyLLM({ promptBuilder, fetch: createShowingFetch(false), waitForModel: { onWait: showWait } });
    return demonstrate({ tgi: client, tei: client, failure: { extraBody: { parameters: { temperature: -1 } } } });
  }

  const [tgi, tei] = await Promise.all([startPrism('tgi'), startPrism('tei')]);
  print('Mocks of Text Generation Inference and Text Embeddings Inference serve examples of their specs: results are');
  print('the same whatever is asked. They send a stream in one piece; its events are shown here one by one.');
  print('To use a real server: HUGGINGFACE_API_BASE=http://localhost:8080 npm run demo');
  try {
    const client = new EasyLLM({ apiKey: null, apiBase: tgi.url, promptBuilder, fetch: createShowingFetch(true) });
    const failure = { headers: { prefer: 'code=429' } };
    await demonstrate({ tgi: client, tei: client.withOptions({ apiBase: tei.url }), failure });
  } finally {
    await Promise.all([tgi.close(), tei.close()]);
  }
}

await main();
