/** Whether the examples of a spec fit what it says: its requests, its answers, and each event of its streams. */
import { createRequire } from 'node:module';
import { isDeepStrictEqual } from 'node:util';
import ts from 'typescript';
import * as z from 'zod/mini';
import { toOpenApi31 } from '../../scripts/generate/older.ts';
import { openDocument } from '../../scripts/generate/open.ts';
import { generateStreams, readOperations } from '../../scripts/generate/streams.ts';
import { generateValidators } from '../../scripts/generate/validators.ts';
import { EVENT_STREAM } from '../../scripts/specs/events.ts';
import type { Mapping } from '../../scripts/specs/mapping.ts';
import { mappingOf } from '../../scripts/specs/mapping.ts';
import { dereference } from '../../scripts/specs/shape.ts';
import { inlineSharedProperties } from '../../scripts/specs/shared-properties.ts';
import type { Spec } from '../../scripts/specs/spec.ts';
import { EventDecoder } from '../../src/sse.ts';
import { findNullable, readUnshown } from '../support/shown-values.ts';
import { readContents } from '../support/spec-operations.ts';
import { UNSHOWN } from '../support/unshown/specs.ts';

const require = createRequire(import.meta.url);

/** False too for a document that no validators can be made of. */
export function fitsExamples(name: string, document: Mapping): boolean {
  try {
    const spec = inlineSharedProperties({ name, document });
    const validators = load(generateValidators(spec), {});
    const streams = generateStreams(spec);
    const { events } = streams === undefined ? {} : load(streams, { [`./${name}.zod.ts`]: validators });
    if (!isShownWhole(spec)) return false;
    if (name === 'openai' && !takesNull(spec, validators)) return false;
    return readOperations(spec).every(({ id, path, method }) => {
      const operation = mappingOf(mappingOf(mappingOf(spec.document['paths'])[path])[method]);
      const bodies = [operation['requestBody'], ...Object.values(mappingOf(operation['responses']))];
      return bodies.every((body) => fitsBody(spec, body, { validators, stream: mappingOf(events)[id] }));
    });
  } catch {
    return false;
  }
}

/** As the test of what examples show has it. */
function isShownWhole({ name, document }: Spec): boolean {
  const contents = readContents(JSON.parse(JSON.stringify(openDocument(toOpenApi31(document)))));
  const { isAsked, unshown } = UNSHOWN[name] ?? {};
  return isDeepStrictEqual(readUnshown(contents, isAsked), unshown) && findNullable(contents).length === 0;
}

/** Whether a request may have null for all that it may leave out, as a test of the facade has it. */
function takesNull({ document }: Spec, validators: Mapping): boolean {
  return Object.entries(document.components?.schemas ?? {}).every(([name, schema]) => {
    const { properties, required = [] } = mappingOf(schema);
    const fields = Object.entries(mappingOf(properties));
    if (!fields.some(([, property]) => 'x-easyllm' in mappingOf(property))) return true;
    const validator = validators[name];
    const optional = fields.filter(([field]) => Array.isArray(required) && !required.includes(field));
    return optional.every(([field]) => validator instanceof z.ZodMiniObject && fits(validator.shape[field], null));
  });
}

interface Judges {
  readonly validators: Mapping;
  readonly stream: unknown;
}

function fitsBody({ document }: Spec, body: unknown, { validators, stream }: Judges): boolean {
  const contents = Object.entries(mappingOf(dereference(document, body)['content']));
  return contents.every(([mediaType, media]) => {
    const { schema, examples } = mappingOf(media);
    const shown = Object.values(mappingOf(examples)).map((example) => dereference(document, example));
    if (mediaType === EVENT_STREAM) {
      return shown.every(({ serializedValue }) =>
        readAll(String(serializedValue)).every((event) => fits(stream, event)),
      );
    }
    const [, named = ''] = /^#\/components\/schemas\/(\w+)$/.exec(String(mappingOf(schema)['$ref'])) ?? [];
    return named === '' || shown.every(({ value }) => fits(validators[named], value));
  });
}

/** The events of an example, but for a last one that the example cuts. */
function readAll(stream: string): readonly object[] {
  const decoder = new EventDecoder();
  return decoder.decode(new TextEncoder().encode(stream));
}

function fits(validator: unknown, value: unknown): boolean {
  return validator instanceof z.ZodMiniType && validator.safeParse(value).success;
}

/** Runs a generated module; what it imports is among those given, or a package. */
function load(code: string, modules: Mapping): Mapping {
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const exports: Record<string, unknown> = {};
  const toModule = (name: string): unknown => (name === 'zod/mini' ? z : (modules[name] ?? require(name)));
  // The code is our own generator's.
  new Function('exports', 'require', outputText)(exports, toModule);
  return exports;
}
