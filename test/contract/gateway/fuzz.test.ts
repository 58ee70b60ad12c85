import { expect, test } from 'vitest';
import * as facade from '../../../generated/openai.zod.ts';
import { startFakeServer } from '../../../src/testing.ts';
import { serveGateway } from '../../support/gateway.ts';
import { createChance } from '../../support/fuzz.ts';

/** As much of `/openapi.json` as is read. */
interface Document {
  paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  components: {
    examples: Readonly<Record<string, { value: unknown }>>;
    responses: Readonly<Record<string, Answer>>;
  };
}

interface Operation {
  requestBody?: { content: Readonly<Record<string, { examples?: Readonly<Record<string, Example>> }>> };
  responses: Readonly<Record<string, Answer>>;
}

type Example = { value?: unknown; $ref?: string };
type Answer = { $ref?: string; content?: Readonly<Record<string, { schema?: { $ref?: string } }>> };
type Schema = { safeParse(value: unknown): { success: boolean } };

const SEED = 20_260;
const REQUESTS_EACH = 40;

/** The one fault of the servers: they take any `dimensions`, and have no such vectors. */
const THEIRS = /where `dimensions` asks for/;
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;
const ODD = [
  null,
  true,
  0,
  -1,
  0.5,
  1e308,
  '',
  'x'.repeat(5000),
  '\u0000',
  '🦙',
  [],
  {},
  [null],
  [[['a']]],
  { type: 'text' },
];

const lastOf = (reference: string) => reference.slice(reference.lastIndexOf('/') + 1);

/** A JSON value with one or two of its members, at any depth, left out, made odd or doubled. */
function mutate(value: unknown, below: (limit: number) => number): unknown {
  if (Array.isArray(value) && value.length > 0 && below(4) > 0) {
    const at = below(value.length);
    return value.map((item, index) => (index === at ? mutate(item, below) : item));
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && below(5) > 0) {
    const names = Object.keys(value);
    const name = below(6) === 0 ? 'unknown_member' : (names[below(names.length)] ?? 'model');
    const { [name]: member, ...others } = value as Record<string, unknown>;
    return below(5) === 0 ? others : { ...others, [name]: mutate(member, below) };
  }
  return ODD[below(ODD.length)];
}

/** What is wrong with a response, if anything. */
async function judge(
  response: Response,
  operation: Operation | undefined,
  document: Document,
): Promise<string | undefined> {
  const text = await response.text();
  if (response.status >= 500 && !THEIRS.test(text)) return `${response.status} ${text}`;
  if (text === '' || response.status === 204) return undefined;
  const type = response.headers.get('content-type') ?? '';
  if (type.startsWith('text/event-stream')) return findStray(text);
  const answer = operation?.responses[response.status] ?? operation?.responses['default'];
  const { content } =
    answer?.$ref === undefined ? (answer ?? {}) : (document.components.responses[lastOf(answer.$ref)] ?? {});
  const name = content?.['application/json']?.schema?.$ref ?? 'ErrorResponse';
  const schema: Schema | undefined = Reflect.get(facade, lastOf(name));
  return schema?.safeParse(JSON.parse(text)).success === true ? undefined : `${response.status} is no ${name}: ${text}`;
}

function findStray(text: string): string | undefined {
  const events = [...text.matchAll(/^data: (\{.*)$/gm)].map(([, data = '']): unknown => JSON.parse(data));
  const schemas = [facade.ChatCompletionChunk, facade.Completion, facade.ResponseStreamEvent, facade.ErrorResponse];
  const stray = events.find((event) => !schemas.some((schema) => schema.safeParse(event).success));
  return stray === undefined ? undefined : `is no event: ${JSON.stringify(stray)}`;
}

test(`all routes of /openapi.json answer odd requests in its shapes, none with 5xx (seed ${SEED})`, async () => {
  await using vllm = await startFakeServer({ like: 'vllm' });
  await using tgi = await startFakeServer({ like: 'tgi' });
  await using tei = await startFakeServer({ like: 'tei' });
  const models = {
    vllm: { apiBase: `${vllm.url}/v1` },
    tgi: { apiBase: tgi.url, promptBuilder: 'chatml' as const },
    tei: { apiBase: tei.url },
  };
  const keys = [{ name: 'fuzz', key: 'sk-fuzz', rpm: 1_000_000, tpm: 1_000_000_000, maxConcurrent: 4 }];
  await using gateway = await serveGateway({}, { models, auth: { keys } });
  const headers = { authorization: 'Bearer sk-fuzz', 'content-type': 'application/json' };
  const document: Document = JSON.parse(await (await fetch(`${gateway.url}/openapi.json`, { headers })).text());
  const below = createChance(SEED);
  const wrong: string[] = [];
  const statuses = new Set<number>();

  const send = async (path: string, method: string, body: unknown) => {
    const operation = document.paths[path]?.[method.toLowerCase()];
    const place = path.replaceAll(/\{\w+\}/g, () => ['vllm', 'none', '%2e%2e', 'a%2Fb'][below(4)] ?? '');
    const text = body === undefined ? undefined : JSON.stringify(body);
    const response = await fetch(gateway.url + place, { method, headers, ...(text !== undefined && { body: text }) });
    statuses.add(response.status);
    const fault = await judge(response, operation, document);
    if (fault !== undefined) wrong.push(`${method} ${place} ${text?.slice(0, 300)}: ${fault.slice(0, 300)}`);
  };
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const method of METHODS) await send(path, method, ['GET', 'HEAD'].includes(method) ? undefined : {});
    const given = Object.values(operations['post']?.requestBody?.content['application/json']?.examples ?? {});
    const examples = given.map(({ value, $ref }) => value ?? document.components.examples[lastOf($ref ?? '')]?.value);
    for (let round = 0; examples.length > 0 && round < REQUESTS_EACH; round += 1) {
      const example = { ...Object(examples[below(examples.length)]), model: Object.keys(models)[below(3)] };
      await send(path, 'POST', below(8) === 0 ? example : mutate(example, below));
    }
  }

  expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(['/v1/chat/completions', '/usage', '/ready']));
  expect([...statuses]).toEqual(expect.arrayContaining([200, 400, 404, 405]));
  expect(wrong).toEqual([]);
});
