/** What the compiler must accept and refuse of the typed clients of each API. */
import { createOpenAIClient } from '../../src/openai.ts';
import { createTeiClient } from '../../src/tei.ts';
import type { ChatCompletion, ChatCompletionChunk, GenerateResponse, StreamResponse } from '../../src/tgi.ts';
import { mockTgi } from '../../src/testing.ts';
import { createTgiClient } from '../../src/tgi.ts';
import type { StreamEvents } from '../../src/tgi.ts';
import type { ChatCompletionChunk as VllmChunk } from '../../src/vllm.ts';
import { createVllmClient } from '../../src/vllm.ts';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const isTrue = <Claim extends true>(claim?: Claim): void => void claim;

const tgi = createTgiClient({ apiBase: 'http://tgi.test' });
const messages = [{ role: 'user', content: 'Knock knock.' }];

export async function answers(): Promise<void> {
  const generated = await tgi.generate({ inputs: 'a', parameters: { top_k: 3 } });
  isTrue<Equal<typeof generated, GenerateResponse>>();
  for await (const event of await tgi.generateStream({ inputs: 'a' })) isTrue<Equal<typeof event, StreamResponse>>();
  const list = await tgi.compatGenerate({ inputs: 'a' });
  isTrue<Equal<typeof list, GenerateResponse[]>>();
  const chat = await tgi.chatCompletions({ messages });
  isTrue<Equal<typeof chat, ChatCompletion>>();
  for await (const chunk of await tgi.chatCompletions({ messages, stream: true })) {
    isTrue<Equal<typeof chunk, ChatCompletionChunk>>();
  }
  isTrue<Equal<Awaited<ReturnType<typeof tgi.metrics>>, string>>();
  isTrue<Equal<Awaited<ReturnType<typeof tgi.health>>, undefined>>();
  await tgi.getModelInfo({ signal: AbortSignal.timeout(1000) });
  await createOpenAIClient({ apiBase: 'http://x.test' }).retrieveModel({ model: 'a' });
  const vllm = createVllmClient({ apiBase: 'http://vllm.test' });
  const spoken = [{ role: 'user' as const, content: 'Knock knock.' }];
  for await (const chunk of await vllm.createChatCompletion({ messages: spoken, top_k: 3, stream: true })) {
    isTrue<Equal<typeof chunk, VllmChunk>>();
  }
  (await vllm.rerank({ query: 'a', documents: ['b'] })).results satisfies { relevance_score: number }[];
  (await vllm.score({ text_1: 'a', text_2: ['b'] })).data satisfies { score: number }[];
  isTrue<Equal<Awaited<ReturnType<typeof vllm.health>>, undefined>>();
}

export async function refusals(): Promise<void> {
  // @ts-expect-error A server has an address.
  createTgiClient({});
  // @ts-expect-error A misspelled option.
  createTgiClient({ apiBase: 'http://tgi.test', apikey: 'k' });
  // @ts-expect-error A misspelled member of the body.
  await tgi.generate({ input: 'a' });
  // @ts-expect-error A misspelled parameter.
  await tgi.generate({ inputs: 'a', parameters: { max_tokens: 3 } });
  // @ts-expect-error A misspelled parameter of a stream.
  await tgi.chatCompletions({ messages, stream: true, temprature: 1 });
  // @ts-expect-error A misspelled parameter beside a right one.
  await createTeiClient({ apiBase: 'http://tei.test' }).embed({ inputs: 'a', trunctate: true });
  // @ts-expect-error A parameter that vLLM has ignored since 0.12.
  await createVllmClient({ apiBase: 'http://vllm.test' }).createCompletion({ prompt: 'a', guided_regex: 'b' });
  // @ts-expect-error A health check has no body.
  await tgi.health({ inputs: 'a' });
  // @ts-expect-error No answer of TGI has this name.
  await mockTgi({ example: 'overlaoded' });
  // @ts-expect-error The model is part of the path.
  await createOpenAIClient({ apiBase: 'http://x.test' }).retrieveModel();
}

/** The events of streams are typed by the specs: a field that a spec names otherwise does not compile where it is read. */
export function eventFields(
  native: StreamEvents['generateStream'],
  chat: StreamEvents['chatCompletions'],
): string | number | null | undefined {
  // @ts-expect-error An event may be an error, which has no token.
  void native.data.token;
  if ('error' in native.data) return native.data.error;
  // @ts-expect-error No event has this field.
  void native.data.text;
  // @ts-expect-error A chat may be over.
  void chat.data.choices;
  if (chat.data === '[DONE]' || 'error' in chat.data) return native.data.token.text;
  return chat.data.choices[0]?.delta.content;
}
