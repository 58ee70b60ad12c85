/** What every server is asked: the same for all, each with what it shows. */
import { APIUserAbortError, EasyLLM, EasyLLMError } from 'easyllm';
import { countConnections } from './connections.ts';
import type { Running } from './server.ts';

export interface Check {
  readonly name: string;
  /** A row that no server may fail. */
  readonly isVital?: boolean;
  /** What is seen, for the cell; undefined for a tick. Throws for what fails. */
  readonly run: (server: Running) => Promise<string | undefined | void>;
}

const QUESTION = [{ role: 'user' as const, content: 'What is the capital of France? Answer in one sentence.' }];
const TRIP = [{ role: 'user' as const, content: 'A city trip, please, as JSON.' }];
const SCHEMA = {
  type: 'object',
  properties: { city: { type: 'string', maxLength: 12 }, days: { type: 'integer', minimum: 1, maximum: 9 } },
  required: ['city', 'days'],
  additionalProperties: false,
};
const TOOL = {
  type: 'function' as const,
  function: {
    name: 'get_weather',
    description: 'The weather of a city.',
    parameters: {
      type: 'object',
      properties: { city: { type: 'string', maxLength: 20 } },
      required: ['city'],
      additionalProperties: false,
    },
  },
};
const FORMAT = { type: 'json_schema' as const, json_schema: { name: 'trip', strict: true, schema: SCHEMA } };

/** A client of a server's `/v1`, or of its bare address. */
function connect({ url, model }: Running, path = '/v1'): { client: EasyLLM; model: string } {
  return { client: new EasyLLM({ apiBase: url + path, apiKey: null, maxRetries: 0, timeout: 300_000 }), model };
}

export const CHECKS: readonly Check[] = [
  {
    name: 'models',
    async run(server) {
      const { data } = await connect(server).client.models.list();
      return data.map(({ id, owned_by: owner }) => `${id} of ${owner}`).join(', ');
    },
  },
  ...['/v1', ''].map((path): Check => ({
    name: path === '' ? 'chat, at the bare address' : 'chat, whole',
    isVital: path !== '',
    async run(server) {
      const { client, model } = connect(server, path);
      const { choices, usage } = await client.chat.completions.create({
        model,
        messages: QUESTION,
        max_tokens: 24,
        temperature: 0,
      });
      expect((choices[0]?.message.content ?? '') !== '', 'no text');
      expect((usage?.completion_tokens ?? 0) > 0, 'no usage');
    },
  })),
  {
    name: 'chat, streamed, is the same text, with usage',
    isVital: true,
    async run(server) {
      const { client, model } = connect(server);
      const body = { model, messages: QUESTION, max_tokens: 24, temperature: 0 };
      const whole = await client.chat.completions.create(body);
      const stream = await client.chat.completions.create({
        ...body,
        stream: true,
        stream_options: { include_usage: true },
      });
      let [text, tokens] = ['', 0];
      for await (const { choices, usage } of stream) {
        text += choices[0]?.delta.content ?? '';
        tokens = usage?.completion_tokens ?? tokens;
      }
      expect(text !== '', 'no text');
      expect(tokens > 0, 'no usage');
      return text === whole.choices[0]?.message.content ? undefined : 'another text than whole';
    },
  },
  {
    name: 'completion, whole and streamed',
    async run(server) {
      const { client, model } = connect(server);
      const body = { model, prompt: 'The capital of France is', max_tokens: 6, temperature: 0 };
      const whole = await client.completions.create(body);
      let text = '';
      for await (const { choices } of await client.completions.create({ ...body, stream: true }))
        text += choices[0]?.text ?? '';
      expect(text !== '', 'no text');
      return text === whole.choices[0]?.text ? undefined : 'another text than whole';
    },
  },
  {
    name: 'chat with a prompt builder',
    async run(server) {
      const { client, model } = connect(server);
      const built = client.withOptions({ promptBuilder: 'chatml' });
      const { choices } = await built.chat.completions.create({
        model,
        messages: QUESTION,
        max_tokens: 24,
        temperature: 0,
      });
      expect((choices[0]?.message.content ?? '') !== '', 'no text');
    },
  },
  {
    name: 'two choices',
    async run(server) {
      const { client, model } = connect(server);
      const { choices } = await client.chat.completions.create({
        model,
        messages: QUESTION,
        n: 2,
        max_tokens: 6,
        temperature: 1,
      });
      expect(choices.length === 2, `${choices.length} choices`);
    },
  },
  {
    name: '`max_completion_tokens` ends an answer',
    async run(server) {
      const { client, model } = connect(server);
      const { choices, usage } = await client.chat.completions.create({
        model,
        messages: QUESTION,
        max_completion_tokens: 2,
        temperature: 0,
      });
      expect(choices[0]?.finish_reason === 'length', `it ended by ${choices[0]?.finish_reason}`);
      expect(usage?.completion_tokens === 2, `${usage?.completion_tokens} tokens`);
    },
  },
  {
    name: 'stop sequences end an answer, and are left out',
    async run(server) {
      const { client, model } = connect(server);
      const { choices } = await client.chat.completions.create({
        model,
        messages: QUESTION,
        stop: [' of'],
        max_tokens: 24,
        temperature: 0,
      });
      expect(choices[0]?.finish_reason === 'stop', `it ended by ${choices[0]?.finish_reason}`);
      expect(choices[0]?.message.content?.includes(' of') === false, 'the text has it');
    },
  },
  {
    name: 'JSON that fits a schema',
    async run(server) {
      const { client, model } = connect(server);
      const { choices } = await client.chat.completions.create({
        model,
        messages: TRIP,
        response_format: FORMAT,
        max_tokens: 80,
        temperature: 0,
      });
      expectTrip(choices[0]?.message.content);
    },
  },
  {
    name: 'JSON that fits a schema, streamed',
    async run(server) {
      const { client, model } = connect(server);
      const body = {
        model,
        messages: TRIP,
        response_format: FORMAT,
        max_tokens: 80,
        temperature: 0,
        stream: true,
      } as const;
      let text = '';
      for await (const { choices } of await client.chat.completions.create(body))
        text += choices[0]?.delta.content ?? '';
      expectTrip(text);
    },
  },
  {
    name: 'JSON that fits a schema, with a prompt builder',
    async run(server) {
      const { client, model } = connect(server);
      const built = client.withOptions({ promptBuilder: 'chatml' });
      const { choices } = await built.chat.completions.create({
        model,
        messages: TRIP,
        response_format: FORMAT,
        max_tokens: 80,
        temperature: 0,
      });
      expectTrip(choices[0]?.message.content);
    },
  },
  {
    name: 'a tool that is named is called',
    async run(server) {
      const { client, model } = connect(server);
      const { choices } = await client.chat.completions.create({
        model,
        messages: [{ role: 'user', content: 'How is the weather in Paris?' }],
        tools: [TOOL],
        tool_choice: { type: 'function', function: { name: 'get_weather' } },
        max_tokens: 100,
        temperature: 0,
      });
      const [call] = choices[0]?.message.tool_calls ?? [];
      expect(call?.function.name === 'get_weather', 'no call');
      const given: unknown = JSON.parse(call?.function.arguments ?? '');
      return typeof given === 'object' && given !== null && 'city' in given ? undefined : 'arguments do not fit';
    },
  },
  {
    name: 'the result of a tool is read',
    async run(server) {
      const { client, model } = connect(server);
      const call = {
        id: 'call_1',
        type: 'function' as const,
        function: { name: 'get_weather', arguments: '{"city":"Paris"}' },
      };
      const { choices } = await client.chat.completions.create({
        model,
        messages: [
          { role: 'user', content: 'How is the weather in Paris?' },
          { role: 'assistant', content: null, tool_calls: [call] },
          { role: 'tool', tool_call_id: 'call_1', content: 'Sunny, 21 °C' },
        ],
        tools: [TOOL],
        max_tokens: 24,
        temperature: 0,
      });
      const { message } = choices[0] ?? {};
      expect((message?.content ?? '') !== '' || (message?.tool_calls?.length ?? 0) > 0, 'no answer');
    },
  },
  {
    name: 'probabilities of tokens',
    async run(server) {
      const { client, model } = connect(server);
      const { choices } = await client.chat.completions.create({
        model,
        messages: QUESTION,
        logprobs: true,
        top_logprobs: 2,
        max_tokens: 3,
        temperature: 0,
      });
      expect((choices[0]?.logprobs?.content?.length ?? 0) > 0, 'none');
    },
  },
  {
    name: 'a parameter of the server’s own is passed on',
    async run(server) {
      const { client, model } = connect(server);
      await client.chat.completions.create({ model, messages: QUESTION, max_tokens: 4 }, { extraBody: { min_p: 0.1 } });
    },
  },
  ...['/v1', ''].map((path): Check => ({
    name: path === '' ? 'tokens are counted, at the bare address' : 'tokens are counted, as the server counts them',
    async run(server) {
      const { client, model } = connect(server, path);
      const { count, tokens } = await client.countTokens(QUESTION);
      expect(tokens.length === count, `${tokens.length} tokens of ${count}`);
      const { usage } = await client.chat.completions.create({ model, messages: QUESTION, max_tokens: 1 });
      expect(count === usage?.prompt_tokens, `${count} tokens, of which the server counts ${usage?.prompt_tokens}`);
    },
  })),
  {
    name: 'a stream that is left ends, and the next call works',
    isVital: true,
    async run(server) {
      const { client, model } = connect(server);
      const controller = new AbortController();
      const body = { model, messages: QUESTION, max_tokens: 400, temperature: 0, stream: true } as const;
      const stream = await client.chat.completions.create(body, { signal: controller.signal });
      const error = await (async () => {
        for await (const chunk of stream) if ((chunk.choices[0]?.delta.content ?? '') !== '') controller.abort();
      })().catch((caught: unknown) => caught);
      expect(error instanceof APIUserAbortError, 'the stream ended otherwise');
      await client.chat.completions.create({ model, messages: QUESTION, max_tokens: 2 });
    },
  },
  ...[
    { name: 'a wrong type is refused by name', change: { temperature: 'hot' } },
    { name: 'a model that it has not is refused', change: { model: 'no-such-model' } },
  ].map(({ name, change }): Check => ({
    name,
    async run(server) {
      const { client, model } = connect(server);
      const call = client.chat.completions.create({ model, messages: QUESTION, max_tokens: 2 }, { extraBody: change });
      return describeFailure(call);
    },
  })),
  {
    name: 'a prompt that is too long is refused',
    async run(server) {
      const { client, model } = connect(server);
      const messages = [{ role: 'user' as const, content: 'word '.repeat(server.contextLength * 2) }];
      return describeFailure(client.chat.completions.create({ model, messages, max_tokens: 2 }));
    },
  },
  {
    name: 'twelve streams and calls in a row, without retries',
    isVital: true,
    async run(server) {
      await using counted = await countConnections(server.url);
      const { client, model } = connect({ ...server, url: counted.url });
      const body = { model, messages: QUESTION, max_tokens: 2, temperature: 0 };
      for (let round = 0; round < 6; round++) {
        for await (const chunk of await client.chat.completions.create({ ...body, stream: true })) void chunk;
        await client.chat.completions.create(body);
      }
      return `${counted.connections} connections`;
    },
  },
  {
    name: 'embeddings, at the bare address',
    async run({ embeddings }) {
      if (embeddings === undefined) return 'started without';
      const { url, model } = embeddings;
      const client = new EasyLLM({ apiBase: url, apiKey: null, maxRetries: 0, timeout: 300_000 });
      const { data } = await client.embeddings.create({ model, input: ['cat', 'dog'] });
      expect(data.length === 2, `${data.length} vectors`);
      return undefined;
    },
  },
  ...(['float', 'base64'] as const).map((encoding_format): Check => ({
    name: `embeddings, as ${encoding_format}`,
    async run({ embeddings }) {
      if (embeddings === undefined) return 'started without';
      const { url, model } = embeddings;
      const client = new EasyLLM({ apiBase: `${url}/v1`, apiKey: null, maxRetries: 0, timeout: 300_000 });
      const { data, usage } = await client.embeddings.create({ model, input: ['cat', 'dog'], encoding_format });
      expect(data.length === 2, `${data.length} vectors`);
      expect((usage?.prompt_tokens ?? 0) > 0, 'no usage');
      return undefined;
    },
  })),
];

function expectTrip(text: string | null | undefined): void {
  const trip: unknown = JSON.parse(text ?? '');
  const fits =
    typeof trip === 'object' && trip !== null && 'city' in trip && 'days' in trip && Object.keys(trip).length === 2;
  expect(fits, `it does not fit: ${text?.slice(0, 60)}`);
}

/** The class and status of a failure; a call that succeeds is told so. */
async function describeFailure(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  if (error === undefined) return 'it answers';
  if (!(error instanceof EasyLLMError)) throw error;
  return `${error.name}${'status' in error && error.status !== undefined ? ` ${String(error.status)}` : ''}`;
}

function expect(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise);
}
