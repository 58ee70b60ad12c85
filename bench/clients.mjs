// @ts-check
/** The clients that are compared, each driven as its documentation says. All calls give the text that was read. */
import { Agent, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { InferenceClient } from '@huggingface/inference';
import { generateText, streamText } from 'ai';
import { EasyLLM } from 'easyllm';
import OpenAI from 'openai';
import createClient from 'openapi-fetch';
import { Agent as UndiciAgent, request as undiciRequest } from 'undici';

/**
 * @typedef {{ chat?: () => Promise<string>, stream?: () => Promise<string>, firstToken?: () => Promise<unknown> }} Client
 * @typedef {{ choices: { message?: { content: string }, delta?: { content?: string | null } }[] }} Answer
 */

const MESSAGES = [
  { role: /** @type {const} */ ('system'), content: 'You are a helpful assistant.' },
  { role: /** @type {const} */ ('user'), content: 'What is the capital of France?' },
];
const MODEL = 'meta-llama/Llama-3.1-8B-Instruct';
const body = (/** @type {boolean} */ stream) =>
  JSON.stringify({ model: MODEL, messages: MESSAGES, max_tokens: 64, stream });
const silent = { error() {}, warn() {}, info() {}, debug() {} };

/** Clients of a server in OpenAI's shape. @param {string} base without `/v1` @returns {Record<string, Client>} */
export function createClients(base) {
  const url = `${base}/v1/chat/completions`;
  const headers = { 'content-type': 'application/json' };
  const agent = new Agent({ keepAlive: true });
  const dispatcher = new UndiciAgent();
  const typed = createClient({ baseUrl: base });
  const hf = new InferenceClient('hf_none', { endpointUrl: base });
  const openai = new OpenAI({ apiKey: 'none', baseURL: `${base}/v1` });
  const ai = createOpenAICompatible({ name: 'bench', baseURL: `${base}/v1` })(MODEL);
  const easyllm = new EasyLLM({ apiBase: base, apiKey: null, backend: 'messages', logger: silent });
  const native = new EasyLLM({ apiBase: base, apiKey: null, promptBuilder: 'llama3', logger: silent });

  const viaFetch = (/** @type {boolean} */ stream) => fetch(url, { method: 'POST', headers, body: body(stream) });
  return {
    socket: { chat: () => overSocket(base) },
    http: {
      chat: () =>
        new Promise((resolve, reject) => {
          const request = httpRequest(url, { method: 'POST', agent, headers }, (response) => {
            /** @type {Buffer[]} */
            const parts = [];
            response.on('data', (part) => parts.push(part));
            response.on('end', () => resolve(textOf(JSON.parse(Buffer.concat(parts).toString()))));
          });
          request.on('error', reject);
          request.end(body(false));
        }),
      stream: () =>
        new Promise((resolve, reject) => {
          const request = httpRequest(url, { method: 'POST', agent, headers }, (response) => {
            void readEvents(response).then(resolve, reject);
          });
          request.on('error', reject);
          request.end(body(true));
        }),
    },
    undici: {
      chat: async () => {
        const answer = await undiciRequest(url, { method: 'POST', dispatcher, headers, body: body(false) });
        return textOf(/** @type {Answer} */ (await answer.body.json()));
      },
    },
    fetch: {
      chat: async () => textOf(await (await viaFetch(false)).json()),
      stream: async () => readEvents((await viaFetch(true)).body ?? []),
      firstToken: async () => {
        const reader = (await viaFetch(true)).body?.getReader();
        const { value } = (await reader?.read()) ?? {};
        JSON.parse(new TextDecoder().decode(value).split('\n\n')[0]?.slice('data: '.length) ?? '');
        await reader?.cancel();
      },
    },
    'openapi-fetch': {
      chat: async () => {
        const { data } = await typed.POST(
          /** @type {never} */ ('/v1/chat/completions'),
          /** @type {never} */ ({ body: JSON.parse(body(false)) }),
        );
        return textOf(/** @type {Answer} */ (data));
      },
      stream: async () => {
        const { data } = await typed.POST(
          /** @type {never} */ ('/v1/chat/completions'),
          /** @type {never} */ ({ body: JSON.parse(body(true)), parseAs: 'stream' }),
        );
        return readEvents(/** @type {ReadableStream<Uint8Array>} */ (/** @type {unknown} */ (data)));
      },
    },
    '@huggingface/inference': {
      chat: async () =>
        textOf(/** @type {Answer} */ (await hf.chatCompletion({ model: MODEL, messages: MESSAGES, max_tokens: 64 }))),
      stream: () => collect(hf.chatCompletionStream({ model: MODEL, messages: MESSAGES, max_tokens: 64 })),
      firstToken: () => first(hf.chatCompletionStream({ model: MODEL, messages: MESSAGES })),
    },
    openai: {
      chat: async () =>
        textOf(
          /** @type {Answer} */ (
            await openai.chat.completions.create({ model: MODEL, messages: MESSAGES, max_tokens: 64 })
          ),
        ),
      stream: async () =>
        collect(await openai.chat.completions.create({ model: MODEL, messages: MESSAGES, stream: true })),
      firstToken: async () =>
        first(await openai.chat.completions.create({ model: MODEL, messages: MESSAGES, stream: true })),
    },
    ai: {
      chat: async () =>
        (await generateText({ model: ai, messages: MESSAGES, maxRetries: 0, allowSystemInMessages: true })).text,
      stream: async () => {
        let text = '';
        for await (const part of streamText({
          model: ai,
          messages: MESSAGES,
          maxRetries: 0,
          allowSystemInMessages: true,
        }).textStream)
          text += part;
        return text;
      },
      firstToken: () =>
        first(streamText({ model: ai, messages: MESSAGES, maxRetries: 0, allowSystemInMessages: true }).textStream),
    },
    easyllm: {
      chat: async () =>
        (await easyllm.chat.completions.create({ messages: MESSAGES, max_tokens: 64 })).choices[0]?.message.content ??
        '',
      stream: async () => collect(await easyllm.chat.completions.create({ messages: MESSAGES, stream: true })),
      firstToken: async () => first(await easyllm.chat.completions.create({ messages: MESSAGES, stream: true })),
    },
    'easyllm, native': {
      chat: async () =>
        (await native.chat.completions.create({ messages: MESSAGES, max_tokens: 64 })).choices[0]?.message.content ??
        '',
      stream: async () => collect(await native.chat.completions.create({ messages: MESSAGES, stream: true })),
      firstToken: async () => first(await native.chat.completions.create({ messages: MESSAGES, stream: true })),
    },
  };
}

/** TGI's native API, as one would read it by hand. @param {string} base @returns {Promise<string>} */
export async function readNatively(base) {
  const request = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"inputs":"Hi","stream":true}',
  };
  const response = await fetch(base, request);
  return readEvents(response.body ?? [], (event) => event.token.text);
}

/** @param {Answer} answer */
function textOf({ choices }) {
  return choices[0]?.message?.content ?? '';
}

/** @param {AsyncIterable<{ choices: { delta: { content?: string | null } }[] }>} stream */
async function collect(stream) {
  let text = '';
  for await (const { choices } of stream) text += choices[0]?.delta.content ?? '';
  return text;
}

/** Leaves at the first part with text. @param {AsyncIterable<unknown>} stream */
async function first(stream) {
  for await (const part of stream) {
    if (typeof part === 'string' ? part !== '' : /** @type {any} */ (part).choices[0]?.delta.content) return;
  }
}

/** As most people write it. @param {AsyncIterable<Uint8Array> | ReadableStream<Uint8Array> | never[]} bytes @param {(event: any) => string} read */
async function readEvents(bytes, read = (event) => event.choices[0]?.delta.content ?? '') {
  const decoder = new TextDecoder();
  let [rest, text] = ['', ''];
  for await (const part of /** @type {AsyncIterable<Uint8Array>} */ (bytes)) {
    const events = (rest + decoder.decode(part, { stream: true })).split('\n\n');
    rest = events.pop() ?? '';
    for (const event of events) {
      const data = event.slice('data: '.length);
      if (data !== '[DONE]') text += read(JSON.parse(data));
    }
  }
  return text;
}

/** The floor: a request and an answer as bytes, over connections that are kept. @type {import('node:net').Socket[]} */
const idle = [];

/** @param {string} base @returns {Promise<string>} */
function overSocket(base) {
  const { hostname, port, pathname } = new URL(base);
  const content = body(false);
  const socket = idle.pop() ?? connect(Number(port), hostname);
  return new Promise((resolve, reject) => {
    let answer = '';
    const receive = (/** @type {Buffer} */ part) => {
      answer += part.toString('latin1');
      const end = answer.indexOf('\r\n\r\n') + 4;
      const length = Number(/content-length: (\d+)/.exec(answer)?.[1]);
      if (end < 4 || answer.length < end + length) return;
      socket.off('data', receive).off('error', reject);
      idle.push(socket);
      resolve(textOf(JSON.parse(answer.slice(end))));
    };
    socket.on('data', receive).on('error', reject);
    socket.write(
      `POST ${pathname}/v1/chat/completions HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(content)}\r\n\r\n${content}`,
    );
  });
}
