/** What the facade's spec calls translated reaches the server, or is refused there by name: no parameter is dropped in silence. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { EasyLLM, UnsupportedError } from '../../src/index.ts';
import { fakeTgi } from '../../src/testing.ts';

interface Properties {
  readonly [name: string]: { readonly 'x-easyllm'?: string };
}

const document: { components: { schemas: Record<string, { properties?: Properties }> } } = JSON.parse(
  readFileSync('generated/openai.openapi.json', 'utf8'),
);

/** For each parameter what is not its default; for some, what else they need. */
const VALUES: Readonly<Record<string, object>> = {
  max_completion_tokens: { max_completion_tokens: 5 },
  max_tokens: { max_tokens: 5 },
  n: { n: 2 },
  stop: { stop: ['.'] },
  seed: { seed: 7 },
  temperature: { temperature: 0.5 },
  top_p: { top_p: 0.5 },
  frequency_penalty: { frequency_penalty: 0.5 },
  presence_penalty: { presence_penalty: 0.5 },
  logit_bias: { logit_bias: { '1': 5 } },
  logprobs: { logprobs: true },
  top_logprobs: { logprobs: true, top_logprobs: 2 },
  response_format: {
    response_format: { type: 'json_schema', json_schema: { name: 'a', schema: { type: 'object', properties: {} } } },
  },
  tools: { tools: [{ type: 'function', function: { name: 'a', parameters: {} } }] },
  tool_choice: { tools: [{ type: 'function', function: { name: 'a', parameters: {} } }], tool_choice: 'required' },
  do_sample: { do_sample: false },
  top_k: { top_k: 5 },
  typical_p: { typical_p: 0.5 },
  repetition_penalty: { repetition_penalty: 1.2 },
  truncate: { truncate: 5 },
  watermark: { watermark: true },
  best_of: { best_of: 2 },
  grammar: { grammar: { type: 'regex', value: 'a' } },
  adapter_id: { adapter_id: 'a/b' },
  top_n_tokens: { top_n_tokens: 2 },
  echo: { echo: true },
  suffix: { suffix: '.' },
};

/** What chooses the model, the prompt or the form of the answer is tested where it is done. */
const ELSEWHERE = ['messages', 'prompt', 'model', 'stream', 'stream_options'];

const REQUESTS = [
  { schema: 'ChatCompletionRequest', minimal: { messages: [{ role: 'user', content: 'Hi' }] }, changes: {} },
  { schema: 'CompletionRequest', minimal: { prompt: 'Hi' }, changes: { logprobs: { logprobs: 2 } } },
] as const;

const CASES = REQUESTS.flatMap(({ schema, minimal, changes }) =>
  Object.entries(document.components.schemas[schema]?.properties ?? {})
    .filter(([name, property]) => property['x-easyllm'] === 'translated' && !ELSEWHERE.includes(name))
    .flatMap(([name]) => {
      const value = { ...VALUES, ...changes }[name];
      return (['generate', 'messages'] as const).map((backend) => ({ schema, name, backend, minimal, value }));
    }),
);

/** What is sent for a body and the choices that come of it, or that it is refused. */
async function outcomeOf(schema: string, backend: 'generate' | 'messages', body: object): Promise<unknown> {
  const tgi = fakeTgi({ script: [{ tokens: ['Hi'] }] });
  const client = new EasyLLM({
    apiBase: 'http://tgi.test',
    apiKey: null,
    backend,
    fetch: tgi,
    ...(backend === 'generate' && { promptBuilder: 'chatml' }),
  });
  const { create } = schema === 'CompletionRequest' ? client.completions : client.chat.completions;
  try {
    const { choices } = await Reflect.apply(create, undefined, [body]);
    return { sent: tgi.requests.map((request) => request.body), choices };
  } catch (error) {
    if (UnsupportedError.isInstance(error)) return error.name;
    throw error;
  }
}

describe('what is called translated', () => {
  test.each(CASES)(
    '$name of $schema matters to "$backend", or is refused',
    async ({ schema, backend, minimal, value, name }) => {
      expect(value, `VALUES has none for \`${name}\`.`).toBeDefined();

      const without = await outcomeOf(schema, backend, minimal);
      const outcome = await outcomeOf(schema, backend, { ...minimal, ...value });

      expect(without).toHaveProperty('sent');
      expect(outcome).not.toEqual(without);
    },
  );
});
