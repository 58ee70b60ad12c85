import { describe, expect, test } from 'vitest';
import { generateRoutes } from '../../../../scripts/generate/routes.ts';

const json = { 'application/json': {} };

function eventsOf(schema: unknown) {
  const data = { anyOf: [{ type: 'string', contentSchema: schema }, { const: '[DONE]' }] };
  return { 'text/event-stream': { itemSchema: { type: 'object', properties: { data } } } };
}

function refer(name: string) {
  return { $ref: `#/components/schemas/${name}` };
}

function generate(paths: object): string {
  const schemas = {
    Token: { type: 'object', required: ['text'] },
    End: { type: 'object' },
    Failure: { type: 'object', required: ['error'] },
    Event: { anyOf: [refer('Token'), refer('End'), refer('Failure')] },
  };
  const components = { schemas, responses: { Streamed: { content: eventsOf(refer('Event')) } } };
  return generateRoutes({ name: 'tgi', document: { paths, components } });
}

function post(operationId: string, response: object) {
  return { post: { operationId, responses: { 200: response } } };
}

describe('generateRoutes', () => {
  test('says how each operation is called, in the order of the paths', () => {
    const get = { operationId: 'readThing', responses: { 200: { description: 'No content.' } } };
    const text = generate({
      '/things/{id}': { parameters: [], get, ...post('changeThing', { content: json }) },
      '/a': post('first', {}),
    });

    expect(text).toContain(
      [
        'export const routes = {',
        "  readThing: { method: 'get', path: '/things/{id}' },",
        "  changeThing: { method: 'post', path: '/things/{id}' },",
        "  first: { method: 'post', path: '/a' },",
        '} as const;',
      ].join('\n'),
    );
    expect(text).toContain('export type Events = object;');
  });

  test('says which operations stream, and what their events are, but for errors', () => {
    const text = generate({
      '/always': post('always', { $ref: '#/components/responses/Streamed' }),
      '/asked': post('asked', { content: { ...json, ...eventsOf(refer('Token')) } }),
    });

    expect(text).toContain("always: { method: 'post', path: '/always', streams: 'always' },");
    expect(text).toContain("asked: { method: 'post', path: '/asked', streams: 'onRequest' },");
    expect(text).toContain('export type Events = {\n  always: Token | End;\n  asked: Token;\n};');
    expect(text).toContain("import type { End, Token } from './tgi.ts';");
  });

  test('refuses an event that has no name', () => {
    const schema = { type: 'object' };

    expect(() => generate({ '/a': post('a', { content: eventsOf(schema) }) })).toThrow(
      'openapi/tgi.yaml#/paths/~1a/post/responses/200/content/text~1event-stream/itemSchema: an event needs a name',
    );
  });
});
