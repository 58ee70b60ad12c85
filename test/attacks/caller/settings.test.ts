import { attacks, outcomeOf } from '../support/attack.ts';
import type { Attack } from '../support/attack.ts';
import { MESSAGES } from '../support/upstream.ts';
import { EasyLLM } from '../../../src/client/easyllm.ts';
import type { EasyLLMOptions } from '../../../src/client/options.ts';

const cyclic: Record<string, unknown> = {};
cyclic['self'] = cyclic;

/** What a program in JavaScript may pass where something else is expected. */
const ODD_VALUES: unknown[] = [
  Symbol('odd'),
  10n,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  -1,
  -0,
  0.5,
  1e308,
  '',
  ' ',
  'x'.repeat(100_000),
  '\u0000\u001b]52;c;x\u0007',
  '__proto__',
  true,
  null,
  [],
  [[]],
  {},
  cyclic,
  Object.create(null),
  new Map(),
  new Date(Number.NaN),
  () => {},
  async () => Promise.reject(new Error('mine')),
  Promise.resolve(1),
  {
    toString() {
      throw new Error('mine');
    },
  },
];

const answer = async () => Response.json([{ generated_text: 'a', details: null }]);

async function ask(client: object, call: object): Promise<unknown> {
  const options = { apiBase: 'http://tgi.test', apiKey: null, promptBuilder: 'chatml', maxRetries: 0, fetch: answer };
  const llm = new EasyLLM({ ...options, ...client } as EasyLLMOptions);
  return llm.chat.completions.create({ messages: MESSAGES }, call as object);
}

const SETTINGS =
  'apiKey apiBase baseURL promptBuilder backend bos tokenIds fetch defaultHeaders dangerouslyAllowBrowser maxRetries timeout firstTokenTimeout idleTimeout totalTimeout maxResponseBytes maxEventBytes waitForModel onRetry logger logLevel logContent debug';
const CALL_SETTINGS =
  'signal headers extraBody promptBuilder backend stopSequences maxRetries timeout firstTokenTimeout idleTimeout totalTimeout maxResponseBytes maxEventBytes waitForModel onRetry debug';

/** The setting, given to a client or to a call, is taken or refused with an error of ours, whatever it is. */
const settings = (names: string, given: (setting: object) => Promise<unknown>): Attack[] =>
  names.split(' ').map((name) => ({
    name,
    run: async () => {
      for (const value of ODD_VALUES) await outcomeOf(given({ [name]: value }));
    },
  }));

attacks(
  'a setting of a client that is something odd',
  settings(SETTINGS, (setting) => ask(setting, {})),
);
attacks(
  'a setting of a call that is something odd',
  settings(CALL_SETTINGS, (setting) => ask({}, setting)),
);

attacks('settings that are no settings', [
  {
    name: 'a member of a long name',
    size: 200_000,
    run: async (size) => void (await outcomeOf(ask({ ['x'.repeat(size)]: 1 }, {}))),
  },
  {
    name: 'many unknown members',
    size: 20_000,
    run: async (size) => {
      const unknown = Object.fromEntries(Array.from({ length: size }, (_, index) => [`unknown${index}`, 1]));
      await outcomeOf(ask(unknown, {}));
    },
  },
  { name: 'a symbol as a name', run: async () => void (await outcomeOf(ask({ [Symbol('odd')]: 1 }, {}))) },
  ...ODD_VALUES.map((value, index): Attack => ({
    name: `in the place of all of a client’s: ${index}`,
    run: async () => void (await outcomeOf(async () => new EasyLLM(value as object))),
  })),
]);

const METHODS: Record<string, (client: EasyLLM, input: never) => unknown> = {
  'chat.completions.create': (client, input) => client.chat.completions.create(input),
  'completions.create': (client, input) => client.completions.create(input),
  'embeddings.create': (client, input) => client.embeddings.create(input),
  'chat.completions.parse': (client, input) => client.chat.completions.parse(input),
  runTools: (client, input) => client.runTools(input),
  countTokens: (client, input) => client.countTokens(input),
  'models.list': (client, input) => client.models.list(input),
  withOptions: (client, input) => client.withOptions(input),
};

attacks(
  'an argument that is something odd',
  Object.entries(METHODS).map(([name, call]): Attack => ({
    name,
    run: async () => {
      const client = new EasyLLM({
        apiBase: 'http://tgi.test',
        apiKey: null,
        promptBuilder: 'chatml',
        maxRetries: 0,
        fetch: answer,
      });
      for (const value of ODD_VALUES) await outcomeOf(async () => call(client, value as never));
    },
  })),
);

const BODY_MEMBERS =
  'messages prompt input model n stream stop temperature top_p top_k max_tokens max_completion_tokens seed tools tool_choice response_format logprobs top_logprobs logit_bias frequency_penalty presence_penalty repetition_penalty stream_options user best_of echo suffix encoding_format dimensions truncate grammar';

attacks(
  'a member of a body that is something odd',
  BODY_MEMBERS.split(' ').map((name): Attack => ({
    name,
    run: async () => {
      const client = new EasyLLM({
        apiBase: 'http://tgi.test',
        apiKey: null,
        promptBuilder: 'chatml',
        maxRetries: 0,
        fetch: answer,
      });
      for (const value of ODD_VALUES) {
        const create: ((body: never) => unknown)[] = [
          client.chat.completions.create,
          client.completions.create,
          client.embeddings.create,
        ];
        for (const call of create) {
          const body = { messages: MESSAGES, prompt: 'a', input: 'a' };
          const [needed] = [['messages'], ['prompt'], ['input']][create.indexOf(call)] ?? [];
          const least = Object.fromEntries(Object.entries(body).filter(([member]) => member === needed));
          await outcomeOf(async () => call({ ...least, [name]: value } as never));
        }
      }
    },
  })),
);
