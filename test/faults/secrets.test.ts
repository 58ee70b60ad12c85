import { inspect } from 'node:util';
import { describe, expect, vi } from 'vitest';

import type { EasyLLMOptions } from '../../src/client/options.ts';
import { EasyLLM } from '../../src/client/easyllm.ts';
import { APIError } from '../../src/base/errors.ts';
import { huggingface } from '../../src/client/huggingface.ts';
import { createTgiClient } from '../../src/tgi.ts';
import type { FakeAnswer } from '../../src/testing/fake-tgi.ts';
import {
  EVENT_STREAM,
  generated,
  streamed,
  streaming,
  toErrorEvent,
  toEvents,
} from '../../src/testing/native-answers.ts';
import { MESSAGES, failureOf, test } from '../support/fault-test.ts';

const TOKEN = 'hf_PlantedSecret0123456789';
const [first = ''] = toEvents(['one', ' two']);
const ECHO = `invalid token ${TOKEN}`;
const ECHO_HEADERS = {
  'x-error-message': ECHO,
  'x-request-id': TOKEN,
  'www-authenticate': ECHO,
  'retry-after-ms': '1',
};

/** Servers that give back the token wherever they can. */
const ECHOES: Readonly<Record<string, FakeAnswer>> = {
  'a string': {
    status: 401,
    headers: ECHO_HEADERS,
    steps: [{ send: JSON.stringify({ error: ECHO, error_type: ECHO }) }],
  },
  'an object': {
    status: 403,
    steps: [{ send: JSON.stringify({ error: { message: ECHO, code: ECHO, type: ECHO, param: ECHO } }) }],
  },
  'a list': { status: 400, steps: [{ send: JSON.stringify({ error: [ECHO, ECHO] }) }] },
  'an unknown object': { status: 422, steps: [{ send: JSON.stringify({ secret: TOKEN }) }] },
  text: { status: 500, headers: { ...ECHO_HEADERS, 'content-type': 'text/plain' }, steps: [{ send: ECHO }] },
  HTML: { status: 502, headers: ECHO_HEADERS, steps: [{ send: `<html><title>${ECHO}</title>` }] },
  'a loading model': { status: 503, steps: [{ send: JSON.stringify({ error: ECHO, estimated_time: 0.01 }) }] },
  'a first event': {
    headers: { ...EVENT_STREAM, ...ECHO_HEADERS },
    steps: [toErrorEvent({ error: ECHO, error_type: 'overloaded' })],
  },
  'a later event': streaming([{ send: first }, toErrorEvent({ error: ECHO, error_type: TOKEN })]),
  'a later event of the other API': streaming([
    { send: first },
    toErrorEvent({ error: { message: ECHO, type: TOKEN } }),
  ]),
  'a reset': { steps: ['reset'] },
  'a cut': { headers: ECHO_HEADERS, steps: [{ send: ECHO }, 'cut'] },
  'a cut stream': streaming([{ send: first }, 'cut']),
  'something else than JSON': { headers: ECHO_HEADERS, steps: [{ send: ECHO }] },
  'a whole answer': { ...generated('fine'), headers: ECHO_HEADERS },
  'a whole stream': { ...streamed(['a', 'b']), headers: { ...EVENT_STREAM, ...ECHO_HEADERS } },
  'a stall': { steps: ['stall'] },
};

/** How a token can be given. */
const GIVEN: Readonly<Record<string, EasyLLMOptions>> = {
  'a string': { apiKey: TOKEN },
  'a function': { apiKey: async () => TOKEN },
  'a header of the caller’s own': { defaultHeaders: { authorization: `Bearer ${TOKEN}` } },
};

const CASES = Object.entries(GIVEN).flatMap(([given, option]) =>
  Object.entries(ECHOES).map(([echo, answer]) => ({ given, option, echo, answer })),
);

/** Everything an error says, however it is printed. */
function sayings(error: unknown): string[] {
  if (!(error instanceof Error)) return [inspect(error)];
  const shown = [
    inspect(error, { depth: null, showHidden: true }),
    JSON.stringify(error),
    String(error),
    error.stack ?? '',
    JSON.stringify(Object.fromEntries(Object.entries(error))),
  ];
  if (error instanceof APIError) shown.push(JSON.stringify([...(error.headers ?? [])]));
  return error.cause === undefined ? shown : [...shown, ...sayings(error.cause)];
}

describe('a token', () => {
  test.for(CASES)(
    'given as $given is nowhere to be seen after $echo',
    async ({ option, answer }, { serve, connect, user }) => {
      const server = await serve([answer]);
      const said: string[] = [];
      const keep = (message: string) => void said.push(message);
      const logger = { error: keep, warn: keep, info: keep, debug: keep };
      const options: EasyLLMOptions = {
        logger,
        logLevel: 'debug',
        logContent: true,
        // Once is enough for the words of a retry, which are the same however the token was given.
        maxRetries: option.apiKey === TOKEN ? 1 : 0,
        timeout: 500,
        waitForModel: { maxMs: 20, onWait: (info) => keep(inspect(info)) },
        onRetry: (info) => keep(inspect(info)),
        ...option,
      };
      const client = connect(server, options);
      const tgi = createTgiClient({ ...options, apiBase: server.url });
      // The caller's own words may hold it, too.
      const messages = [...MESSAGES, { role: 'user' as const, content: `Is ${TOKEN} secret?` }];
      const call = { signal: user.signal };

      const failures = await Promise.all([
        failureOf(client.chat.completions.create({ messages }, call)),
        failureOf(client.chat.completions.create({ messages, stream: true }, call)),
        failureOf(client.embeddings.create({ input: 'a' }, call)),
        failureOf(client.models.list(call)),
        failureOf(tgi.getModelInfo(call)),
        failureOf(tgi.generateStream({ inputs: 'a' }, call)),
      ]);
      said.push(...failures.flatMap(sayings));
      said.push(inspect(client, { depth: null, showHidden: true }), JSON.stringify(client));

      expect(server.requests.map(({ headers }) => headers.get('authorization'))).toContain(`Bearer ${TOKEN}`);
      expect(said.filter((text) => text.includes(TOKEN))).toEqual([]);
      expect(said.some((text) => text.includes('request headers'))).toBe(true);
      expect(said.some((text) => text.includes('request body'))).toBe(true);
    },
  );

  test('in the words of the caller’s own fetch is left out', async ({ serve, connect }) => {
    const server = await serve([]);
    const failing = async (request: Request): Promise<Response> => {
      throw new Error(`failed: ${request.headers.get('authorization')}`, { cause: new Error(`within: ${TOKEN}`) });
    };

    const error = await failureOf(
      connect(server, { fetch: failing, apiKey: TOKEN, maxRetries: 0 }).completions.create({ prompt: 'a' }),
    );

    expect(error).toMatchObject({ name: 'APIConnectionError', cause: { message: 'failed: Bearer [redacted]' } });
    expect(sayings(error).filter((text) => text.includes(TOKEN))).toEqual([]);
  });

  test.for<[name: string, options: EasyLLMOptions]>([
    ['with a line break', { apiKey: `${TOKEN}\nx` }],
    ['outside ASCII', { apiKey: `${TOKEN}é` }],
    ['in a header with a line break', { defaultHeaders: { authorization: `Bearer ${TOKEN}\nx` } }],
    ['in a header outside Latin-1', { defaultHeaders: { 'x-api-key': `${TOKEN}→` } }],
  ])('%s is refused without being repeated', async ([, options], { serve, connect }) => {
    const server = await serve([generated('a')]);

    const error = await failureOf(connect(server, options).completions.create({ prompt: 'a' }));

    expect(error).toHaveProperty('name', 'ConfigurationError');
    expect(sayings(error).filter((text) => text.includes(TOKEN))).toEqual([]);
    expect(server.requests).toHaveLength(0);
  });

  test.for<[name: string, value: string]>([
    ['with a line break', `Bearer ${TOKEN}\nx`],
    ['outside Latin-1', `${TOKEN}→`],
  ])('in a header %s of a typed client is refused without being repeated', async ([, value], { serve }) => {
    const server = await serve([generated('a')]);
    const tgi = createTgiClient({ apiBase: server.url, apiKey: null, defaultHeaders: { 'x-api-key': value } });

    const error = await failureOf(tgi.getModelInfo());

    expect(error).toHaveProperty('name', 'ConfigurationError');
    expect(sayings(error).filter((text) => text.includes(TOKEN))).toEqual([]);
    expect(server.requests).toHaveLength(0);
  });

  test('is not printed with the object that holds it', () => {
    huggingface.apiKey = TOKEN;

    const shown = [inspect(huggingface, { depth: null, showHidden: true }), JSON.stringify(huggingface)];
    huggingface.apiKey = undefined;

    expect(shown.filter((text) => text.includes(TOKEN))).toEqual([]);
  });

  test('does not follow a redirect to another origin', async ({ serve, connect }) => {
    const elsewhere = await serve([generated('elsewhere')]);
    const server = await serve([{ status: 307, headers: { location: `${elsewhere.url}/generate` } }]);

    await connect(server, { apiKey: TOKEN }).completions.create({ prompt: 'a' });

    expect(server.requests.map(({ headers }) => headers.get('authorization'))).toEqual([`Bearer ${TOKEN}`]);
    expect(elsewhere.requests.map(({ headers }) => headers.get('authorization'))).toEqual([null]);
  });

  test('follows a redirect within its origin', async ({ serve, connect }) => {
    const server = await serve([{ status: 307, headers: { location: '/elsewhere' } }, generated('a')]);

    await connect(server, { apiKey: TOKEN }).completions.create({ prompt: 'a' });

    expect(server.requests.map(({ headers }) => headers.get('authorization'))).toEqual([
      `Bearer ${TOKEN}`,
      `Bearer ${TOKEN}`,
    ]);
  });
});

describe('in a browser', () => {
  function inBrowser<Result>(run: () => Result): Result {
    vi.stubGlobal('window', {});
    vi.stubGlobal('document', {});
    try {
      return run();
    } finally {
      vi.unstubAllGlobals();
    }
  }

  test('a raw token is refused', () => {
    expect(() => inBrowser(() => new EasyLLM({ apiKey: TOKEN }))).toThrow(/`dangerouslyAllowBrowser: true`/);
    huggingface.apiKey = TOKEN;
    const call = inBrowser(() => huggingface.Completion.create({ prompt: 'a' }));
    huggingface.apiKey = undefined;
    return expect(call).rejects.toHaveProperty('name', 'ConfigurationError');
  });

  test.for<[what: string, options: EasyLLMOptions]>([
    ['a token that was asked for', { apiKey: TOKEN, dangerouslyAllowBrowser: true }],
    ['a function', { apiKey: () => TOKEN }],
    ['none', { apiKey: null }],
  ])('%s is accepted', ([, options]) => {
    expect(() => inBrowser(() => new EasyLLM(options))).not.toThrow();
  });
});
