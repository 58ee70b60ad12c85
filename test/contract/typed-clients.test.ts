import { describe, expect, inject, test } from 'vitest';
import { createOpenAIClient, validators as openaiValidators } from '../../src/openai.ts';
import { createTeiClient } from '../../src/tei.ts';
import { createTgiClient, validators as tgiValidators } from '../../src/tgi.ts';
import { createVllmClient } from '../../src/vllm.ts';
import { InternalServerError, NotFoundError, RateLimitError, Stream, StreamTruncatedError } from '../../src/index.ts';
import { collect } from '../support/collect.ts';
import { type Operation, readSpec } from '../support/spec-operations.ts';

type Call = (...input: unknown[]) => Promise<unknown>;

const options = { apiKey: null, maxRetries: 0 };
const tgi = createTgiClient({ ...options, apiBase: inject('tgiUrl') });
const tei = createTeiClient({ ...options, apiBase: inject('teiUrl') });
const openai = createOpenAIClient({ ...options, apiBase: inject('openaiUrl') });
const vllm = createVllmClient({ ...options, apiBase: inject('vllmUrl') });

const CLIENTS: readonly { name: string; client: object }[] = [
  { name: 'tgi', client: tgi },
  { name: 'tei', client: tei },
  { name: 'openai', client: openai },
  { name: 'vllm', client: vllm },
  { name: 'vllm', client: createVllmClient({ ...options, apiBase: `${inject('vllmUrl')}/v1` }) },
];

describe.each(CLIENTS)('the client of $name', ({ name, client }) => {
  const methods = new Map<string, Call>(Object.entries(client));
  const { operations } = readSpec(name);

  test('has a method for each operation', () => {
    expect([...methods.keys()].toSorted()).toEqual(operations.map(({ id }) => id).toSorted());
  });

  test.each(operations)('gets the first answer of $id', async (operation) => {
    const whole = answerOf(operation, (mediaType) => mediaType !== 'text/event-stream');
    const answer = await methods.get(operation.id)?.(...inputOf(operation));
    const streamed = answer instanceof Stream ? await collect(answer) : undefined;

    expect(streamed === undefined ? answer : streamed.length > 0).toEqual(streamed === undefined ? whole : true);
  });
});

type Streamed = (fetch: () => Promise<Response>) => Promise<Stream<unknown>>;

const MESSAGES = [{ role: 'user' as const, content: 'Hi' }];
const AT = { ...options, apiBase: 'http://server.test' };

describe.each<[name: string, open: Streamed]>([
  ['generateStream of TGI', async (fetch) => createTgiClient({ ...AT, fetch }).generateStream({ inputs: 'Hi' })],
  [
    'chatCompletions of TGI',
    async (fetch) => createTgiClient({ ...AT, fetch }).chatCompletions({ messages: MESSAGES, stream: true }),
  ],
  [
    'createCompletion of OpenAI',
    async (fetch) => createOpenAIClient({ ...AT, fetch }).createCompletion({ prompt: 'Hi', stream: true }),
  ],
  [
    'createChatCompletion of vLLM',
    async (fetch) => createVllmClient({ ...AT, fetch }).createChatCompletion({ messages: MESSAGES, stream: true }),
  ],
])('a stream by %s', (_, open) => {
  test.each([
    ['a number', 'data: 7\n\ndata: [DONE]\n\n'],
    ['a word', 'data: Welcome\n\ndata: {"choices":[]}\n\n'],
    ['half of JSON, and nothing behind it', 'data: {"choices":[{"inde'],
    ['half of JSON, and more behind it', 'data: {"choices":[{"inde\n\ndata: {"choices":[]}\n\n'],
    ['an error', 'data: {"error":{"message":"busy","code":429}}\n\ndata: [DONE]\n\n'],
    ['an error by its field', 'error: {"code":429,"message":"busy"}\n\n'],
    ['nothing', ''],
  ])('rejects where its first event is %s', async (__, text) => {
    const headers = { 'content-type': 'text/event-stream' };

    await expect(open(async () => new Response(text, { headers }))).rejects.toMatchObject({
      name: expect.stringMatching(/Error$/),
      message: expect.stringMatching(/stream|busy/),
    });
  });
});

describe('a typed client', () => {
  test('reads JSON by what it is, whatever type it is said to be', async () => {
    const fetch = async () => new Response('{"model_id":"m"}', { headers: { 'content-type': 'text/plain' } });

    expect(await createTgiClient({ ...AT, fetch }).getModelInfo()).toEqual({ model_id: 'm' });
  });
});

describe('createTgiClient', () => {
  test('gives the events of a stream', async () => {
    const texts: string[] = [];
    for await (const event of await tgi.generateStream({ inputs: 'Knock knock.' })) {
      expect(tgiValidators.StreamResponse.safeParse(event).success).toBe(true);
      texts.push(event.token.text);
    }

    expect(texts.length).toBeGreaterThan(1);
  });

  test('streams where the body asks for it', async () => {
    const stream = await tgi.chatCompletions({ messages: [{ role: 'user', content: 'Hi' }], stream: true });

    expect((await collect(stream)).at(0)).toMatchObject({ object: 'chat.completion.chunk' });
  });

  test.each([
    ['code=429', RateLimitError],
    ['code=200, example=overloadedInBand', RateLimitError],
    ['code=200, example=incompleteAfterTokens', InternalServerError],
  ])('throws an error of ours for Prefer: %s', async (prefer, ErrorClass) => {
    const streamed = async () =>
      collect(await tgi.compatGenerate({ inputs: 'Hi', stream: true }, { headers: { prefer } }));

    await expect(streamed()).rejects.toBeInstanceOf(ErrorClass);
  });

  test('throws StreamTruncatedError for a stream that is cut', async () => {
    const fetch = async () =>
      new Response('data: {"index":1,"token":{},"generated_text":null,"details":null}\n\n', {
        headers: { 'content-type': 'text/event-stream' },
      });
    const cut = createTgiClient({ ...options, apiBase: 'http://tgi.test', fetch });

    await expect(cut.generateStream({ inputs: 'Hi' }).then(collect)).rejects.toBeInstanceOf(StreamTruncatedError);
  });

  test('retries, and sends the key and what extraBody adds', async () => {
    const seen: { authorization: string | null; body: unknown }[] = [];
    const fetch = async (request: Request) => {
      seen.push({ authorization: request.headers.get('authorization'), body: await request.json() });
      return seen.length === 1 ? new Response(null, { status: 503 }) : Response.json({ generated_text: 'Hello' });
    };
    const client = createTgiClient({ apiBase: 'http://127.0.0.1:1', apiKey: 'secret', fetch });
    const { data, response } = await client
      .generate({ inputs: 'Hi' }, { extraBody: { parameters: { no_server_has_this: 0.1 } } })
      .withResponse();

    const sent = { authorization: 'Bearer secret', body: { inputs: 'Hi', parameters: { no_server_has_this: 0.1 } } };
    expect({ data, status: response.status, seen }).toEqual({
      data: { generated_text: 'Hello' },
      status: 200,
      seen: [sent, sent],
    });
  });

  test('sends the last header of a name, in whatever case, and none that is undefined', async () => {
    let sent: [string, string][] = [];
    const fetch = async (request: Request) => {
      sent = [...request.headers];
      return Response.json({ model_id: 'm' });
    };
    const defaultHeaders = { Authorization: 'Bearer client', 'X-Team': 'blue' };
    const client = createTgiClient({ apiBase: 'http://tgi.test', apiKey: null, fetch, defaultHeaders });
    const headers = { authorization: 'Bearer call', Accept: 'application/json', 'x-unset': undefined as never };
    await client.getModelInfo({ headers });

    expect(sent).toEqual([
      ['accept', 'application/json'],
      ['authorization', 'Bearer call'],
      ['x-team', 'blue'],
    ]);
  });

  test('refuses a missing address', () => {
    expect(() => createTgiClient({ apiBase: '' })).toThrow('`apiBase` is missing');
  });
});

describe('createOpenAIClient', () => {
  test('takes an address that ends in /v1', async () => {
    const client = createOpenAIClient({ ...options, apiBase: `${inject('openaiUrl')}/v1` });
    const reply = await client.createChatCompletion({ messages: [{ role: 'user', content: 'Hi' }] });

    expect(openaiValidators.ChatCompletion.safeParse(reply).success).toBe(true);
  });

  test('names a model in the path, and says that there is none', async () => {
    const call = openai.retrieveModel({ model: 'org/name' }, { headers: { prefer: 'code=404' } });

    await expect(call).rejects.toBeInstanceOf(NotFoundError);
  });
});

describe('createVllmClient', () => {
  const messages = [{ role: 'user' as const, content: 'Hi' }];

  test.each(['http://vllm.test', 'http://vllm.test/v1', 'http://vllm.test/v1/'])(
    'finds every route from %s',
    async (apiBase) => {
      const asked: string[] = [];
      const fetch = async ({ url }: Request) => {
        asked.push(new URL(url).pathname);
        return Response.json({});
      };
      const client = createVllmClient({ ...options, apiBase, fetch });
      await client.createChatCompletion({ messages });
      await client.rerank({ query: 'a', documents: ['b'] });
      await client.tokenize({ prompt: 'a' });
      await client.showVersion();

      expect(asked).toEqual(['/v1/chat/completions', '/v1/rerank', '/tokenize', '/version']);
    },
  );

  test.each([
    ['code=404, example=modelNotFound', NotFoundError],
    ['code=404, example=routeNotFound', NotFoundError],
    ['code=200, example=failedAfterTokens', InternalServerError],
  ])('throws an error of ours for Prefer: %s', async (prefer, ErrorClass) => {
    const streamed = async () =>
      collect(await vllm.createChatCompletion({ messages, stream: true }, { headers: { prefer } }));

    await expect(streamed()).rejects.toBeInstanceOf(ErrorClass);
  });
});

function inputOf({ id, body }: Operation): readonly unknown[] {
  if (id === 'retrieveModel') return [{ model: 'tgi' }];
  return body === undefined ? [] : [body.examples[0]?.value];
}

function answerOf({ responses }: Operation, isWanted: (mediaType: string) => boolean): unknown {
  const answer = responses.find(({ status, body }) => status === '200' && body && isWanted(body.mediaType));
  return answer?.body?.examples[0]?.value;
}
