/** What JavaScript lets a caller pass, and TypeScript does not: each is refused by an error of ours, before anything is sent. */
import { describe, expect, test } from 'vitest';
import { EasyLLM } from '../../src/client/easyllm.ts';
import { EasyLLMError } from '../../src/base/errors.ts';
import { HuggingFace } from '../../src/client/huggingface.ts';
import { fakeTgi } from '../../src/testing/fake-server.ts';
import { createTgiClient } from '../../src/tgi.ts';

type Call = (...input: unknown[]) => Promise<unknown>;

/** As a program without a compiler sees it. */
interface UntypedClient {
  chat: { completions: { create: Call; parse: Call } };
  completions: { create: Call };
  embeddings: { create: Call };
  models: { list: Call };
  runTools: Call;
  countTokens: Call;
  withOptions(...input: unknown[]): UntypedClient;
}

type UntypedHuggingFace = Record<'ChatCompletion' | 'Completion' | 'Embedding', { create: Call }>;

const WRONG: readonly unknown[] = [
  null,
  5,
  Number.NaN,
  'x',
  true,
  [],
  [null],
  [5],
  { a: 1 },
  () => {},
  Symbol('x'),
  5n,
];

const messages = [{ role: 'user', content: 'Knock knock.' }];
const fetch = fakeTgi({ script: () => ({ status: 422, steps: [{ send: '{"error":"no"}' }] }) });
const logger = { error() {}, warn() {}, info() {}, debug() {} };
const options = { apiBase: 'http://tgi.test', apiKey: null, fetch, maxRetries: 0, logger };
const client = new EasyLLM(options) as unknown as UntypedClient;
const tgi = createTgiClient(options) as unknown as Record<'generate' | 'getModelInfo', Call>;

function createHuggingFace(settings: object): UntypedHuggingFace {
  const own = { apiBase: 'http://127.0.0.1:9', apiKey: null, promptBuilder: 'chatml' };
  return Object.assign(new HuggingFace(), own, settings) as unknown as UntypedHuggingFace;
}

/** Each takes a body and options. */
const CALLS: Readonly<Record<string, Call>> = {
  'chat.completions.create': (...input) => client.chat.completions.create(...input),
  'chat.completions.parse': (...input) => client.chat.completions.parse(...input),
  'completions.create': (...input) => client.completions.create(...input),
  'embeddings.create': (...input) => client.embeddings.create(...input),
  runTools: (...input) => client.runTools(...input),
  countTokens: (...input) => client.countTokens(...input),
  'models.list': (_, ...input) => client.models.list(...input),
  'ChatCompletion.create': (body) => createHuggingFace({}).ChatCompletion.create(body, { maxRetries: 0 }),
  'Completion.create': (body) => createHuggingFace({}).Completion.create(body, { maxRetries: 0 }),
  'Embedding.create': (body) => createHuggingFace({}).Embedding.create(body, { maxRetries: 0 }),
  'generate of a typed client': (...input) => tgi.generate(...input),
  'getModelInfo of a typed client': (_, ...input) => tgi.getModelInfo(...input),
};

const CALL_OPTIONS =
  'signal timeout firstTokenTimeout idleTimeout totalTimeout maxRetries waitForModel onRetry headers extraBody promptBuilder backend stopSequences vectors debug maxSteps toolErrors'.split(
    ' ',
  );

const CLIENT_OPTIONS =
  'apiKey apiBase baseURL logger logLevel fetch defaultHeaders bos tokenIds promptBuilder backend timeout maxRetries waitForModel'.split(
    ' ',
  );

/** The error of ours that a call fails with, if it fails; anything else is thrown. */
async function failureOf(run: () => unknown): Promise<EasyLLMError | undefined> {
  try {
    await run();
  } catch (error) {
    if (EasyLLMError.isInstance(error)) return error;
    throw error;
  }
  return undefined;
}

/** What the runtime itself says of any of the values. */
async function rawFailures(values: readonly unknown[], run: (wrong: unknown) => unknown): Promise<string[]> {
  const failures: string[] = [];
  for (const wrong of values) {
    await failureOf(() => run(wrong)).catch((error: unknown) => failures.push(`${String(wrong)}: ${String(error)}`));
  }
  return failures;
}

/** The same of each value of each member, with its name. */
async function rawFailuresOf(
  members: readonly string[],
  values: readonly unknown[],
  run: (given: Record<string, unknown>) => unknown,
): Promise<string[]> {
  const failures: string[] = [];
  for (const member of members) {
    const some = await rawFailures(values, (wrong) => run({ [member]: wrong }));
    failures.push(...some.map((failure) => `${member} ${failure}`));
  }
  return failures;
}

describe.each(Object.entries(CALLS))('%s', (_, call) => {
  const schema = { schema: { '~standard': { version: 1, vendor: 'x', validate: () => ({}) } }, jsonSchema: {} };
  const body = { messages, prompt: 'a', input: 'a', tools: [], inputs: 'a', schema };

  test('takes no other body', async () => {
    expect(await rawFailures([undefined, ...WRONG], (wrong) => call(wrong))).toEqual([]);
  });

  test('takes no other options', async () => {
    expect(await rawFailures(WRONG, (wrong) => call(body, wrong))).toEqual([]);
  });

  test('takes no other value of an option', async () => {
    const failures = await rawFailuresOf(CALL_OPTIONS, WRONG, (given) => call(body, given));

    expect(failures).toEqual([]);
  });

  test('takes no other value of a member of its body', async () => {
    const values = [undefined, ...WRONG, [{}]];
    const failures = await rawFailuresOf(Object.keys(body), values, (given) => call({ ...body, ...given }));

    expect(failures).toEqual([]);
  });
});

describe('EasyLLM', () => {
  test('takes no other value of an option', async () => {
    const failures = await rawFailuresOf(CLIENT_OPTIONS, WRONG, async (given) => {
      const other = new EasyLLM({ ...options, ...given } as never) as unknown as UntypedClient;
      await other.completions.create({ prompt: 'a' });
    });

    expect(failures).toEqual([]);
  });

  test.each<[what: string, run: () => unknown, message: string]>([
    ['no options', () => new EasyLLM(null as never), 'The options of `EasyLLM` are null. Expected an object'],
    ['no options', () => client.withOptions(), 'The options of `withOptions` are undefined.'],
    ['a list', () => client.completions.create({ prompt: 'a' }, []), 'The options of the call are a list.'],
    [
      'a number as key',
      () => new EasyLLM({ apiKey: 5 as never }).models.list(),
      '`apiKey` is a number. Expected a string',
    ],
    ['a URL as address', () => new EasyLLM({ apiBase: new URL('http://a') as never }), '`apiBase` is an object.'],
    [
      'half a logger',
      () => client.withOptions({ logger: { warn() {} } }).models.list(),
      '`logger.error` is no function.',
    ],
    ['no fetch', () => client.withOptions({ fetch: 'x' }).models.list(), '`fetch` is a string. Expected a function.'],
    [
      'a word',
      () => client.completions.create({ prompt: 'a' }, { waitForModel: 'yes' }),
      'in `waitForModel` are a string.',
    ],
    ['a text', () => client.completions.create({ prompt: 'a' }, { extraBody: 'a' }), 'of `extraBody` are a string.'],
    [
      'a number',
      () => client.completions.create({ prompt: 'a' }, { stopSequences: [5] }),
      '`stopSequences` is something else',
    ],
    [
      'an object',
      () => client.completions.create({ prompt: 'a' }, { signal: {} }),
      '`signal` is an object. Expected an AbortSignal',
    ],
    ['no schema', () => client.chat.completions.parse({ messages }), '`schema` is no schema of zod'],
    [
      'a JSON Schema',
      () => client.chat.completions.parse({ messages, schema: { type: 'object' } }),
      '`schema` is no schema of zod',
    ],
    ['no tools', () => client.runTools({ messages }), '`tools` is undefined. Expected a list.'],
    ['no function', () => client.runTools({ messages, tools: [{}] }), '`tools[0].function.function` is no function.'],
    [
      'another form',
      () => client.embeddings.create({ input: 'a' }, { vectors: 'float16' }),
      '`vectors` is something else than "float32array"',
    ],
    [
      'another word',
      () => client.runTools({ messages, tools: [] }, { toolErrors: 'thorw' }),
      '`toolErrors` is "thorw". Expected "tell" or "throw".',
    ],
    ['a text', () => tgi.generate('Knock knock.'), 'The request body is a string. Expected an object.'],
  ])('says what is wrong with %s', async (_, run, message) => {
    const failure = await failureOf(async () => run());

    expect(failure).toHaveProperty('message', expect.stringContaining(message));
  });

  test.each(['signal', 'waitForModel', 'promptBuilder', 'stopSequences', 'extraBody'])(
    'takes null for no %s',
    async (option) => {
      const answering = client.withOptions({ fetch: fakeTgi({ script: [{ tokens: ['Who', "'s there?"] }] }) });

      const answer = await answering.completions.create({ prompt: 'Knock knock.' }, { [option]: null });

      expect(answer).toHaveProperty('choices.0.text', "Who's there?");
    },
  );
});

describe('huggingface', () => {
  test('takes no other value of a setting', async () => {
    const settings = ['apiKey', 'apiBase', 'promptBuilder', 'stopSequences', 'seed'];
    const failures = await rawFailuresOf(settings, WRONG, async (given) => {
      const { Completion } = createHuggingFace(given);
      await Completion.create({ prompt: 'a' }, { maxRetries: 0 });
    });

    expect(failures).toEqual([]);
  });
});
