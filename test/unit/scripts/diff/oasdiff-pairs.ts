/** Small pairs of documents, and those in which `oasdiff breaking` 1.37.0 finds an error or a warning. */

export interface Pair {
  readonly name: string;
  readonly old: object;
  readonly fresh: object;
}

/** A document of one operation. */
function documentOf(operation: object, besides: object = {}): object {
  const post = { operationId: 'ask', responses: { 200: { description: 'Done.' } }, ...operation };
  return { openapi: '3.1.1', info: { title: 'Mini', version: '1.0.0' }, paths: { '/ask': { post } }, ...besides };
}

function asks(schema: object, required = true): object {
  return { requestBody: { required, content: { 'application/json': { schema } } } };
}

function answers(schema: object, status = '200'): object {
  return { responses: { [status]: { description: 'Done.', content: { 'application/json': { schema } } } } };
}

function both(name: string, old: object, fresh: object): Pair[] {
  const inside = (schema: object) => ({ type: 'object', properties: { a: schema } });
  return [
    {
      name: `request: ${name}`,
      old: documentOf(asks(inside(old))),
      fresh: documentOf(asks(inside(fresh))),
    },
    {
      name: `response: ${name}`,
      old: documentOf(answers(inside(old))),
      fresh: documentOf(answers(inside(fresh))),
    },
  ];
}

const text = { type: 'string' };
const a = { type: 'object', properties: { a: text } };
const ab = { type: 'object', properties: { a: text, b: text } };
const need = (schema: object, ...required: string[]) => ({ ...schema, required });
const query = (required: boolean, schema: object = text) => ({
  parameters: [{ name: 'q', in: 'query', required, schema }],
});
const header = (required: boolean, schema: object = text) => ({
  responses: { 200: { description: 'Done.', headers: { 'x-a': { required, schema } } } },
});
const secured = (...ways: object[]) => ({ security: ways });
const schemes = {
  components: {
    securitySchemes: { bearer: { type: 'http', scheme: 'bearer' }, key: { type: 'apiKey', in: 'header', name: 'k' } },
  },
};
const media = (...types: string[]) => Object.fromEntries(types.map((type) => [type, { schema: text }]));

export const PAIRS: readonly Pair[] = [
  ...both('a string becomes an integer', text, { type: 'integer' }),
  ...both('an integer becomes a number', { type: 'integer' }, { type: 'number' }),
  ...both('a number becomes an integer', { type: 'number' }, { type: 'integer' }),
  ...both('null is allowed', text, { type: ['string', 'null'] }),
  ...both('null is forbidden', { type: ['string', 'null'] }, text),
  ...both('values are listed', text, { ...text, enum: ['x', 'y'] }),
  ...both('values are no longer listed', { ...text, enum: ['x', 'y'] }, text),
  ...both('a value is added', { ...text, enum: ['x'] }, { ...text, enum: ['x', 'y'] }),
  ...both('a value is removed', { ...text, enum: ['x', 'y'] }, { ...text, enum: ['x'] }),
  ...both('a minimum is set', { type: 'number' }, { type: 'number', minimum: 1 }),
  ...both('a minimum is unset', { type: 'number', minimum: 1 }, { type: 'number' }),
  ...both('a minimum rises', { type: 'number', minimum: 1 }, { type: 'number', minimum: 2 }),
  ...both('a minimum falls', { type: 'number', minimum: 2 }, { type: 'number', minimum: 1 }),
  ...both('a maximum rises', { type: 'number', maximum: 1 }, { type: 'number', maximum: 2 }),
  ...both('a maximum falls', { type: 'number', maximum: 2 }, { type: 'number', maximum: 1 }),
  ...both(
    'an exclusive maximum falls',
    { type: 'number', exclusiveMaximum: 2 },
    { type: 'number', exclusiveMaximum: 1 },
  ),
  ...both('a text may be longer', { ...text, maxLength: 1 }, { ...text, maxLength: 2 }),
  ...both('a text must be longer', { ...text, minLength: 1 }, { ...text, minLength: 2 }),
  ...both(
    'a list may be longer',
    { type: 'array', items: text, maxItems: 1 },
    { type: 'array', items: text, maxItems: 2 },
  ),
  ...both(
    'a list must be longer',
    { type: 'array', items: text, minItems: 1 },
    { type: 'array', items: text, minItems: 2 },
  ),
  ...both('items become integers', { type: 'array', items: text }, { type: 'array', items: { type: 'integer' } }),
  ...both('items must differ', { type: 'array', items: text }, { type: 'array', items: text, uniqueItems: true }),
  ...both('a pattern is set', text, { ...text, pattern: '^x' }),
  ...both('a pattern is unset', { ...text, pattern: '^x' }, text),
  ...both('a pattern is another', { ...text, pattern: '^x' }, { ...text, pattern: '^y' }),
  ...both('a format is set', text, { ...text, format: 'uuid' }),
  ...both('a format is unset', { ...text, format: 'uuid' }, text),
  ...both('a format is another', { ...text, format: 'uuid' }, { ...text, format: 'date' }),
  ...both('a default is another', { ...text, default: 'x' }, { ...text, default: 'y' }),
  ...both('a member is added', a, ab),
  ...both('a member is removed', ab, a),
  ...both('a needed member is added', need(a, 'a'), need(ab, 'a', 'b')),
  ...both('a needed member is removed', need(ab, 'a', 'b'), need(a, 'a')),
  ...both('a member is needed', a, need(a, 'a')),
  ...both('a member is not needed', need(a, 'a'), a),
  { name: 'a path is removed', old: documentOf({}), fresh: documentOf({}, { paths: {} }) },
  { name: 'a path is added', old: documentOf({}, { paths: {} }), fresh: documentOf({}) },
  { name: 'another operationId', old: documentOf({}), fresh: documentOf({ operationId: 'tell' }) },
  { name: 'a body is wanted', old: documentOf({}), fresh: documentOf(asks(a)) },
  { name: 'a body may be given', old: documentOf({}), fresh: documentOf(asks(a, false)) },
  { name: 'a body is not wanted any more', old: documentOf(asks(a)), fresh: documentOf({}) },
  { name: 'a body must be given', old: documentOf(asks(a, false)), fresh: documentOf(asks(a)) },
  {
    name: 'a parameter must be given',
    old: documentOf(query(false)),
    fresh: documentOf(query(true)),
  },
  {
    name: 'a parameter may be given',
    old: documentOf(query(true)),
    fresh: documentOf(query(false)),
  },
  { name: 'a needed parameter is added', old: documentOf({}), fresh: documentOf(query(true)) },
  { name: 'a parameter is added', old: documentOf({}), fresh: documentOf(query(false)) },
  { name: 'a parameter is removed', old: documentOf(query(false)), fresh: documentOf({}) },
  {
    name: 'a parameter is of another type',
    old: documentOf(query(true)),
    fresh: documentOf(query(true, { type: 'integer' })),
  },
  {
    name: 'a success is added',
    old: documentOf(answers(a)),
    fresh: documentOf({ responses: { ...Object(answers(a)).responses, 202: { description: 'Later.' } } }),
  },
  {
    name: 'a success is another',
    old: documentOf(answers(a)),
    fresh: documentOf(answers(a, '201')),
  },
  {
    name: 'a failure is added',
    old: documentOf({}),
    fresh: documentOf({ responses: { 200: { description: 'Done.' }, 404: { description: 'No.' } } }),
  },
  {
    name: 'a failure is removed',
    old: documentOf({ responses: { 200: { description: 'Done.' }, 404: { description: 'No.' } } }),
    fresh: documentOf({}),
  },
  {
    name: 'a form of the response is added',
    old: documentOf({ responses: { 200: { description: 'Done.', content: media('text/plain') } } }),
    fresh: documentOf({ responses: { 200: { description: 'Done.', content: media('text/plain', 'text/html') } } }),
  },
  {
    name: 'a form of the response is removed',
    old: documentOf({ responses: { 200: { description: 'Done.', content: media('text/plain', 'text/html') } } }),
    fresh: documentOf({ responses: { 200: { description: 'Done.', content: media('text/plain') } } }),
  },
  {
    name: 'a form of the request is added',
    old: documentOf({ requestBody: { content: media('text/plain') } }),
    fresh: documentOf({ requestBody: { content: media('text/plain', 'text/html') } }),
  },
  {
    name: 'a form of the request is removed',
    old: documentOf({ requestBody: { content: media('text/plain', 'text/html') } }),
    fresh: documentOf({ requestBody: { content: media('text/plain') } }),
  },
  { name: 'a header is added', old: documentOf({}), fresh: documentOf(header(false)) },
  { name: 'a header is removed', old: documentOf(header(false)), fresh: documentOf({}) },
  { name: 'a needed header is removed', old: documentOf(header(true)), fresh: documentOf({}) },
  {
    name: 'a header may be missing',
    old: documentOf(header(true)),
    fresh: documentOf(header(false)),
  },
  {
    name: 'a header is of another type',
    old: documentOf(header(true)),
    fresh: documentOf(header(true, { type: 'integer' })),
  },
  {
    name: 'a key is wanted',
    old: documentOf({}, schemes),
    fresh: documentOf(secured({ bearer: [] }), schemes),
  },
  {
    name: 'another key will do',
    old: documentOf(secured({ bearer: [] }), schemes),
    fresh: documentOf(secured({ bearer: [] }, { key: [] }), schemes),
  },
  {
    name: 'a key will not do any more',
    old: documentOf(secured({ bearer: [] }, { key: [] }), schemes),
    fresh: documentOf(secured({ bearer: [] }), schemes),
  },
  {
    name: 'a key is not needed any more',
    old: documentOf(secured({ bearer: [] }), schemes),
    fresh: documentOf(secured({ bearer: [] }, {}), schemes),
  },
  ...unions('request', (schema) => documentOf(asks(schema))),
  ...unions('response', (schema) => documentOf(answers(schema))),
];

function unions(side: string, toDocument: (schema: object) => object): Pair[] {
  const one = { oneOf: [text] };
  const two = { oneOf: [text, { type: 'integer' }] };
  return [
    { name: `${side}: a member of a union is added`, old: toDocument(one), fresh: toDocument(two) },
    {
      name: `${side}: a member of a union is removed`,
      old: toDocument(two),
      fresh: toDocument(one),
    },
  ];
}

/** The pairs that oasdiff finds to break callers. */
export const BREAKING: ReadonlySet<string> = new Set([
  'request: a string becomes an integer',
  'response: a string becomes an integer',
  'response: an integer becomes a number',
  'request: a number becomes an integer',
  'response: null is allowed',
  'request: null is forbidden',
  'request: values are listed',
  'response: values are no longer listed',
  'response: a value is added',
  'request: a value is removed',
  'request: a minimum is set',
  'response: a minimum is unset',
  'request: a minimum rises',
  'response: a minimum falls',
  'response: a maximum rises',
  'request: a maximum falls',
  'request: an exclusive maximum falls',
  'response: a text may be longer',
  'request: a text must be longer',
  'response: a list may be longer',
  'request: a list must be longer',
  'request: items become integers',
  'response: items become integers',
  'request: items must differ',
  'request: a pattern is set',
  'response: a pattern is unset',
  'request: a pattern is another',
  'response: a pattern is another',
  'request: a format is set',
  'response: a format is unset',
  'request: a format is another',
  'response: a format is another',
  'request: a member is removed',
  'request: a needed member is added',
  'request: a needed member is removed',
  'response: a needed member is removed',
  'request: a member is needed',
  'response: a member is not needed',
  'a path is removed',
  'a body is wanted',
  'a body is not wanted any more',
  'a body must be given',
  'a parameter must be given',
  'a needed parameter is added',
  'a parameter is removed',
  'a parameter is of another type',
  'a success is another',
  'a form of the response is removed',
  'a form of the request is removed',
  'a needed header is removed',
  'a header may be missing',
  'a key is wanted',
  'a key will not do any more',
  'request: a member of a union is removed',
  'response: a member of a union is added',
]);
