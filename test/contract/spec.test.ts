import { describe, expect, inject, test } from 'vitest';
import * as z from 'zod/mini';
import { events as openaiEvents } from '../../generated/openai.events.ts';
import { refusedFields } from '../../generated/openai.parameters.ts';
import * as openaiValidators from '../../generated/openai.zod.ts';
import * as teiValidators from '../../generated/tei.zod.ts';
import * as tgiValidators from '../../generated/tgi.zod.ts';
import * as vllmValidators from '../../generated/vllm.zod.ts';
import { judgeEvent } from '../../scripts/contract/validators.ts';
import { encodeForm } from '../../src/net/form.ts';
import type { ServerSentEvent } from '../../src/sse.ts';
import { decodeEvents } from '../../src/sse.ts';
import { findFailures } from '../support/find-failures.ts';
import { type Operation, readSpec, type Schema } from '../support/spec-operations.ts';

type Validators = Readonly<Record<string, z.ZodMiniType>>;

const SPECS: readonly { name: string; url: string; validators: Validators }[] = [
  { name: 'tgi', url: inject('tgiUrl'), validators: tgiValidators },
  { name: 'tei', url: inject('teiUrl'), validators: teiValidators },
  { name: 'openai', url: inject('openaiUrl'), validators: openaiValidators },
  { name: 'vllm', url: inject('vllmUrl'), validators: vllmValidators },
];

describe.each(SPECS)('the mock of $name', ({ name, url }) => {
  const { operations } = readSpec(name);

  test('serves every example', async () => {
    const failures = await findFailures(operations.flatMap(answers), placeOf, async (shown) => {
      const { operation, mediaType, example, value } = shown;
      // A range, and `default`, stand for statuses that the operation does not list.
      const status = Number(shown.status.replace('default', '5XX').replace('XX', '99'));
      const prefer = example === undefined ? `code=${status}` : `code=${status}, example=${example}`;
      const response = await send(url, operation, { accept: mediaType, prefer });
      const text = await response.text();

      expect(response.headers.get('sl-violations')).toBeNull();
      expect(response.status).toBe(status);
      expect(isJson(mediaType) ? JSON.parse(text) : text).toStrictEqual(value);
    });

    expect(failures).toEqual([]);
  });

  test('takes every request that is shown', async () => {
    const failures = await findFailures(operations.flatMap(requests), placeOf, async ({ operation, value }) => {
      const response = await send(url, operation, {}, value);

      expect(response.headers.get('sl-violations')).toBeNull();
      expect(response.ok).toBe(true);
    });

    expect(failures).toEqual([]);
  });

  test('refuses a list as the body of any operation', async () => {
    const taking = operations.filter(({ body }) => body && isJson(body.mediaType));
    const failures = await findFailures(
      taking,
      ({ id }) => id,
      async (operation) => {
        const response = await send(url, operation, {}, []);

        expect([400, 422]).toContain(response.status);
        expect(response.headers.get('sl-violations')).toContain('["request","body"');
      },
    );

    expect(failures).toEqual([]);
  });
});

describe.each(SPECS)('the examples of $name', ({ name, validators }) => {
  const { operations } = readSpec(name);
  const shown = operations.flatMap((operation) => [...requests(operation), ...answers(operation)]);

  test('show every body', () => {
    const bodies = operations.flatMap(({ id, body, responses }) => [
      { place: `${id} request`, body },
      ...responses.map((response) => ({ place: `${id} ${response.status}`, body: response.body })),
    ]);

    expect(bodies.filter(({ body }) => body?.examples.length === 0).map(({ place }) => place)).toEqual([]);
  });

  test('fit their validators', () => {
    const documents = shown.filter(({ mediaType, schema }) => isJson(mediaType) && schema?.$ref !== undefined);
    const strays = documents.filter(({ schema, value }) => !fits(validators, schema, value));

    expect(documents.length).toBeGreaterThan(0);
    expect(strays.map(placeOf)).toEqual([]);
  });

  test('fit their validators, event by event', async () => {
    const streams = shown.filter(({ mediaType }) => mediaType === 'text/event-stream');
    const strays: string[] = [];
    for (const stream of streams) {
      for (const event of await decode(String(stream.value))) {
        const problem = judgeEvent({ spec: name, operation: stream.id }, event);
        if (problem !== undefined) strays.push(`${placeOf(stream)}: ${problem}: ${event.data}`);
      }
    }

    // TEI has no streams.
    expect(streams.length > 0).toBe(name !== 'tei');
    expect(strays).toEqual([]);
  });
});

describe.each(SPECS)('the validators of $name', ({ name, validators }) => {
  const { schemas } = readSpec(name);
  const objects = Object.entries(schemas).flatMap(([schemaName, { properties, required = [] }]) => {
    const validator = validators[schemaName];
    return properties && validator instanceof z.ZodMiniObject ? [{ schemaName, validator, properties, required }] : [];
  });
  const fields = objects.flatMap(({ schemaName, validator, properties, required }) =>
    Object.entries(properties).map(([property, schema]) => ({
      place: `${schemaName}.${property}`,
      isOptional: !required.includes(property),
      schema,
      accepts: (value: null | undefined) => accepts(validator, property, value),
    })),
  );
  const placesOf = (some: typeof fields) => some.map(({ place }) => place);

  test('are objects where the spec says so', () => {
    expect(objects.map(({ schemaName }) => schemaName)).toEqual(
      Object.keys(schemas).filter((schemaName) => schemas[schemaName]?.properties),
    );
  });

  test('let whatever is optional be left out', () => {
    const optional = fields.filter(({ isOptional }) => isOptional);

    expect(placesOf(optional.filter((field) => field.accepts(undefined)))).toEqual(placesOf(optional));
  });

  test('take null exactly where the spec does', () => {
    const nullable = fields.filter(({ schema }) => allowsNull(schemas, schema));

    expect(placesOf(fields.filter((field) => field.accepts(null)))).toEqual(placesOf(nullable));
  });
});

test('each event of a response is sent under its own type', () => {
  const { schemas } = readSpec('openai');
  const members = schemas['ResponseStreamEvent']?.oneOf ?? [];
  const types = members.map(
    ({ $ref = '' }) => schemas[$ref.replace('#/components/schemas/', '')]?.properties?.['type']?.const,
  );
  const isTaken = (event: unknown) => {
    const { error } = openaiEvents.createResponse.safeParse({ event, data: '' });
    return !/"path": \[\s*"event"\s*\]/.test(String(error?.message));
  };

  expect(types.length).toBeGreaterThan(10);
  expect(types.filter((type) => !isTaken(type))).toEqual([]);
  expect(isTaken('response.creatd')).toBe(false);
});

test('the facade takes null for every optional field of a request', () => {
  const { schemas } = readSpec('openai');
  const strict = Object.keys(refusedFields).flatMap((request) => {
    const { properties = {}, required = [] } = schemas[request] ?? {};
    const optional = Object.keys(properties).filter((property) => !required.includes(property));
    return optional
      .filter((property) => !allowsNull(schemas, properties[property]))
      .map((field) => `${request}.${field}`);
  });

  expect(strict).toEqual([]);
});

test('a field that is always refused is deprecated, so that editors strike it through', () => {
  const { schemas } = readSpec('openai');
  const fields = Object.entries(refusedFields).flatMap(([request, names]) =>
    names.map((name) => [`${request}.${name}`, schemas[request]?.properties?.[name]] as const),
  );
  const always = fields.filter(
    ([, { description = '' } = {}]) => !/passed\s+to|without a prompt builder/.test(description),
  );

  expect(always.length).toBeGreaterThan(5);
  expect(fields.filter(([, field]) => field?.deprecated)).toEqual(always);
});

interface Shown {
  readonly operation: Operation;
  readonly id: string;
  readonly status: string;
  readonly mediaType: string;
  readonly schema: Schema | undefined;
  readonly example: string | undefined;
  readonly value: unknown;
}

function placeOf({ id, status, mediaType, example }: Shown): string {
  return `${id} ${status} ${mediaType} ${example ?? ''}`.trim();
}

function requests(operation: Operation): readonly Shown[] {
  const { id, body } = operation;
  if (!body) return [];
  const { mediaType, schema, examples } = body;
  return examples.map(({ name, value }) => ({
    operation,
    id,
    status: 'request',
    mediaType,
    schema,
    example: name,
    value,
  }));
}

/** Every answer that the spec shows; one without content is an empty text. */
function answers(operation: Operation): readonly Shown[] {
  const { id, responses } = operation;
  return responses.flatMap(({ status, body }): readonly Shown[] => {
    if (!body) return [{ operation, id, status, mediaType: '*/*', schema: undefined, example: undefined, value: '' }];
    const { mediaType, schema, examples } = body;
    return examples.map(({ name, value }) => ({ operation, id, status, mediaType, schema, example: name, value }));
  });
}

/** What an operation answers to a body, by default its first example. */
function send(
  base: string,
  operation: Operation,
  headers: Record<string, string>,
  value = operation.body?.examples[0]?.value,
) {
  const { method, path, body } = operation;
  const isForm = body?.mediaType === 'multipart/form-data';
  const form = isForm ? encodeForm(Object(value)) : { contentType: body?.mediaType, body: JSON.stringify(value) };
  const type = form.contentType === undefined ? {} : { 'content-type': form.contentType };
  const authorization = { authorization: 'Bearer test' };
  return fetch(base + path, {
    method,
    headers: { ...authorization, ...type, ...headers },
    ...(body && { body: form.body }),
  });
}

function isJson(mediaType: string): boolean {
  return mediaType === 'application/json';
}

/** The events of an example; where its last is cut short, without that. */
async function decode(stream: string) {
  const events: ServerSentEvent[] = [];
  for await (const event of decodeEvents(new Blob([stream]).stream())) events.push(event);
  return stream.endsWith('\n\n') ? events : events.slice(0, -1);
}

/** Whether the generated validator of a referenced schema, or of an alternative of a union, accepts a value. */
function fits(validators: Validators, schema: Schema | undefined, value: unknown): boolean {
  if (schema?.oneOf) return schema.oneOf.some((alternative) => fits(validators, alternative, value));
  const name = schema?.$ref?.replace('#/components/schemas/', '');
  return name !== undefined && validators[name]?.safeParse(value).success === true;
}

function accepts(validator: z.ZodMiniObject, property: string, value: null | undefined): boolean {
  return z.pick(validator, { [property]: true }).safeParse({ [property]: value }).success;
}

function allowsNull(schemas: Readonly<Record<string, Schema>>, schema: Schema | undefined): boolean {
  if (!schema) return false;
  if (schema.$ref) return allowsNull(schemas, schemas[schema.$ref.replace('#/components/schemas/', '')]);
  if ('const' in schema) return schema.const === null;
  if (schema.enum) return schema.enum.includes(null);
  const alternatives = schema.oneOf ?? schema.anyOf;
  if (alternatives) return alternatives.some((alternative) => allowsNull(schemas, alternative));
  return schema.type === undefined || [schema.type].flat().includes('null');
}
