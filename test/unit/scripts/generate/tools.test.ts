/** What the lists of `tools.ts` say of each tool is asked of the installed versions. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '@stoplight/prism-core';
import { getHttpOperationsFromSpec } from '@stoplight/prism-http';
import { createServer } from '@stoplight/prism-http-server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkKeywords } from '../../../../scripts/generate/keywords.ts';
import { FORMATS, KEYWORDS } from '../../../../scripts/generate/tools.ts';
import { generateTypes } from '../../../../scripts/generate/types.ts';
import { generateValidators } from '../../../../scripts/generate/validators.ts';

/** For each keyword, what else its schema has, its value, and a value that does not fit because of it alone. */
const SAMPLES: Readonly<Record<string, readonly [beside: object, keyword: unknown, unfit: unknown]>> = {
  type: [{}, 'string', 1],
  const: [{ type: 'string' }, 'a', 'b'],
  enum: [{ type: 'string' }, ['a', 'b'], 'c'],
  properties: [{ type: 'object' }, { a: { type: 'string' } }, { a: 1 }],
  required: [{ type: 'object', properties: { a: { type: 'string' } } }, ['a'], {}],
  additionalProperties: [{ type: 'object' }, { type: 'string' }, { b: 1 }],
  items: [{ type: 'array' }, { type: 'string' }, [1]],
  oneOf: [{}, [{ type: 'string' }, { type: 'boolean' }], 1],
  anyOf: [{}, [{ type: 'string' }, { type: 'boolean' }], 1],
  minimum: [{ type: 'number' }, 1, 0],
  exclusiveMinimum: [{ type: 'number' }, 1, 1],
  maximum: [{ type: 'number' }, 1, 2],
  exclusiveMaximum: [{ type: 'number' }, 1, 1],
  minLength: [{ type: 'string' }, 2, 'a'],
  maxLength: [{ type: 'string' }, 2, 'abc'],
  pattern: [{ type: 'string' }, '^a$', 'b'],
  minItems: [{ type: 'array', items: { type: 'string' } }, 1, []],
  maxItems: [{ type: 'array', items: { type: 'string' } }, 1, ['a', 'b']],
  minProperties: [{ type: 'object' }, 1, {}],
  allOf: [{}, [{ type: 'string' }], 1],
  not: [{ type: 'string' }, { const: 'a' }, 'a'],
  multipleOf: [{ type: 'number' }, 2, 3],
  uniqueItems: [{ type: 'array', items: { type: 'string' } }, true, ['a', 'a']],
  maxProperties: [{ type: 'object' }, 1, { a: 1, b: 1 }],
  propertyNames: [{ type: 'object' }, { pattern: '^a' }, { b: 1 }],
  contains: [{ type: 'array' }, { const: 1 }, [2]],
  dependentRequired: [{ type: 'object' }, { a: ['b'] }, { a: 1 }],
  unevaluatedProperties: [{ type: 'object', properties: { a: { type: 'string' } } }, false, { b: 1 }],
  prefixItems: [{ type: 'array' }, [{ type: 'string' }], [1]],
  patternProperties: [{ type: 'object' }, { '^a': { type: 'string' } }, { a: 1 }],
};

const keywords = Object.keys(KEYWORDS);
const sampleOf = (keyword: string) => SAMPLES[keyword] ?? [{}, undefined, undefined];

function specOf(schema: object) {
  return {
    name: 'mini',
    document: { openapi: '3.1.1', info: {}, paths: {}, components: { schemas: { Mini: schema } } },
  };
}

function listFor(tool: string): readonly string[] {
  return keywords.filter((keyword) => KEYWORDS[keyword]?.some((heeding) => heeding === tool));
}

test('there is a sample of each keyword', () => {
  expect(Object.keys(SAMPLES)).toEqual(keywords);
});

test('openapi-typescript writes other types for the keywords that it is said to heed, and for no others', () => {
  const heeded: string[] = [];
  for (const keyword of keywords) {
    const [beside, value] = sampleOf(keyword);
    const [without, written] = [generateTypes(specOf(beside)), generateTypes(specOf({ ...beside, [keyword]: value }))];
    // The comments repeat some of the keywords.
    const types = [without, written].map((text) => text.replaceAll(/\/\*\*.*?\*\//gs, '').replaceAll(/\s+/g, ' '));
    if (types[0] !== types[1]) heeded.push(keyword);
  }

  expect(heeded).toEqual(listFor('types'));
});

test('the validators heed what they are said to, and refuse the others', () => {
  const isRefused = (schema: object) => {
    try {
      return generateValidators(specOf(schema)) === '';
    } catch (error) {
      return String(error).includes('is not supported');
    }
  };
  const schemas = keywords.map((keyword) => {
    const [beside, value] = sampleOf(keyword);
    return { keyword, beside, whole: { ...beside, [keyword]: value } };
  });
  const taken = schemas.filter(({ whole }) => !isRefused(whole));
  const idle = taken.filter(
    ({ whole, beside }) => generateValidators(specOf(whole)) === generateValidators(specOf(beside)),
  );

  expect(taken.map(({ keyword }) => keyword)).toEqual(listFor('validators'));
  expect(idle).toEqual([]);
});

describe('Prism', () => {
  const folder = mkdtempSync(join(tmpdir(), 'easyllm-tools-'));
  let url = '';
  let close = async () => {};

  beforeAll(async () => {
    const schemas = keywords.map((keyword) => {
      const [beside, value] = sampleOf(keyword);
      return [keyword, { ...beside, [keyword]: value }] as const;
    });
    const formats = FORMATS.map((format) => [format, { type: 'string', format }] as const);
    const paths = [...schemas, ...formats].map(([name, schema]) => {
      const requestBody = { required: true, content: { 'application/json': { schema } } };
      return [`/${name}`, { post: { requestBody, responses: { 200: { description: 'Taken.' } } } }];
    });
    const info = { title: 'Tools', version: '1' };
    const file = join(folder, 'tools.json');
    writeFileSync(file, JSON.stringify({ openapi: '3.1.1', info, paths: Object.fromEntries(paths) }));
    const server = createServer(await getHttpOperationsFromSpec(file), {
      cors: false,
      config: {
        isProxy: false,
        checkSecurity: false,
        validateRequest: true,
        validateResponse: false,
        errors: false,
        upstreamProxy: undefined,
        mock: { dynamic: false },
      },
      components: { logger: createLogger('tools', { enabled: false }) },
    });
    url = await server.listen(0, '127.0.0.1');
    close = () => server.close();
  });

  afterAll(async () => {
    await close();
    rmSync(folder, { recursive: true });
  });

  const statusOf = async (path: string, value: unknown) => {
    const headers = { 'content-type': 'application/json' };
    return (await fetch(`${url}/${path}`, { method: 'POST', headers, body: JSON.stringify(value) })).status;
  };

  test('refuses by the keywords that it is said to heed, and by no others', async () => {
    const refusing: string[] = [];
    for (const keyword of keywords) if ((await statusOf(keyword, sampleOf(keyword)[2])) === 422) refusing.push(keyword);

    expect(refusing).toEqual(listFor('mocks'));
  });

  test('takes any text in the formats that may be used', async () => {
    for (const format of FORMATS) expect(await statusOf(format, '\u0000 ü')).toBe(200);
  });
});

describe('checkKeywords', () => {
  const problemsOf = (schema: object) => checkKeywords(specOf(schema)).map(({ problem }) => problem);

  test('names every word that a tool would drop, with its place', () => {
    const deep = { type: 'object', properties: { a: { type: 'array', uniqueItems: true, items: { colour: 'red' } } } };

    expect(checkKeywords(specOf(deep)).map(({ message }) => message)).toEqual([
      'openapi/mini.yaml#/components/schemas/Mini/properties/a/uniqueItems: `uniqueItems` would be dropped by openapi-typescript and the validators',
      'openapi/mini.yaml#/components/schemas/Mini/properties/a/items/colour: `colour` would be dropped: no tool is known to heed it',
    ]);
  });

  test.each([
    ['a format that Prism alone checks', { type: 'string', format: 'uri' }, /^this format is checked by Prism/],
    [
      'content outside of an event',
      { type: 'string', contentSchema: {} },
      /^`contentSchema` would be dropped: no tool/,
    ],
    ['a part of another file', { $ref: './other.yaml#/Other' }, /^a spec is one document/],
    ['a union that is not a type', { allOf: [{}] }, /^`allOf` would be dropped by the validators$/],
  ])('refuses %s', (_, schema, problem) => {
    expect(problemsOf(schema)).toEqual([expect.stringMatching(problem)]);
  });

  test('takes content in events, and refuses what older documents cannot say', () => {
    const data = {
      type: 'string',
      contentMediaType: 'application/json',
      contentSchema: { type: 'object', nullable: true },
    };
    const content = { 'text/event-stream': { itemSchema: { type: 'object', properties: { data } }, itemEncoding: {} } };
    const paths = { '/a': { post: { responses: { 200: { content } } }, query: {} } };

    expect(checkKeywords({ name: 'mini', document: { openapi: '3.2.0', paths } }).map(({ at }) => at.pointer)).toEqual([
      '/paths/~1a/post/responses/200/content/text~1event-stream/itemSchema/properties/data/contentSchema/nullable',
      '/paths/~1a/post/responses/200/content/text~1event-stream/itemEncoding',
      '/paths/~1a/query',
    ]);
  });

  test('takes limits, which types cannot say, and marks', () => {
    expect(problemsOf({ type: 'string', minLength: 1, 'x-easyllm': 'ignored' })).toEqual([]);
  });
});
