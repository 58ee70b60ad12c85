/** OpenAI's `response_format` as TGI's `grammar`. */
import type { Grammar, ResponseFormat } from '../../generated/openai.ts';
import type { GrammarType } from '../../generated/tgi.ts';
import { BadRequestError, UnsupportedError } from '../errors.ts';
import { refuseInexpressible } from './json-schema.ts';

interface GrammarRequest {
  response_format?: ResponseFormat | null | undefined;
  grammar?: Grammar | null | undefined;
}

/** The grammar that constrains the text, if any. TGI has no free-form JSON mode, so `json_object` alone is refused. */
export function toGrammar({ response_format: format, grammar }: GrammarRequest): GrammarType | undefined {
  const wanted = format === undefined || format === null || format.type === 'text' ? undefined : format;
  if (wanted === undefined) return grammar ?? undefined;
  if (grammar !== undefined && grammar !== null) {
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
  if (schema !== undefined && schema !== null) {
    refuseInexpressible(schema, 'response_format.json_schema.schema');
    return { type: 'json', value: schema };
  }
  throw new BadRequestError(
    '`response_format.json_schema.schema` is missing. TGI needs the schema to build its grammar.',
    {
      param: 'response_format.json_schema.schema',
    },
  );
}
