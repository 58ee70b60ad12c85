/** Nothing in the specs is left unexercised: what `npm run contract` asks is all that there is, and the mocks respond as documented. */
import { readFileSync } from 'node:fs';
import { describe, expect, inject, test } from 'vitest';
import type { Probe } from '../../scripts/contract/probes.ts';
import { toProbes } from '../../scripts/contract/probes.ts';
import type { Outcome } from '../../scripts/contract/run.ts';
import { runProbes } from '../../scripts/contract/run.ts';
import type { Mapping } from '../../scripts/specs/mapping.ts';
import { dereference } from '../../scripts/specs/shape.ts';
import { isMapping, mappingOf } from '../../scripts/specs/mapping.ts';
import { tryParse } from '../../src/base/check.ts';
import { startFakeTgi } from '../../src/testing.ts';

const MOCKS = [
  { spec: 'tgi', url: inject('tgiUrl') },
  { spec: 'tei', url: inject('teiUrl') },
  { spec: 'openai', url: inject('openaiUrl') },
  { spec: 'vllm', url: inject('vllmUrl') },
];

describe.each(MOCKS)('the probes of $spec', ({ spec, url }) => {
  const document: Mapping = JSON.parse(readFileSync(`generated/${spec}.openapi.json`, 'utf8'));
  const probes = toProbes(document);

  test('leave no operation, status or example out', () => {
    const probed = new Set(probes.map(({ operation, name }) => `${operation} ${name}`));
    const unexercised = listResponses(document).filter((response) => !probed.has(response));

    expect(unexercised).toEqual([]);
  });

  test('leave no property of a request out', () => {
    const exercised = new Set(probes.flatMap((probe) => propertiesOf(document, probe)));
    const unexercised = listRequestProperties(document).filter((property) => !exercised.has(property));

    expect(unexercised).toEqual([]);
  });

  test('are answered by the mock as documented', async () => {
    const strays: string[] = [];
    const target = { apiBase: url, apiKey: 'test', timeoutMs: 60_000 };
    for await (const { probe, verdict, detail } of runProbes(probes, { spec, document, target })) {
      if (verdict !== 'ok') strays.push(`${probe.operation} ${probe.name}: ${detail}`);
    }

    expect(strays).toEqual([]);
  });
});

describe('a server that differs', () => {
  const document: Mapping = JSON.parse(readFileSync('generated/tgi.openapi.json', 'utf8'));
  const probe = toProbes(document).find(
    ({ operation, name }) => operation === 'generate' && name === 'request minimal',
  );

  test.each([
    ['application/json', 200, '{"generated_text":1}', 'does not fit'],
    ['text/html', 200, '<p>', 'the media type "text/html" is not documented'],
    ['application/json', 418, '{}', 'the status is not documented'],
  ])('is told so for %s, %i %s', async (type, status, body, problem) => {
    await using server = await startFakeTgi({
      script: [{ status, headers: { 'content-type': type }, steps: [{ send: body }] }],
    });
    const target = { apiBase: server.url, apiKey: undefined, timeoutMs: 60_000 };
    const outcomes: Outcome[] = [];
    for await (const outcome of runProbes(probe ? [probe] : [], { spec: 'tgi', document, target }))
      outcomes.push(outcome);

    expect(outcomes).toMatchObject([{ verdict: 'differs', detail: expect.stringContaining(problem) }]);
  });
});

/** Each response that the document shows, named as probes are. */
function listResponses(document: Mapping): readonly string[] {
  return listOperations(document).flatMap((operation) =>
    Object.entries(mappingOf(operation['responses'])).flatMap(([status, response]) => {
      const media = Object.entries(mappingOf(dereference(document, response)['content']));
      const name = `${String(operation['operationId'])} response ${status}`;
      if (media.length === 0) return [name];
      return media.flatMap(([type, content]) =>
        Object.keys(mappingOf(mappingOf(content)['examples'])).map((example) => `${name} ${type} ${example}`),
      );
    }),
  );
}

function listOperations(document: Mapping): readonly Mapping[] {
  const items = Object.values(mappingOf(document['paths'])).map(mappingOf);
  return items
    .flatMap((item) => Object.values(item).filter((part) => isMapping(part) && 'operationId' in part))
    .map(mappingOf);
}

/** Each property that a schema reachable from a request has, as `Schema.property`. */
function listRequestProperties(document: Mapping): readonly string[] {
  const found = new Set<string>();
  const seen = new Set<unknown>();
  const visit = (schema: unknown, owner: string): void => {
    if (!isMapping(schema) || seen.has(schema)) return;
    seen.add(schema);
    const { $ref } = schema;
    if (typeof $ref === 'string') return visit(dereference(document, schema), nameOf($ref));
    for (const [name, property] of Object.entries(mappingOf(schema['properties']))) {
      found.add(`${owner}.${name}`);
      visit(property, `${owner}.${name}`);
    }
    visit(schema['items'], owner);
    for (const member of membersOf(schema)) visit(member, owner);
  };
  for (const operation of listOperations(document))
    visit(requestSchema(document, operation), String(operation['operationId']));
  return [...found];
}

/** The properties that the body of a probe has, in all schemas that it may be meant for. */
function propertiesOf(document: Mapping, { operation, body }: Probe): readonly string[] {
  const found: string[] = [];
  const visit = (schema: unknown, value: unknown, owner: string): void => {
    if (!isMapping(schema)) return;
    const { $ref } = schema;
    if (typeof $ref === 'string') return visit(dereference(document, schema), value, nameOf($ref));
    for (const member of membersOf(schema)) visit(member, value, owner);
    if (Array.isArray(value)) for (const item of value) visit(schema['items'], item, owner);
    for (const [name, property] of Object.entries(mappingOf(schema['properties']))) {
      if (!isMapping(value) || !(name in value)) continue;
      found.push(`${owner}.${name}`);
      visit(property, value[name], `${owner}.${name}`);
    }
  };
  const owner = listOperations(document).find(({ operationId }) => operationId === operation);
  // A form is no JSON: its parts are not told apart here.
  if (owner !== undefined && tryParse(body ?? '') !== undefined)
    visit(requestSchema(document, owner), tryParse(body ?? ''), operation);
  return found;
}

function requestSchema(document: Mapping, operation: Mapping): unknown {
  const content = mappingOf(dereference(document, operation['requestBody'])['content']);
  return mappingOf(content['application/json'])['schema'];
}

function membersOf({ oneOf, anyOf }: Mapping): readonly unknown[] {
  const members = oneOf ?? anyOf;
  return Array.isArray(members) ? members : [];
}

function nameOf(reference: string): string {
  return reference.replace('#/components/schemas/', '');
}
