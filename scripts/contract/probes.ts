/** All requests that show whether a server keeps to a spec: every example, every property of a request, every failure. */
import { encodeForm } from '../../src/net/form.ts';
import type { Mapping } from '../specs/mapping.ts';
import { isMapping, mappingOf } from '../specs/mapping.ts';
import { dereference, toShape } from '../specs/shape.ts';

/** One request, and the responses that the spec documents. */
export interface Probe {
  readonly operation: string;
  /** `request NAME`, `property PATH` or `response STATUS NAME`. */
  readonly name: string;
  readonly method: string;
  /** The path with the examples of its parameters filled in. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** The status that the probe asks for; undefined for any that the operation documents. */
  readonly status: number | undefined;
  readonly responses: Mapping;
}

/** All probes of a bundled document, operation by operation. */
export function toProbes(document: Mapping): readonly Probe[] {
  return Object.entries(mappingOf(document['paths'])).flatMap(([path, item]) =>
    Object.entries(mappingOf(item)).flatMap(([method, operation]) =>
      isMapping(operation) && 'responses' in operation ? operationProbes(document, { path, method, operation }) : [],
    ),
  );
}

interface Place {
  readonly path: string;
  readonly method: string;
  readonly operation: Mapping;
}

function operationProbes(document: Mapping, { path, method, operation }: Place): readonly Probe[] {
  const content = mappingOf(dereference(document, operation['requestBody'])['content']);
  const isForm = 'multipart/form-data' in content;
  const request = mappingOf(content[isForm ? 'multipart/form-data' : 'application/json']);
  const responses = mappingOf(operation['responses']);
  const base: Omit<Probe, 'name' | 'body' | 'status'> = {
    operation: String(operation['operationId']),
    method: method.toUpperCase(),
    path: fillPath(document, path, operation),
    headers: {},
    responses,
  };
  const examples = Object.entries(mappingOf(request['examples'])).map(([name, example]) => ({
    name,
    value: dereference(document, example)['value'],
  }));
  const first = examples[0]?.value;
  const requests = examples.length > 0 ? examples : [{ name: 'alone', value: undefined }];
  if (isForm) return toFormProbes(document, base, requests);
  return [
    ...requests.map(({ name, value }) => ({ ...base, ...toRequest(value), name: `request ${name}` })),
    ...toProperties(document, request['schema'], first).map(({ name, value }) => ({
      ...base,
      ...toRequest(value),
      name: `property ${name}`,
    })),
    ...Object.entries(responses).flatMap(([status, response]) =>
      responseProbes(dereference(document, response), status).map((probe) => ({
        ...base,
        ...probe,
        body: write(first),
      })),
    ),
  ];
}

/** Of a form, each example and each response: its parts are texts, whose values the schema does not show one by one. */
function toFormProbes(
  document: Mapping,
  base: Omit<Probe, 'name' | 'body' | 'status'>,
  requests: readonly Sample[],
): readonly Probe[] {
  const [first] = requests;
  const asked = requests.map(({ name, value }) => {
    const { contentType, body } = encodeForm(mappingOf(value));
    return { ...base, name: `request ${name}`, headers: { 'content-type': contentType }, body, status: undefined };
  });
  const { contentType, body } = encodeForm(mappingOf(first?.value));
  const answered = Object.entries(base.responses).flatMap(([status, response]) =>
    responseProbes(dereference(document, response), status).map((probe) => ({
      ...base,
      ...probe,
      headers: { ...probe.headers, 'content-type': contentType },
      body,
    })),
  );
  return [...asked, ...answered];
}

function toRequest(value: unknown) {
  const accept = asksForStream(value)
    ? 'text/event-stream, application/json;q=0.9, */*;q=0.5'
    : 'application/json, text/event-stream;q=0.9, */*;q=0.5';
  return { headers: { accept }, body: write(value), status: undefined };
}

export function asksForStream(body: unknown): boolean {
  return mappingOf(body)['stream'] === true;
}

/** One probe for each example of a response. Mocks choose by `Prefer`, which real servers ignore. */
function responseProbes(response: Mapping, listed: string) {
  // A range, or `default`, stands for all statuses that the operation does not list by themselves.
  const status = Number(listed.replace('default', '5XX').replace('XX', '99'));
  const media = Object.entries(mappingOf(response['content']));
  if (media.length === 0) return [{ name: `response ${listed}`, headers: { prefer: `code=${status}` }, status }];
  return media.flatMap(([mediaType, content]) =>
    Object.keys(mappingOf(mappingOf(content)['examples'])).map((example) => ({
      name: `response ${listed} ${mediaType} ${example}`,
      headers: { accept: mediaType, prefer: `code=${status}, example=${example}` },
      status,
    })),
  );
}

function fillPath(document: Mapping, path: string, { parameters }: Mapping): string {
  const found = (Array.isArray(parameters) ? parameters : []).map((parameter) => dereference(document, parameter));
  const inPath = found.filter((parameter) => parameter['in'] === 'path');
  return inPath.reduce<string>(
    (filled, { name, example }) => filled.replace(`{${String(name)}}`, encodeURIComponent(String(example))),
    path,
  );
}

interface Sample {
  readonly name: string;
  readonly value: unknown;
}

/** The first example, once for each property of the schema at any depth, with a value for that property. */
function toProperties(document: Mapping, schema: unknown, first: unknown, depth = 0): readonly Sample[] {
  if (depth > 6) return [];
  const { alternatives } = toShape(document, schema);
  return alternatives.flatMap((alternative): readonly Sample[] => {
    if (alternative.items !== undefined) {
      const inside = toProperties(document, alternative.items, undefined, depth + 1);
      return inside.map(({ name, value }) => ({ name: `[]${name}`, value: [value] }));
    }
    // Of which member of a union the example is, the spec does not say.
    const example = alternatives.length === 1 ? mappingOf(first) : {};
    const base = { ...toRequired(document, alternative.properties), ...example };
    return [...alternative.properties].flatMap(([name, property]) => {
      const inside = toProperties(document, property.schema, base[name], depth + 1);
      const whole = { name: `.${name}`, value: { ...base, [name]: toSample(document, property.schema) } };
      return [
        whole,
        ...inside.map((sample) => ({ name: `.${name}${sample.name}`, value: { ...base, [name]: sample.value } })),
      ];
    });
  });
}

type Properties = ReadonlyMap<string, { readonly schema: unknown; readonly isRequired: boolean }>;

function toRequired(document: Mapping, properties: Properties): Mapping {
  const required = [...properties].filter(([, { isRequired }]) => isRequired);
  return Object.fromEntries(required.map(([name, { schema }]) => [name, toSample(document, schema)]));
}

/** A value that a schema allows. */
function toSample(document: Mapping, schema: unknown): unknown {
  const whole = dereference(document, schema);
  if (Array.isArray(whole['examples'])) return whole['examples'][0];
  const [alternative] = toShape(document, schema).alternatives;
  if (alternative === undefined) return null;
  const { type, facts, properties, items } = alternative;
  const [value] = facts.get('values')?.split(', ') ?? [];
  if (value !== undefined) return type === 'string' ? value : JSON.parse(value);
  if (type === 'object') return toRequired(document, properties);
  if (type === 'array') return [toSample(document, items)];
  if (type === 'boolean') return false;
  if (type === 'integer' || type === 'number') return toNumber(facts, type);
  return facts.has('pattern') ? '1' : 'words';
}

/** The least number that is allowed. Where the minimum is excluded, a half more. */
function toNumber(facts: ReadonlyMap<string, string>, type: string): number {
  const minimum = facts.get('minimum') ?? '>=0';
  const least = Number(minimum.replace(/^>=?/, ''));
  if (minimum.startsWith('>=')) return Math.max(least, type === 'integer' ? Math.min(1, toMost(facts)) : least);
  return least < 0 ? 0 : least + 0.5;
}

function toMost(facts: ReadonlyMap<string, string>): number {
  return Number(facts.get('maximum')?.replace(/^<=?/, '') ?? 1);
}

function write(value: unknown): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}
