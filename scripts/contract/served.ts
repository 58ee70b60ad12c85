/** What one server has of a spec: not the routes of other hosts, and of a body that has several forms those that its model takes. */
import type { Mapping } from '../specs/mapping.ts';
import { isMapping, mappingOf } from '../specs/mapping.ts';
import { dereference } from '../specs/shape.ts';
import { accepts } from './validators.ts';

/** On a schema of several forms: the name of the form's schema, by the type of the model. */
const FORMS = 'x-easyllm-model-types';

/** The document as it is true of a server; `info` is what that answered at `/info`, if it has the route. */
export function toServedDocument(document: Mapping, { spec, info }: { spec: string; info: unknown }): Mapping {
  const type = toModelType(info);
  // A path with servers of its own is somebody else's.
  const own = Object.entries(mappingOf(document['paths'])).filter(([, item]) => !('servers' in mappingOf(item)));
  const paths = own.map(([path, item]) => [path, withForms(mappingOf(item), { document, spec, type })]);
  return { ...document, paths: Object.fromEntries(paths) };
}

/** The one key of TEI's `model_type`; a model that embeds sparsely says so by its pooling. */
function toModelType(info: unknown): string | undefined {
  const [entry] = Object.entries(mappingOf(mappingOf(info)['model_type']));
  if (entry === undefined) return undefined;
  const [type, model] = entry;
  return mappingOf(model)['pooling'] === 'splade' ? 'splade' : type;
}

interface Context {
  readonly document: Mapping;
  readonly spec: string;
  readonly type: string | undefined;
}

function withForms(item: Mapping, context: Context): Mapping {
  const operations = Object.entries(item).map(([method, operation]) => [method, withForm(operation, context)]);
  return Object.fromEntries(operations);
}

/** The operation with the one form that the model takes, and the examples of it. */
function withForm(operation: unknown, { document, spec, type }: Context): unknown {
  if (!isMapping(operation) || type === undefined) return operation;
  const body = dereference(document, operation['requestBody']);
  const media = mappingOf(mappingOf(body['content'])['application/json']);
  const name = mappingOf(dereference(document, media['schema'])[FORMS])[type];
  if (typeof name !== 'string') return operation;
  const fitting = Object.entries(mappingOf(media['examples'])).filter(([, example]) =>
    accepts(spec, name, dereference(document, example)['value']),
  );
  const schema = { $ref: `#/components/schemas/${name}` };
  const content = { 'application/json': { schema, examples: Object.fromEntries(fitting) } };
  return { ...operation, requestBody: { ...body, content } };
}
