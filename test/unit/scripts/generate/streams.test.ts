import { describe, expect, test } from 'vitest';
import { toOpenApi31 } from '../../../../scripts/generate/older.ts';
import { generateStreams } from '../../../../scripts/generate/streams.ts';
import { events } from '../../../../src/tgi.ts';
import { events as openaiEvents } from '../../../../src/openai.ts';

const AT = 'openapi/mini.yaml#/paths/~1a/post/responses/200/content/text~1event-stream';

function specOf(media: object) {
  const operation = { operationId: 'ask', responses: { 200: { content: { 'text/event-stream': media } } } };
  const components = { schemas: { Chunk: { type: 'object' } } };
  return { name: 'mini', document: { openapi: '3.2.0', components, paths: { '/a': { post: operation } } } };
}

describe('generateStreams', () => {
  test('writes a validator of the fields of an event, which reads JSON', () => {
    const data = {
      anyOf: [
        { type: 'string', contentMediaType: 'application/json', contentSchema: { $ref: '#/components/schemas/Chunk' } },
        { const: '[DONE]' },
      ],
    };
    const text = generateStreams(specOf({ itemSchema: { type: 'object', required: ['data'], properties: { data } } }));

    expect(text).toContain('ask: /* @__PURE__ */ (() => z.looseObject({\n');
    expect(text).toContain('  ask: { data: Chunk | "[DONE]" };\n');
    expect(text).toContain('data: z.union([json(schemas.Chunk), z.literal("[DONE]")]),');
  });

  test('is nothing for a spec without streams, and refuses a stream that says nothing of its events', () => {
    expect(generateStreams({ name: 'mini', document: { paths: {} } })).toBeUndefined();
    expect(() => generateStreams(specOf({ schema: { type: 'string' } }))).toThrow(`${AT}: itemSchema is missing`);
    expect(() => generateStreams(specOf({ itemSchema: { type: 'object', not: {} } }))).toThrow(
      `${AT}/itemSchema/not: this keyword is not supported`,
    );
    const list = { type: 'object', properties: { data: { type: 'array' } } };
    expect(() => generateStreams(specOf({ itemSchema: list }))).toThrow(
      `${AT}/itemSchema/properties/data: no field of an event is like this`,
    );
  });
});

describe('the validators of events', () => {
  const token = { id: 5, text: 'a', logprob: -1, special: false };
  const first = { index: 1, token, generated_text: null, details: null };

  test.each([
    ['a token', JSON.stringify(first), true],
    ['an error', '{"error":"Model is overloaded","error_type":"overloaded"}', true],
    ['a token with a field that is named otherwise', JSON.stringify({ ...first, generated_text: undefined }), false],
    ['the end of another API', '[DONE]', false],
    ['JSON that is cut', '{"index":', false],
  ])('judge %s', (_, data, isFit) => {
    expect(events.generateStream.safeParse({ data }).success).toBe(isFit);
  });

  test('give the event with its JSON read', () => {
    expect(events.generateStream.parse({ data: JSON.stringify(first) })).toEqual({ data: first });
    expect(events.chatCompletions.parse({ data: '[DONE]' })).toEqual({ data: '[DONE]' });
  });

  test('want the name of an event where one is sent', () => {
    const data = '{"type":"error","sequence_number":0,"code":null,"message":"a","param":null,"error":';
    const whole = `${data}{"message":"a","type":"server_error","param":null,"code":null}}`;

    expect(openaiEvents.createResponse.safeParse({ event: 'error', data: whole }).success).toBe(true);
    expect(openaiEvents.createResponse.safeParse({ event: 'eror', data: whole }).success).toBe(false);
    expect(openaiEvents.createResponse.safeParse({ data: whole }).success).toBe(false);
  });
});

describe('toOpenApi31', () => {
  test('makes a text of a stream, beside which an extension says what its events are', () => {
    const { document } = specOf({
      itemSchema: { type: 'object' },
      examples: { a: { serializedValue: 'data: 1\n\n' } },
    });
    const older = toOpenApi31(document);

    expect(older).toEqual({
      openapi: '3.1.1',
      components: document.components,
      paths: specOf({
        schema: { type: 'string', description: 'Server-sent events, each as `x-itemSchema` says.' },
        'x-itemSchema': { type: 'object' },
        examples: { a: { value: 'data: 1\n\n' } },
      }).document.paths,
    });
  });

  test('leaves the data of examples alone', () => {
    const example = { value: { itemSchema: 1, serializedValue: 'a' } };

    expect(toOpenApi31({ examples: { a: example } })['examples']).toEqual({ a: example });
  });
});
