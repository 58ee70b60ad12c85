/** What people get wrong, and what they are told: the place, what was there, and the cure. */
import { describe, expect, test } from 'vitest';
import type { EasyLLMOptions } from '../../src/index.ts';
import { EasyLLM, EasyLLMError } from '../../src/index.ts';
import { fakeServer } from '../../src/testing.ts';

const messages = [{ role: 'user', content: 'Hi' }];
const tgi = () => fakeServer({ like: 'tgi' });

interface Mistake {
  settings?: object;
  body?: object;
  options?: object;
  /** What the server answers: with 401 where it is locked. */
  isLocked?: boolean;
  environment?: Record<string, string>;
  /** Words of the message: what it is about, and what to do. */
  place: string;
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
  { settings: { apiBase: 'localhost:8080' }, place: '`apiBase`', cure: 'http://localhost:8080' },
  { settings: { apiBase: 'https://router.huggingface.co/v1' }, place: 'No model', cure: 'pass `model`' },
  { settings: { promptBuilder: 'lama3' }, place: '"lama3"', cure: '"llama3"' },
];

/** What the first call of a program with this mistake is told. */
async function tellOf({ settings = {}, body = {}, options = {}, isLocked = false, environment = {} }: Mistake) {
  const script = isLocked ? [{ fault: 'unauthorized' as const }] : undefined;
  const fetch = isLocked ? fakeServer({ like: 'openai', script }) : tgi();
  const address = { apiBase: isLocked ? 'http://server.test/v1' : 'http://server.test', apiKey: null };
  // Programs without types give anything.
  const given = { ...address, maxRetries: 0, logLevel: 'off', fetch, ...settings } as EasyLLMOptions;
  const before = { ...process.env };
  Object.assign(process.env, environment);
  try {
    const client = new EasyLLM(given);
    await client.chat.completions.create({ messages, ...body } as never, options as never);
    return undefined;
  } catch (error) {
    return error;
  } finally {
    for (const name of Object.keys(environment)) delete process.env[name];
    Object.assign(process.env, before);
  }
}

describe('a mistake', () => {
  test.each(MISTAKES.map((mistake) => [JSON.stringify({ ...mistake, cure: undefined }), mistake] as const))(
    'is told with its place and its cure: %s',
    async (_, mistake) => {
      const error = await tellOf(mistake);

      expect(EasyLLMError.isInstance(error)).toBe(true);
      const message = error instanceof Error ? error.message : '';
      expect(message).toContain(mistake.place);
      expect(message).toContain(mistake.cure);
      expect(message).not.toMatch(/sk-wrong|hf_ambient/);
    },
  );
});
