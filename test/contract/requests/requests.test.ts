/** Every field that a server documents for its requests arrives there, is refused by name, or is left out for a reason that is told. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Dialect } from '../../../src/bridge/dialect.ts';
import { EasyLLM, EasyLLMError } from '../../../src/index.ts';
import { fakeServer } from '../../../src/testing.ts';
import { FIELDS } from './fields.ts';
import type { Judgement } from './judged.ts';
import { JUDGED } from './judged.ts';

type Route = 'chat' | 'completions';

interface Property {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly oneOf?: readonly Property[];
  readonly 'x-easyllm'?: unknown;
}

const SCHEMAS = { chat: 'ChatCompletionRequest', completions: 'CompletionRequest' } as const;
const BODIES = { chat: { messages: [{ role: 'user', content: 'Hi' }] }, completions: { prompt: 'Hi' } } as const;

/** What chooses the way of a request; and `stream`, whose answers are read otherwise. */
const STEERING = ['messages', 'prompt', 'model', 'stream'];

function propertiesOf(document: string, route: Route): Readonly<Record<string, Property>> {
  const text = readFileSync(new URL(`../../../generated/${document}.openapi.json`, import.meta.url), 'utf8');
  return JSON.parse(text).components.schemas[SCHEMAS[route]].properties;
}

const KNOWN = { chat: propertiesOf('openai', 'chat'), completions: propertiesOf('openai', 'completions') };

/** Of our own document at every server; and what each server documents besides. */
function fieldsOf(server: string, route: Route): string[] {
  const documented = server === 'vllm' ? Object.keys(propertiesOf('vllm', route)) : (FIELDS[server]?.[route] ?? []);
  return [...new Set([...Object.keys(KNOWN[route]), ...documented])].filter((name) => !STEERING.includes(name));
}

const TOOL = { type: 'function', function: { name: 'f', parameters: { type: 'object', properties: {} } } };
const FORMAT = { type: 'json_schema', json_schema: { name: 'a', schema: { type: 'object', properties: {} } } };

/** Values that are not any of their type, and what else they need. */
const VALUES: Readonly<Record<string, object>> = {
  stream_options: { stream: true, stream_options: { include_usage: true } },
  top_logprobs: { logprobs: true, top_logprobs: 2 },
  response_format: { response_format: FORMAT },
  tools: { tools: [TOOL] },
  tool_choice: { tools: [TOOL], tool_choice: 'required' },
  functions: { functions: [TOOL.function] },
  function_call: { functions: [TOOL.function], function_call: { name: 'f' } },
  grammar: { grammar: { type: 'regex', value: 'a' } },
  stop: { stop: ['a'] },
  seed: { seed: 7 },
  logit_bias: { logit_bias: { 7: 1 } },
  prompt_cache_options: { prompt_cache_options: { ttl: '30m' } },
  presence_penalty: { presence_penalty: 0.5 },
  suffix: { suffix: 'a' },
  n: { n: 2 },
  best_of: { best_of: 2 },
  modalities: { modalities: ['text'] },
};

function bodyFor(name: string, route: Route): object {
  const value = VALUES[name] ?? { [name]: toValue(KNOWN[route][name] ?? {}) };
  return route === 'completions' && name === 'logprobs' ? { logprobs: 2 } : value;
}

function toValue({ type = [], enum: values, minimum = 0, oneOf = [] }: Property): unknown {
  if (values !== undefined) return values[0];
  const types = [type].flat();
  if (types.includes('boolean')) return true;
  if (types.includes('integer')) return Math.max(minimum, 0) + 2;
  if (types.includes('number')) return 0.5;
  if (types.includes('string')) return 'a';
  if (types.includes('array')) return [];
  if (types.includes('object')) return { a: 'b' };
  return oneOf.length > 0 ? toValue(oneOf[0] ?? {}) : 'a';
}

/** What comes of a field at a server: the names of the body's members that are there for it, or that an error names it. */
async function outcomeOf(dialect: Dialect, route: Route, name: string): Promise<Judgement> {
  const server = fakeServer({ like: 'openai', script: [{ tokens: ['Hi'] }] });
  const client = new EasyLLM({
    apiBase: 'http://model.test/v1',
    apiKey: null,
    dialect,
    fetch: server,
    logLevel: 'off',
  });
  const { create } = route === 'chat' ? client.chat.completions : client.completions;
  const extra = bodyFor(name, route);
  try {
    await Reflect.apply(create, undefined, [{ ...BODIES[route], ...extra }]);
  } catch (error) {
    if (!EasyLLMError.isInstance(error) || server.requests.length > 0) throw error;
    return [...Object.keys(extra), 'tool_choice'].includes(String(error.param))
      ? 'refused'
      : { becomes: error.message };
  }
  const body = JSON.parse(server.requests.at(-1)?.body ?? '{}');
  if (name in body) return 'arrives';
  const added = Object.keys(body).find((each) => !(each in extra) && !(each in BODIES[route]) && each !== 'stream');
  const becomes = name === 'function_call' ? 'tool_choice' : added;
  return becomes === undefined ? 'left out' : { becomes };
}

const ROUTES = Object.keys(JUDGED).flatMap((server) =>
  (['chat', 'completions'] as const).map((route) => ({ server: server as Dialect, route })),
);

describe('every field of a request', () => {
  test.each(ROUTES)('that $server documents for $route is in our document, or is judged', ({ server, route }) => {
    const judged = JUDGED[server]?.[route] ?? {};

    expect(fieldsOf(server, route).filter((name) => !(name in KNOWN[route]) && !(name in judged))).toEqual([]);
  });

  test.each(ROUTES)('becomes at $server on $route what is said of it', async ({ server, route }) => {
    const judged = JUDGED[server]?.[route] ?? {};
    const said: Record<string, Judgement> = {};
    const seen: Record<string, Judgement> = {};
    for (const name of fieldsOf(server, route)) {
      said[name] = judged[name] ?? 'arrives';
      seen[name] = await outcomeOf(server, route, name);
    }

    expect(seen).toEqual(said);
  });

  test.each(['chat', 'completions'] as const)('that servers add on %s is refused by name at TGI', async (route) => {
    const added = Object.entries(KNOWN[route]).filter(
      ([, { 'x-easyllm': mark }]) => mark === 'passed' || mark === 'operator',
    );
    const seen = [];
    for (const [name] of added) if ((await outcomeOf('tgi', route, name)) !== 'refused') seen.push(name);

    expect(added.length).toBeGreaterThan(50);
    expect(seen).toEqual([]);
  });
});
