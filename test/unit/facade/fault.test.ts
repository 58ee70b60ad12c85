import { describe, expect, test } from 'vitest';

import document from '../../../generated/openai.openapi.json' with { type: 'json' };
import * as schemas from '../../../generated/openai.schema.ts';
import type { Schema } from '../../../generated/openai.schema.ts';
import * as validators from '../../../generated/openai.zod.ts';
import { findFault } from '../../../src/facade/fault.ts';
import { openSchemas } from '../../../src/facade/open.ts';
import { createChance } from '../../support/fuzz.ts';

describe('findFault', () => {
  test.each<[schema: Schema, good: unknown[], bad: unknown[]]>([
    [{}, [null, 1, 'a', [], {}], []],
    [{ type: 'string' }, ['', 'a'], [1, null, undefined, []]],
    [{ type: 'string', minLength: 1, maxLength: 2 }, ['a', 'ab'], ['', 'abc']],
    [{ type: 'string', pattern: /^a/u }, ['ab'], ['b']],
    [{ type: 'number', minimum: 0, maximum: 2 }, [0, 0.5, 2], [-1, 3, Number.NaN, Infinity, '1', null]],
    [{ type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 }, [0.5], [0, 1]],
    [{ type: 'integer' }, [0, 2 ** 60], [0.5, 1n]],
    [{ type: 'boolean' }, [true, false], ['true', 0, null]],
    [{ type: 'null' }, [null], [undefined, 0]],
    [{ type: ['integer', 'null'], minimum: 1 }, [1, null], [0, 'a', undefined]],
    [{ type: 'array', items: { type: 'string' }, minItems: 1, maxItems: 2 }, [['a']], [[], [1], ['a', 'b', 'c'], {}]],
    [{ type: 'object' }, [{}, { a: 1 }], [[], null, 'a']],
    [{ type: 'object', minProperties: 1 }, [{ a: 1 }], [{}]],
    [{ type: 'object', properties: { a: { type: 'string' } }, required: ['a'] }, [{ a: '' }], [{}, { a: 1 }]],
    [
      { type: 'object', properties: { a: {} }, additionalProperties: false },
      [{ a: 1 }, {}],
      [{ b: 1 }, { toString: 1 }],
    ],
    [{ type: 'object', additionalProperties: { type: 'number' } }, [{ a: 1 }, {}], [{ a: '1' }]],
    [{ const: 'a' }, ['a'], ['b', undefined]],
    [{ enum: ['a', null] }, ['a', null], ['b']],
    [{ oneOf: [{ type: 'string' }, { type: 'null' }] }, ['a', null], [1]],
  ])('of %j', (schema, good, bad) => {
    expect(good.filter((value) => findFault(schema, value) !== undefined)).toEqual([]);
    expect(bad.filter((value) => findFault(schema, value) === undefined)).toEqual([]);
  });

  test('names the place and what is allowed there', () => {
    const schema: Schema = {
      type: 'array',
      items: { type: 'object', properties: { a: { type: 'number', minimum: 1 } } },
    };

    expect(findFault(schema, [{ a: 1 }, { a: 0 }])).toEqual({
      path: [1, 'a'],
      kind: 'value',
      expected: 'a number of at least 1',
    });
  });
});

const STRANGE: readonly unknown[] = [
  null, 0, 1, -1, 0.5, 3, 200, true, '', 'a', 'user', 'assistant', 'tool', 'text', 'image_url', 'function', 'auto', 'json_schema', '12', [], ['a'], [1],
  [[1, 2]], {}, { type: 'text', text: 'a' }, { type: 'function', function: { name: 'f' } }, { role: 'user', content: 'a' }, { a: null },
]; // prettier-ignore

/** A copy with something, at any depth, put in the place of something else, added or taken away. */
function mutate(value: unknown, pick: (below: number) => number): unknown {
  const strange = STRANGE[pick(STRANGE.length)];
  if (typeof value !== 'object' || value === null) return strange;
  if (Array.isArray(value)) {
    const index = pick(value.length + 1);
    return index === value.length ? [...value, strange] : value.with(index, mutate(value[index], pick));
  }
  const names = Object.keys(value);
  const name = names[pick(names.length + 2)];
  if (name === undefined) return { ...value, [String(STRANGE[pick(STRANGE.length)])]: strange };
  if (pick(4) === 0) return Object.fromEntries(Object.entries(value).filter(([key]) => key !== name));
  return { ...value, [name]: mutate((value as Record<string, unknown>)[name], pick) };
}

/** What requests to OpenAI-shaped servers are checked by. Of embeddings, what the spec does not name is taken out before. */
const { additionalProperties: _, ...EmbeddingRequest } = schemas.EmbeddingRequest;
const checked = { ...openSchemas, EmbeddingRequest };

describe.each([
  ['ChatCompletionRequest', '/v1/chat/completions'],
  ['CompletionRequest', '/v1/completions'],
  ['EmbeddingRequest', '/v1/embeddings'],
] as const)('the schema of a %s', (name, path) => {
  const { examples } = document.paths[path].post.requestBody.content['application/json'];
  const bodies = Object.values(examples).map((example) => resolveExample(example));

  test('finds fault with what its zod validator refuses, and with nothing else', () => {
    const pick = createChance(20261126);
    let refused = 0;
    for (let round = 0; round < 6000; round += 1) {
      let body = bodies[round % bodies.length];
      for (let times = pick(3); times >= 0; times -= 1) body = mutate(body, pick);
      const isRefused = findFault(checked[name], body) !== undefined;
      expect([round, body, isRefused]).toEqual([round, body, !validators[name].safeParse(body).success]);
      refused += Number(isRefused);
    }
    expect(refused).toBeGreaterThan(1000);
    expect(refused).toBeLessThan(5900);
  });
});

function resolveExample(example: object): unknown {
  if ('value' in example) return example.value;
  const reference = '$ref' in example ? String(example.$ref).split('/').at(-1) : undefined;
  const examples: Readonly<Record<string, { value: unknown }>> = document.components.examples;
  return examples[reference ?? '']?.value;
}
