/** What people get wrong, and what they are told: the place, what was there, and the cure. */
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { EasyLLMOptions } from '../../src/index.ts';
import { EasyLLM, EasyLLMError } from '../../src/index.ts';
import { fakeServer } from '../../src/testing.ts';

const messages = [{ role: 'user', content: 'Hi' }];
const complete: Mistake['call'] = (client, body: object, options) =>
  client.completions.create({ prompt: 'Hi', messages: undefined, ...body } as never, options);
const respond: Mistake['call'] = (client, body: object, options) =>
  client.responses.create({ input: 'Hi', messages: undefined, ...body } as never, options);
const embed: Mistake['call'] = (client, body: object, options) =>
  client.embeddings.create({ input: 'Hi', messages: undefined, ...body } as never, options);
const tgi = () => fakeServer({ like: 'tgi' });

interface Mistake {
  settings?: object;
  body?: object;
  options?: object;
  /** What the server answers: with 401 where it is locked. */
  isLocked?: boolean;
  environment?: Record<string, string>;
  /** The call that is made. Default: a chat. */
  call?: ((client: EasyLLM, body: never, options: never) => PromiseLike<unknown>) | undefined;
  /** Tells rows apart that are alike. */
  name?: unknown;
  /** Words of the message: what it is about, what was there (default: the name that is the place), and what to do. */
  place: string;
  received?: string;
  cure: string;
}

const MISTAKES: readonly Mistake[] = [
  ...[
    ['api_base', 'apiBase'],
    ['base_url', 'baseURL'],
    ['endpointUrl', 'apiBase'],
    ['api_key', 'apiKey'],
    ['accessToken', 'apiKey'],
    ['headers', 'defaultHeaders'],
    ['max_retries', 'maxRetries'],
    ['prompt_builder', 'promptBuilder'],
    ['default_headers', 'defaultHeaders'],
    ['loglevel', 'logLevel'],
  ].map(([name = '', meant = '']) => ({ settings: { [name]: 'x' }, place: `\`${name}\``, cure: `\`${meant}\`` })),
  ...['organization', 'project', 'keep_alive'].map((name) => ({
    settings: { [name]: 'x' },
    place: `\`${name}\``,
    cure: 'Known are apiKey, apiBase',
  })),
  ...[
    ['timeOut', 'timeout'],
    ['timeoutMs', 'timeout'],
    ['maxRetrys', 'maxRetries'],
    ['abortSignal', 'signal'],
    ['extra_body', 'extraBody'],
    ['defaultHeaders', 'headers'],
    ['idle_timeout', 'idleTimeout'],
    ['stop_sequences', 'stopSequences'],
  ].map(([name = '', meant = '']) => ({ options: { [name]: 5 }, place: `\`${name}\``, cure: `\`${meant}\`` })),
  { options: { temperature: 0 }, place: '`temperature`', cure: 'go into the body' },
  ...[
    ['maxTokens', 'max_tokens'],
    ['max_new_tokens', 'max_tokens'],
    ['num_predict', 'max_tokens'],
    ['stop_sequences', 'stop'],
    ['topP', 'top_p'],
    ['temprature', 'temperature'],
    ['inputs', 'messages'],
    ['responseFormat', 'response_format'],
    ['schema', 'response_format'],
    ['format', 'response_format'],
  ].map(([name = '', meant = '']) => ({ body: { [name]: 5 }, place: `\`${name}\``, cure: `\`${meant}\`` })),
  ...[
    ['ai', '"assistant"'],
    ['human', '"user"'],
    ['sytem', '"system"'],
  ].map(([role = '', cure = '']) => ({
    body: { messages: [{ role, content: 'Hi' }] },
    place: `\`messages[0].role\` is "${role}"`,
    cure: `Did you mean ${cure}`,
  })),
  ...[
    ['contnet', 'content'],
    ['tool_call', 'tool_calls'],
    ['toolCallId', 'tool_call_id'],
  ].map(([name = '', cure = '']) => ({
    body: { messages: [{ role: 'user', content: 'Hi', [name]: 'x' }] },
    place: `\`messages[0].${name}\``,
    cure: `Did you mean \`${cure}\``,
  })),
  { isLocked: true, place: '401', cure: 'No token was sent: pass `apiKey`' },
  {
    isLocked: true,
    settings: { apiKey: 'sk-wrong' },
    place: '401',
    cure: 'The token of `apiKey` was sent, and refused',
  },
  {
    isLocked: true,
    settings: { apiKey: undefined },
    environment: { HF_TOKEN: 'hf_ambient' },
    place: 'The token of HF_TOKEN was found, and not sent',
    cure: 'EASYLLM_API_KEY',
  },
  ...[
    ['localhost:8080', 'It is "localhost:8080"'],
    ['/v1', 'It is "/v1"'],
    ['hf_ambient', 'is not an http or https URL'],
    ['ws://localhost:8080', 'It is "ws://localhost:8080"'],
    ['"http://localhost:8080"', 'It begins with a quote: leave the quotes out'],
    ["'http://localhost:8080'", 'It begins with a quote: leave the quotes out'],
    ['http://localhost:8080/v1/chat/completions', 'ends in /chat/completions', 'Pass the address before it'],
    ['http://localhost:8080?key=1', 'a query or a fragment', 'without `?`'],
    ['http://user:sk-wrong@localhost', 'a user name or password', 'Pass the token as `apiKey`'],
  ].map(([apiBase = '', received = '', cure = 'such as `http://localhost:8080`']) => ({
    settings: { apiBase },
    place: '`apiBase`',
    received,
    cure,
  })),
  { settings: { apiKey: '"sk-wrong"' }, place: '`apiKey`', received: 'quotes around it', cure: 'Leave them out' },
  {
    settings: { apiKey: 'sk wrong' },
    place: '`apiKey`',
    received: 'contains spaces',
    cure: 'Check the variable or file',
  },
  { settings: { backend: 'v1' }, place: '`backend`', received: 'is "v1"', cure: 'Expected "auto"' },
  { settings: { dialect: 'llama.cpp' }, place: '`dialect`', received: 'is "llama.cpp"', cure: 'Expected one of' },
  { settings: { logLevel: 'verbose' }, place: '`logLevel`', received: 'is "verbose"', cure: 'Expected one of off' },
  ...[
    ['parse', (client: EasyLLM, body: never, options: never) => client.chat.completions.parse(body, options)],
    ['responses.parse', (client: EasyLLM, body: never, options: never) => client.responses.parse(body, options)],
    ['models.list', (client: EasyLLM, _: never, options: never) => client.models.list(options)],
    ['countTokens', (client: EasyLLM, _: never, options: never) => client.countTokens('Hi', options)],
    [
      'stream',
      (client: EasyLLM, body: never, options: never) => client.chat.completions.stream(body, options).finalContent(),
    ],
    ['completions', complete],
    ['embeddings', embed],
    ['responses', respond],
  ].map(([name, call]) => ({
    name,
    call: call as Mistake['call'],
    options: { timeOut: 5 },
    place: '`timeOut`',
    cure: '`timeout`',
  })),
  {
    call: complete,
    body: { prompt: undefined, messages },
    place: '`prompt`',
    received: '`messages`',
    cure: 'chat.completions.create',
  },
  {
    call: embed,
    body: { input: undefined, messages },
    place: '`input`',
    received: '`messages`',
    cure: 'chat.completions.create',
  },
  {
    body: { messages: undefined, prompt: 'Hi' },
    place: '`messages`',
    received: '`prompt`',
    cure: '`completions.create`',
  },
  { body: { messages: undefined, input: 'Hi' }, place: '`messages`', received: '`input`', cure: '`responses.create`' },
  ...[
    ['max_tokens', 0, 'Leave it out'],
    ['max_tokens', -1, 'Leave it out'],
    ['max_completion_tokens', -1, 'Leave it out'],
    ['max_tokens', 1.5, 'Expected a whole number'],
    ['max_tokens', '100', 'Expected a number', '"100"'],
    ['temperature', '1', 'Expected a number', '"1"'],
    ['temperature', -1, 'Expected a number of at least 0'],
    ['n', 0, 'Expected a number of at least 1'],
    ['top_p', 2, 'Expected a number of at most 1'],
    ['n', 200, 'Expected a number of at most 128'],
    ['stream', 'yes', 'Expected true or false', '"yes"'],
    ['stop', 5, 'Expected a string'],
    ['messages', [], 'Expected a list of at least 1 item', 'an empty list'],
    ['messages', 'Hi', 'Expected a list', 'a string of 2 characters'],
    ['messages', { role: 'user' }, 'Expected a list', 'an object'],
    ['tools', {}, 'Expected a list', 'an object'],
    ['response_format', 'json', 'Expected an object', '"json"'],
    ['logprobs', 5, 'Expected true or false'],
    ['model', 5, 'Expected a string'],
  ].map(([name, value, cure, received = String(value)]) => ({
    body: { [String(name)]: value },
    place: `\`${String(name)}\``,
    received: `is ${String(received)}`,
    cure: String(cure),
  })),
  {
    call: respond,
    body: { max_output_tokens: 0 },
    place: '`max_output_tokens`',
    received: 'is 0',
    cure: 'Leave it out',
  },
  {
    body: { response_format: { type: 'jsonobject' } },
    place: '`response_format.type`',
    received: '"jsonobject"',
    cure: '"json_object"',
  },
  {
    body: { messages: [{ content: 'Hi' }] },
    place: '`messages[0].role`',
    received: 'is missing',
    cure: 'Expected one of',
  },
  {
    body: { messages: [{ role: 'user' }] },
    place: '`messages[0].content`',
    received: 'is missing',
    cure: 'Expected a string',
  },
  {
    body: { messages: [{ role: 'user', content: 5 }] },
    place: '`messages[0].content`',
    received: 'is 5',
    cure: 'Expected a string',
  },
  { body: { tools: [{ name: 'a' }] }, place: '`tools[0]', received: 'is missing', cure: 'Expected "function"' },
  { body: { audio: {} }, place: '`audio`', received: 'cannot be expressed', cure: 'Leave it out' },
  { body: { prediction: {} }, place: '`prediction`', received: 'cannot be expressed', cure: 'Leave it out' },
  {
    settings: { promptBuilder: 'org/model' },
    place: 'prompt builder',
    received: '"org/model"',
    cure: '{ hub: "org/model" }',
  },
  {
    settings: { promptBuilder: 5 },
    place: '`promptBuilder`',
    received: 'neither the name of a builder nor a function',
    cure: 'builder',
  },
  {
    settings: { timeout: '5' },
    place: '`timeout`',
    received: 'is a string',
    cure: 'Expected a number of milliseconds',
  },
  { settings: { maxRetries: -1 }, place: '`maxRetries`', received: '-1', cure: 'xpected' },
  { options: { signal: {} }, place: '`signal`', received: 'is an object', cure: 'the `signal` of an AbortController' },
  { settings: { fetch: 'x' }, place: '`fetch`', received: 'is a string', cure: 'Expected a function' },
  { settings: { apiBase: 'https://router.huggingface.co/v1' }, place: 'No model', cure: 'pass `model`' },
  { settings: { promptBuilder: 'lama3' }, place: '"lama3"', cure: '"llama3"' },
];

const chat: NonNullable<Mistake['call']> = (client, body, options) => client.chat.completions.create(body, options);

/** What the first call of a program with this mistake is told. */
async function tellOf({
  settings = {},
  body = {},
  options = {},
  isLocked = false,
  environment = {},
  call = chat,
}: Mistake) {
  const script = isLocked ? [{ fault: 'unauthorized' as const }] : undefined;
  const fetch = isLocked ? fakeServer({ like: 'openai', script }) : tgi();
  const address = { apiBase: isLocked ? 'http://server.test/v1' : 'http://server.test', apiKey: null };
  // Programs without types give anything.
  const given = { ...address, maxRetries: 0, logLevel: 'off', fetch, ...settings } as EasyLLMOptions;
  const before = { ...process.env };
  Object.assign(process.env, environment);
  try {
    const client = new EasyLLM(given);
    await call(client, { messages, ...body } as never, options as never);
    return undefined;
  } catch (error) {
    return error;
  } finally {
    for (const name of Object.keys(environment)) delete process.env[name];
    Object.assign(process.env, before);
  }
}

describe('a mistake', () => {
  test('is one of at least 99', () => {
    expect(MISTAKES.length).toBeGreaterThanOrEqual(99);
  });

  test.each(MISTAKES.map((mistake) => [JSON.stringify({ ...mistake, cure: undefined }), mistake] as const))(
    'is told with its place and its cure: %s',
    async (_, mistake) => {
      const error = await tellOf(mistake);

      expect(EasyLLMError.isInstance(error)).toBe(true);
      const message = error instanceof Error ? error.message : '';
      expect(message).toContain(mistake.place);
      expect(message).toContain(mistake.received ?? mistake.place);
      expect(message).toContain(mistake.cure);
      expect(message).not.toMatch(/sk-wrong|hf_ambient/);
    },
  );
});

const web = (answer: RequestListener): Server => createHttpServer(answer);
const page = '<!doctype html><title>400 The plain HTTP request was sent to HTTPS port</title>';

/** Servers that are not what an address takes them for. */
const ADDRESSES: readonly (Pick<Mistake, 'place' | 'received' | 'cure' | 'environment'> & {
  server: Server;
  what: string;
})[] = [
  {
    what: 'has TLS, and ends the connection',
    server: createServer((socket) => socket.once('data', () => socket.destroy())),
    place: 'No answer from http://127.0.0.1',
    received: 'The server closed the connection',
    cure: 'If it has TLS, begin `apiBase` (or EASYLLM_API_BASE) with `https://`',
  },
  {
    what: 'has TLS, and answers with an alert of it',
    server: createServer((socket) => socket.once('data', () => socket.end(Buffer.from([21, 3, 1, 0, 2, 2, 70])))),
    place: 'No answer from http://127.0.0.1',
    received: 'Parse Error',
    cure: 'If it has TLS, begin `apiBase` (or EASYLLM_API_BASE) with `https://`',
  },
  {
    what: 'has TLS, and says so',
    server: web((_, response) => response.writeHead(400, { 'content-type': 'text/html' }).end(page)),
    place: '400',
    received: 'plain HTTP request was sent to HTTPS port',
    cure: 'It has TLS: begin `apiBase`',
  },
  {
    what: 'redirects to a page to log in at',
    server: web((request, response) =>
      request.url?.startsWith('/login') === true
        ? response.setHeader('content-type', 'text/html').end('<!doctype html><title>Log in</title>')
        : response.writeHead(302, { location: '/login?next=secret' }).end(),
    ),
    place: '/v1/chat/completions answered with something else than JSON',
    received: 'It redirects to http://127.0.0.1',
    cure: 'may be a page to log in at',
  },
];

test.each(ADDRESSES)('a server that $what is told of', async ({ server, place, received = place, cure }) => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const settings = { apiBase: `http://127.0.0.1:${port}/v1`, apiKey: null, maxRetries: 0, logLevel: 'off' } as const;

  const error = await new EasyLLM(settings).chat.completions.create({ messages } as never).then(String, String);

  server.close();
  for (const words of [place, received, cure]) expect(error).toContain(words);
  expect(error).not.toContain('secret');
});

test.each([
  ['', 'HTTP_PROXY is set, and requests do not go through it'],
  ['0.0.0.0', 'Check that the server runs there'],
])('an address that is not reached past a proxy is told of it: NO_PROXY=%s', async (exempt, cure) => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  const before = { ...process.env };
  Object.assign(process.env, { HTTP_PROXY: 'http://proxy.test:3128', NO_PROXY: exempt });
  const settings = { apiBase: `http://0.0.0.0:${port}`, apiKey: null, maxRetries: 0, logLevel: 'off' } as const;

  const error = await new EasyLLM(settings).chat.completions.create({ messages } as never).then(String, String);

  for (const name of ['HTTP_PROXY', 'NO_PROXY']) delete process.env[name];
  Object.assign(process.env, before);
  expect(error).toContain('ECONNREFUSED');
  expect(error).toContain(cure);
  expect(error).not.toContain('proxy.test');
});
