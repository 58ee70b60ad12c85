/** The fields of answers that documents describe: every property, by its path from the body. */
import { readFileSync } from 'node:fs';

/** The kinds of answers that the facade makes something of. */
export type Shape = 'chat' | 'chat chunk' | 'completion' | 'completion chunk' | 'embedding' | 'models' | 'error';

type Schema = Readonly<Record<string, unknown>>;

/** Which schemas of which document are what. */
export const DOCUMENTS: Readonly<Record<string, Partial<Record<Shape, readonly string[]>>>> = {
  openai: {
    chat: ['ChatCompletion'],
    'chat chunk': ['ChatCompletionChunk'],
    completion: ['Completion'],
    embedding: ['CreateEmbeddingResponse'],
    models: ['ModelList'],
    error: ['ErrorResponse'],
  },
  tgi: {
    chat: ['ChatCompletion'],
    'chat chunk': ['ChatCompletionChunk'],
    completion: ['Completion'],
    'completion chunk': ['CompletionChunk'],
    models: ['ModelsInfo'],
    error: ['ErrorResponse', 'OpenAIStreamError'],
  },
  tei: {
    embedding: ['OpenAIEmbeddingResponse'],
    error: ['ErrorResponse', 'OpenAIErrorResponse', 'PipelineErrorResponse'],
  },
  vllm: {
    chat: ['ChatCompletion'],
    'chat chunk': ['ChatCompletionChunk'],
    completion: ['Completion'],
    'completion chunk': ['CompletionChunk'],
    embedding: ['EmbeddingResponse'],
    models: ['ModelList'],
    error: ['ErrorResponse', 'UnauthorizedError', 'RouteError'],
  },
};

/** Paths such as `choices[].message.content`. What lies under a name that the caller or the model chose is no field. */
export function fieldsOf(document: string, shape: Shape): string[] {
  const file = new URL(`../../../generated/${document}.openapi.json`, import.meta.url);
  const parsed: { components: { schemas: Record<string, Schema> } } = JSON.parse(readFileSync(file, 'utf8'));
  const { schemas } = parsed.components;
  const found = new Set<string>();
  for (const name of DOCUMENTS[document]?.[shape] ?? []) walk({ $ref: `#/components/schemas/${name}` }, '', new Set());
  return [...found].toSorted();

  function walk(schema: Schema, path: string, above: ReadonlySet<string>): void {
    const ref = schema['$ref'];
    if (typeof ref === 'string') {
      const name = ref.split('/').at(-1) ?? '';
      const named = schemas[name];
      if (named !== undefined && !above.has(name)) walk(named, path, new Set([...above, name]));
      return;
    }
    for (const word of ['oneOf', 'anyOf', 'allOf']) for (const each of toSchemas(schema[word])) walk(each, path, above);
    for (const each of toSchemas([schema['items']])) walk(each, `${path}[]`, above);
    for (const [name, each] of Object.entries(Object(schema['properties']))) {
      const field = path === '' ? name : `${path}.${name}`;
      found.add(field);
      for (const inner of toSchemas([each])) walk(inner, field, above);
    }
  }
}

function toSchemas(value: unknown): Schema[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'object' && each !== null) : [];
}
