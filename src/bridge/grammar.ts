/** OpenAI's `response_format` as TGI's `grammar`. */
import type { Grammar, ResponseFormat } from '../../generated/openai.ts';
import type { GrammarType } from '../../generated/tgi.ts';
import { tgiSince } from '../../generated/tgi.versions.ts';
import { BadRequestError, EasyLLMError, UnsupportedError } from '../base/errors.ts';
import { JSON_OBJECT_PATTERN } from './json-object-pattern.ts';
import type { JsonSchema } from './json-schema.ts';
import { isGiven } from './parameters.ts';
import { toTgiSchema } from './tgi-schema.ts';
import { isTgiBefore } from './tgi-version.ts';

interface GrammarRequest {
  response_format?: ResponseFormat | null | undefined;
  grammar?: Grammar | null | undefined;
}

/** The grammar that constrains the text, if any. */
export function toGrammar({ response_format: format, grammar }: GrammarRequest): GrammarType | undefined {
  const wanted = format === undefined || format === null || format.type === 'text' ? undefined : format;
  if (wanted === undefined) return isGiven(grammar) ? toTgiGrammar(grammar) : undefined;
  if (isGiven(grammar)) {
    throw new BadRequestError('`grammar` and `response_format` both constrain the text. Pass one of them.', {
      param: 'grammar',
    });
  }
  if (wanted.type === 'regex') return wanted;
  const named = toNamedSchema(wanted);
  return named === undefined
    ? { type: 'regex', value: JSON_OBJECT_PATTERN }
    : { type: 'json', value: toTgiSchema(named.schema, named.path) };
}

/** A schema, and where it stands in the request. */
interface NamedSchema {
  schema: JsonSchema;
  path: string;
}

/** The schema of a format, under any of its names; undefined where any object will do. */
export function toNamedSchema(format: Exclude<ResponseFormat, { type: 'text' | 'regex' }>): NamedSchema | undefined {
  if (format.type === 'json_schema') {
    const path = 'response_format.json_schema.schema';
    const { schema } = format.json_schema;
    if (isGiven(schema)) return { schema, path };
    throw new BadRequestError(`\`${path}\` is missing. TGI needs the schema to build its grammar.`, { param: path });
  }
  const path = 'response_format.value';
  const { value } = format;
  const schema = format.type === 'json_object' ? format.schema : undefined;
  if (!isGiven(value)) return isGiven(schema) ? { schema, path: 'response_format.schema' } : undefined;
  if (!isGiven(schema)) return { schema: typeof value === 'string' ? parseSchema(value, path) : value, path };
  throw new BadRequestError('`response_format` has a schema under two names. Pass `value` or `schema`.', {
    param: path,
  });
}

/** TGI's own words, with a schema that it can take. */
function toTgiGrammar(grammar: Grammar): GrammarType {
  if (grammar.type === 'regex') return grammar;
  if (grammar.type === 'json_schema') {
    const schema = toTgiSchema(grammar.value.schema, 'grammar.value.schema');
    return { ...grammar, value: { ...grammar.value, schema } };
  }
  const { value } = grammar;
  const schema = toTgiSchema(typeof value === 'string' ? parseSchema(value, 'grammar.value') : value, 'grammar.value');
  return { ...grammar, value: typeof value === 'string' ? JSON.stringify(schema) : schema };
}

function parseSchema(text: string, path: string): JsonSchema {
  try {
    const parsed: unknown = JSON.parse(text);
    // What else it may be has no `properties`, and is refused for that.
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
  } catch {
    throw new BadRequestError(`\`${path}\` is no JSON. Pass the schema as an object, or as its JSON text.`, {
      param: path,
    });
  }
}

/** How many tokens a grammar holds for on TGI from 3.1.1: it is begun anew over what is written by then (TGI router, v3 backend). */
const WHOLE_TOKENS = 1024;

/** What is to be said of a grammar that may not hold to the end of its text, if anything. */
export function toGrammarWarning(maxTokens: number | null | undefined, version?: string): string | undefined {
  if (isTgiBefore(tgiSince.parts, version) || (isGiven(maxTokens) && maxTokens <= WHOLE_TOKENS)) return undefined;
  return `TGI from 3.1.1 begins a grammar anew after each ${WHOLE_TOKENS} tokens, which breaks longer texts. Set \`max_tokens\` to ${WHOLE_TOKENS} or less where a schema or grammar is asked for.`;
}

/** What an error says of a grammar that we made: the caller asked for an object, and never saw the expression that the server refuses. */
export function toGrammarError(error: unknown, { response_format: format }: GrammarRequest): unknown {
  const isOurs = format?.type === 'json_object' && !isGiven(format.value) && !isGiven(format.schema);
  if (!isOurs || !EasyLLMError.isInstance(error) || !/cannot compile/i.test(error.message)) return error;
  return new UnsupportedError(
    'This server cannot write JSON without a schema. Pass `response_format: { type: "json_schema", json_schema: { name, schema } }`.',
    { param: 'response_format.type', cause: error },
  );
}
