/** OpenAI's `response_format` as TGI's `grammar`. */
import type { Grammar, ResponseFormat } from '../../generated/openai.ts';
import type { GrammarType } from '../../generated/tgi.ts';
import { BadRequestError, UnsupportedError } from '../base/errors.ts';
import type { JsonSchema } from './json-schema.ts';
import { isGiven } from './parameters.ts';
import { toTgiSchema } from './tgi-schema.ts';

interface GrammarRequest {
  response_format?: ResponseFormat | null | undefined;
  grammar?: Grammar | null | undefined;
}

/** The grammar that constrains the text, if any. TGI has no free-form JSON mode, so `json_object` alone is refused. */
export function toGrammar({ response_format: format, grammar }: GrammarRequest): GrammarType | undefined {
  const wanted = format === undefined || format === null || format.type === 'text' ? undefined : format;
  if (wanted === undefined) return isGiven(grammar) ? toTgiGrammar(grammar) : undefined;
  if (isGiven(grammar)) {
    throw new BadRequestError('`grammar` and `response_format` both constrain the text. Pass one of them.', {
      param: 'grammar',
    });
  }
  if (wanted.type === 'json_object') {
    throw new UnsupportedError(
      'TGI has no free-form JSON mode. Pass `response_format: { type: "json_schema", json_schema: { name, schema } }`.',
      { param: 'response_format.type' },
    );
  }
  const { schema } = wanted.json_schema;
  if (isGiven(schema)) return { type: 'json', value: toTgiSchema(schema, 'response_format.json_schema.schema') };
  throw new BadRequestError(
    '`response_format.json_schema.schema` is missing. TGI needs the schema to build its grammar.',
    {
      param: 'response_format.json_schema.schema',
    },
  );
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
