/** What the facade's spec calls translated reaches the server, or is refused there by name: no parameter is dropped in silence. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { EasyLLM, UnsupportedError } from '../../src/index.ts';
import { fakeTgi } from '../../src/testing.ts';

/** A property as the spec writes it. */
interface Property {
  readonly type?: string | readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly 'x-easyllm'?: string | { readonly off?: unknown };
}

interface Document {
  readonly components: {
    readonly schemas: Readonly<Record<string, { readonly properties?: Readonly<Record<string, Property>> }>>;
    readonly examples: Readonly<Record<string, { readonly value: Readonly<Record<string, unknown>> }>>;
  };
}

const { components }: Document = JSON.parse(readFileSync('generated/openai.openapi.json', 'utf8'));

const TOOLS = { tools: [{ type: 'function', function: { name: 'a', parameters: {} } }] };

/** Where the spec shows a value that says nothing, another; and what else a parameter needs. */
const VALUES: Readonly<Record<string, object>> = {
  top_logprobs: { logprobs: true, top_logprobs: 2 },
  response_format: {
    response_format: { type: 'json_schema', json_schema: { name: 'a', schema: { type: 'object', properties: {} } } },
  },
  tools: TOOLS,
  functions: { functions: [TOOLS.tools[0]?.function] },
  function_call: { functions: [TOOLS.tools[0]?.function], function_call: { name: 'a' } },
  tool_choice: { ...TOOLS, tool_choice: 'required' },
};

/** What chooses the model, the prompt or the form of the answer is tested where it is done. */
const ELSEWHERE = ['messages', 'prompt', 'model', 'stream', 'stream_options'];

/** Marks of what TGI is not sent. */
const NOT_SENT: readonly unknown[] = ['ignored', 'refused', 'passed', 'operator'];

const REQUESTS = [
  {
    schema: 'ChatCompletionRequest',
    example: 'ChatRequestEverything',
    minimal: { messages: [{ role: 'user', content: 'Hi' }] },
  },
  { schema: 'CompletionRequest', example: 'CompletionRequestEverything', minimal: { prompt: 'Hi' } },
] as const;

const CASES = REQUESTS.flatMap(({ schema, example, minimal }) =>
  Object.entries(components.schemas[schema]?.properties ?? {})
    .filter(([name, { 'x-easyllm': mark }]) => !NOT_SENT.includes(mark) && !ELSEWHERE.includes(name))
    .flatMap(([name, property]) => {
      const value = VALUES[name] ?? { [name]: toValue(property) ?? components.examples[example]?.value[name] };
      return (['generate', 'messages'] as const).map((backend) => ({ schema, name, backend, minimal, value }));
    }),
);

/** A number or a boolean within the limits of a property that is not the one that says nothing; undefined for other types. */
function toValue({ type = [], minimum = 0, maximum = minimum + 2, 'x-easyllm': mark }: Property): unknown {
  const off = typeof mark === 'object' ? mark.off : undefined;
  if (type.includes('boolean')) return off !== true;
  if (type.includes('integer')) return [minimum + 1, minimum + 2].find((value) => value !== off);
  if (type.includes('number')) return [(minimum + maximum) / 2, maximum].find((value) => value !== off && value !== 0);
  return undefined;
}

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
    async ({ schema, backend, minimal, value }) => {
      const without = await outcomeOf(schema, backend, minimal);
      const outcome = await outcomeOf(schema, backend, { ...minimal, ...value });

      expect(without).toHaveProperty('sent');
      expect(outcome).not.toEqual(without);
    },
  );
});
