// @ts-check
/**
 * The clients that are compared, each driven as its documentation says, and loaded by itself: a process holds one of them. Each way of a
 * client gives what was read, so that all can be seen to read the same.
 */

/**
 * @typedef {() => Promise<unknown>} Way
 * @typedef {{ chat?: Way, stream?: Way, firstToken?: Way, open?: Way, embed?: Way, embedBase64?: Way }} Client
 * @typedef {{ choices: { message?: { content: string | null }, delta?: { content?: string | null } }[] }} Answer
 */

const MESSAGES = [
  { role: /** @type {const} */ ('system'), content: 'You are a helpful assistant.' },
  { role: /** @type {const} */ ('user'), content: 'What is the capital of France?' },
];
const MODEL = 'meta-llama/Llama-3.1-8B-Instruct';
const INPUT = Array.from({ length: 256 }, (_, index) => `text ${index}`);
const headers = { 'content-type': 'application/json' };
const body = (/** @type {boolean} */ stream) =>
  JSON.stringify({ model: MODEL, messages: MESSAGES, max_tokens: 64, stream });
const silent = { error() {}, warn() {}, info() {}, debug() {} };

/** By name; `base` is the address of a server in OpenAI's shape, without `/v1`. @type {Record<string, (base: string) => Promise<Client>>} */
export const CLIENTS = {
  async socket(base) {
    const { connect } = await import('node:net');
    return { chat: () => overSocket(base, connect) };
  },
  async http(base) {
    const { Agent, request } = await import('node:http');
    const agent = new Agent({ keepAlive: true });
    /** @param {boolean} stream @returns {Promise<import('node:http').IncomingMessage>} */
    const post = (stream) =>
      new Promise((resolve, reject) => {
        const sent = request(`${base}/v1/chat/completions`, { method: 'POST', agent, headers }, resolve);
        sent.on('error', reject).end(body(stream));
      });
    return {
      chat: async () => {
        const response = await post(false);
        return new Promise((resolve, reject) => {
          /** @type {Buffer[]} */
          const parts = [];
          response.on('data', (part) => parts.push(part)).on('error', reject);
          response.on('end', () => resolve(textOf(JSON.parse(Buffer.concat(parts).toString()))));
        });
      },
      stream: async () => readEvents(await post(true)),
      firstToken: async () => {
        const response = await post(true);
        await firstOf(response.iterator({ destroyOnReturn: true }));
      },
      open: async () => opened(await post(true)),
    };
  },
  async undici(base) {
    const { Agent, request } = await import('undici');
    const dispatcher = new Agent();
    return {
      chat: async () => {
        const url = `${base}/v1/chat/completions`;
        const answer = await request(url, { method: 'POST', dispatcher, headers, body: body(false) });
        return textOf(/** @type {Answer} */ (await answer.body.json()));
      },
    };
  },
  async fetch(base) {
    const post = (/** @type {string} */ path, /** @type {string} */ content) =>
      fetch(base + path, { method: 'POST', headers, body: content });
    const chat = (/** @type {boolean} */ stream) => post('/v1/chat/completions', body(stream));
    return {
      chat: async () => textOf(await (await chat(false)).json()),
      stream: async () => readEvents((await chat(true)).body ?? []),
      firstToken: async () => {
        const reader = (await chat(true)).body?.getReader();
        await reader?.read();
        await reader?.cancel();
      },
      open: async () => opened((await chat(true)).body ?? []),
      embed: async () => numbersOf(await (await post('', JSON.stringify({ inputs: INPUT }))).json()),
      embedBase64: async () =>
        (await (await post('/v1/embeddings', JSON.stringify({ input: INPUT }))).json()).data.length,
    };
  },
  /** TGI's native API, as one would read it by hand. */
  async 'fetch, native'(base) {
    return {
      stream: async () => {
        const sent = await fetch(base, { method: 'POST', headers, body: '{"inputs":"Hi","stream":true}' });
        return readEvents(sent.body ?? [], (event) => event.token.text);
      },
    };
  },
  async 'openapi-fetch'(base) {
    const { default: createClient } = await import('openapi-fetch');
    const typed = createClient({ baseUrl: base });
    const post = (/** @type {boolean} */ stream) =>
      typed.POST(
        /** @type {never} */ ('/v1/chat/completions'),
        /** @type {never} */ ({ body: JSON.parse(body(stream)), parseAs: stream ? 'stream' : 'json' }),
      );
    return {
      chat: async () => textOf(/** @type {Answer} */ (/** @type {unknown} */ ((await post(false)).data))),
      stream: async () => {
        const { data } = await post(true);
        return readEvents(/** @type {ReadableStream<Uint8Array>} */ (/** @type {unknown} */ (data)));
      },
    };
  },
  async '@huggingface/inference'(base) {
    const { InferenceClient } = await import('@huggingface/inference');
    const client = new InferenceClient('hf_none', { endpointUrl: base });
    const request = { model: MODEL, messages: MESSAGES, max_tokens: 64 };
    return {
      chat: async () => textOf(/** @type {Answer} */ (await client.chatCompletion(request))),
      stream: () => collect(client.chatCompletionStream(request)),
      firstToken: () => firstOf(client.chatCompletionStream(request)),
      open: async () => opened(client.chatCompletionStream(request)),
    };
  },
  async openai(base) {
    const { default: OpenAI } = await import('openai');
    const client = new OpenAI({ apiKey: 'none', baseURL: `${base}/v1` });
    const request = { model: MODEL, messages: MESSAGES, max_tokens: 64 };
    const stream = () => client.chat.completions.create({ ...request, stream: true });
    return {
      chat: async () => textOf(/** @type {Answer} */ (await client.chat.completions.create(request))),
      stream: async () => collect(await stream()),
      firstToken: async () => firstOf(await stream()),
      open: async () => opened(await stream()),
      embedBase64: async () => (await client.embeddings.create({ model: 'm', input: INPUT })).data.length,
    };
  },
  async ai(base) {
    const { generateText, streamText } = await import('ai');
    const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
    const model = createOpenAICompatible({ name: 'bench', baseURL: `${base}/v1` })(MODEL);
    const request = { model, messages: MESSAGES, maxRetries: 0, allowSystemInMessages: true };
    return {
      chat: async () => (await generateText(request)).text,
      stream: () => collect(streamText(request).textStream),
      firstToken: () => firstOf(streamText(request).textStream),
      open: async () => opened(streamText(request).textStream),
    };
  },
  easyllm: async (base) => createOwn({ apiBase: base, backend: 'messages' }),
  'easyllm, native': async (base) => createOwn({ apiBase: base, promptBuilder: 'llama3' }),
  async 'easyllm, Float32Array'(base) {
    const { tei, v1 } = await createEmbedders(base);
    const options = { vectors: /** @type {const} */ ('float32array') };
    return {
      embed: async () => numbersOf((await tei({ input: INPUT }, options)).data.map(({ embedding }) => [...embedding])),
      embedBase64: async () => (await v1({ input: INPUT }, options)).data.length,
    };
  },
};

/** @param {import('easyllm').EasyLLMOptions & { apiBase: string }} options @returns {Promise<Client>} */
async function createOwn(options) {
  const { EasyLLM } = await import('easyllm');
  const client = new EasyLLM({ ...options, apiKey: null, logger: silent });
  const { tei, v1 } = await createEmbedders(options.apiBase);
  const request = { messages: MESSAGES, max_tokens: 64 };
  const stream = () => client.chat.completions.create({ messages: MESSAGES, stream: true });
  return {
    chat: async () => textOf(await client.chat.completions.create(request)),
    stream: async () => collect(await stream()),
    firstToken: async () => firstOf(await stream()),
    open: async () => opened(await stream()),
    embed: async () => numbersOf((await tei({ input: INPUT })).data.map(({ embedding }) => embedding)),
    embedBase64: async () => (await v1({ input: INPUT, encoding_format: 'base64' })).data.length,
  };
}

/** Embeddings of TEI's own API and of OpenAI's. @param {string} apiBase */
async function createEmbedders(apiBase) {
  const { EasyLLM } = await import('easyllm');
  const [tei, v1] = [apiBase, `${apiBase}/v1`].map(
    (address) => new EasyLLM({ apiBase: address, apiKey: null, logger: silent }).embeddings.create,
  );
  if (tei === undefined || v1 === undefined) throw new Error('No client.');
  return { tei, v1 };
}

/** @param {Answer} answer */
function textOf({ choices }) {
  return choices[0]?.message?.content ?? '';
}

/** Something of each vector, so that two that read the same can be told. @param {readonly (readonly number[])[]} vectors */
function numbersOf(vectors) {
  return vectors.map((vector) => Math.fround(vector[vector.length - 1] ?? Number.NaN)).join();
}

/** The text of a part: a string, or a chunk of OpenAI's. @param {any} part @returns {string} */
function partText(part) {
  return typeof part === 'string' ? part : (part.choices[0]?.delta.content ?? '');
}

/** @param {AsyncIterable<unknown>} stream */
async function collect(stream) {
  let text = '';
  for await (const part of stream) text += partText(part);
  return text;
}

/** Leaves at the first part with text. @param {AsyncIterable<unknown>} stream */
async function firstOf(stream) {
  for await (const part of stream) if (part instanceof Uint8Array || partText(part) !== '') return;
}

/** A stream that has begun, and goes on. @param {AsyncIterable<unknown> | ReadableStream<unknown> | never[]} stream */
async function opened(stream) {
  const iterator = /** @type {AsyncIterable<unknown>} */ (stream)[Symbol.asyncIterator]();
  await iterator.next();
  return iterator;
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

/** @param {string} base @param {typeof import('node:net').connect} connect @returns {Promise<string>} */
function overSocket(base, connect) {
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
