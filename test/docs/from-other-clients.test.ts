/** What test/clients cannot see of the pages about other clients: the examples that need none of them, and the lists. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { EasyLLM, UnsupportedError } from '../../src/index.ts';
import { fakeTgi, startFakeTgi } from '../../src/testing.ts';
import { toErrorAnswer, toTokenAnswer } from '../../src/testing/tgi-answers.ts';
import { readCodeBlocks } from '../support/code-blocks.ts';
import { printedBy, runExample } from '../support/run-example.ts';

const KNOCK = { tokens: ['Who', "'s", ' there?'] };
const REFUSED = { error: '`inputs` tokens must be <= 4096', error_type: 'validation' };

describe('docs/from-huggingface-inference.md', () => {
  const examples = readCodeBlocks('docs/from-huggingface-inference.md', 'ts').filter(
    ({ code }) => !code.includes('InferenceClient'),
  );

  test.each(examples)('$name prints what it says', async ({ code }) => {
    const isRefused = code.includes('catch (error)');
    await using tgi = await startFakeTgi({
      script: (request) => (isRefused ? toErrorAnswer(REFUSED, request) : toTokenAnswer(KNOCK, request)),
    });
    await using tei = await startFakeTgi({
      script: ({ method, body }) => ({
        steps: [{ send: JSON.stringify(method === 'GET' ? {} : JSON.parse(body).inputs.map(() => [0.5, -0.5])) }],
      }),
    });
    const servers = { 'http://localhost:8080': tgi.url, 'http://localhost:8081': tei.url };

    expect((await runExample(code, servers)).printed).toEqual(printedBy(code));
  });
});

describe('docs/from-openai.md', () => {
  const page = readFileSync('docs/from-openai.md', 'utf8');
  const { components } = JSON.parse(readFileSync('generated/openai.openapi.json', 'utf8'));
  const properties = Object.entries<{ 'x-easyllm'?: string }>(components.schemas.ChatCompletionRequest.properties);
  const namesOf = (heading: string) => {
    const line = page.split('\n').find((text) => text.startsWith(`- **${heading}**`)) ?? '';
    return [...line.matchAll(/`(\w+)[`:]/g)].map(([, name = '']) => name);
  };

  test.each([
    ['Ignored', 'ignored'],
    ['Refused', 'refused'],
  ])('lists what is %s', (heading, word) => {
    const names = properties.flatMap(([name, property]) => (property['x-easyllm'] === word ? [name] : []));

    expect(names.length).toBeGreaterThan(7);
    expect(namesOf(heading)).toEqual(expect.arrayContaining(names));
  });

  test.each([{ presence_penalty: 1 }, { logit_bias: { 5: 1 } }])(
    'tells truly that %j is refused',
    async (parameter) => {
      const client = new EasyLLM({
        apiBase: 'http://tgi.test',
        apiKey: null,
        promptBuilder: 'llama3',
        fetch: fakeTgi({ script: [KNOCK] }),
      });
      const asked = client.chat.completions.create({ messages: [{ role: 'user', content: 'Hi' }], ...parameter });

      expect(namesOf('Refused')).toEqual(expect.arrayContaining(Object.keys(parameter)));
      await expect(asked).rejects.toThrow(UnsupportedError);
    },
  );

  test('lists what is translated', () => {
    const known = properties.map(([name]) => name);

    expect(known).toEqual(expect.arrayContaining(namesOf('Translated')));
  });
});
