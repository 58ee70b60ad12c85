/**
 * What each tool makes of the keywords of a schema, and of the parts of a document. A tool that does not know a word drops it in
 * silence; here the word is refused instead. `test/unit/scripts/generate/tools.test.ts` asks the installed versions.
 */

/** The tools that are given the document, and what they are for. */
export const TOOLS = { types: 'openapi-typescript', validators: 'the validators', mocks: 'Prism' } as const;

export type Tool = keyof typeof TOOLS;

/** Keywords that say something of the values of a schema, with the tools that heed them. */
export const KEYWORDS: Readonly<Record<string, readonly Tool[]>> = {
  type: ['types', 'validators', 'mocks'],
  const: ['types', 'validators', 'mocks'],
  enum: ['types', 'validators', 'mocks'],
  properties: ['types', 'validators', 'mocks'],
  required: ['types', 'validators', 'mocks'],
  additionalProperties: ['types', 'validators', 'mocks'],
  items: ['types', 'validators', 'mocks'],
  oneOf: ['types', 'validators', 'mocks'],
  anyOf: ['types', 'validators', 'mocks'],
  minimum: ['validators', 'mocks'],
  exclusiveMinimum: ['validators', 'mocks'],
  maximum: ['validators', 'mocks'],
  exclusiveMaximum: ['validators', 'mocks'],
  minLength: ['validators', 'mocks'],
  maxLength: ['validators', 'mocks'],
  pattern: ['validators', 'mocks'],
  minItems: ['validators', 'mocks'],
  maxItems: ['validators', 'mocks'],
  minProperties: ['validators', 'mocks'],
  allOf: ['types', 'mocks'],
  not: ['mocks'],
  multipleOf: ['mocks'],
  uniqueItems: ['mocks'],
  maxProperties: ['mocks'],
  propertyNames: ['mocks'],
  contains: ['mocks'],
  dependentRequired: [],
  unevaluatedProperties: [],
  prefixItems: ['types'],
  patternProperties: ['types', 'mocks'],
};

/** What types cannot say: a keyword that all other tools heed may be used. */
export const BEYOND_TYPES: readonly Tool[] = ['validators', 'mocks'];

/** Keywords that say nothing of which values are valid: no tool has to heed them. */
export const ANNOTATIONS: readonly string[] = [
  '$ref',
  'title',
  'description',
  'deprecated',
  'default',
  'examples',
  'contentMediaType',
  // The members of the union do its work.
  'discriminator',
];

/** Formats that Prism does not check either. It checks the others, and validators do not. */
export const FORMATS: readonly string[] = ['binary'];

/** The kinds of parts of a document, each with its fields; a field leads to one part, a list or a mapping of parts, or to data. */
export const PARTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  document: {
    openapi: '',
    info: '',
    servers: '',
    security: '',
    tags: '',
    paths: '{}pathItem',
    components: 'components',
  },
  components: {
    schemas: '{}schema',
    responses: '{}response',
    parameters: '{}parameter',
    examples: '{}example',
    requestBodies: '{}requestBody',
    headers: '{}header',
    securitySchemes: '',
  },
  pathItem: {
    summary: '',
    description: '',
    servers: '',
    parameters: '{}parameter',
    ...Object.fromEntries(['get', 'put', 'post', 'delete', 'patch', 'head', 'options'].map((it) => [it, 'operation'])),
  },
  operation: {
    operationId: '',
    tags: '',
    summary: '',
    description: '',
    deprecated: '',
    security: '',
    parameters: '{}parameter',
    requestBody: 'requestBody',
    responses: '{}response',
  },
  parameter: { name: '', in: '', required: '', description: '', deprecated: '', example: '', schema: 'schema' },
  requestBody: { description: '', required: '', content: '{}media' },
  response: { description: '', headers: '{}header', content: '{}media' },
  header: { description: '', required: '', example: '', schema: 'schema' },
  media: { schema: 'schema', itemSchema: 'item', examples: '{}example' },
  example: { summary: '', description: '', value: '', serializedValue: '' },
};

/** The keywords whose values are schemas, in the same words. */
export const INNER: Readonly<Record<string, string>> = {
  properties: '{}schema',
  items: 'schema',
  additionalProperties: 'schema',
  oneOf: '{}schema',
  anyOf: '{}schema',
};
