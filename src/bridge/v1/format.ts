/** The form that a text is asked to have, in the words of a server that is no TGI. */
import type { ResponseFormat } from '../../../generated/openai.ts';
import type { JsonObject } from '../../base/check.ts';
import { UnsupportedError } from '../../base/errors.ts';
import type { Dialect } from '../dialect.ts';
import { toNamedSchema } from '../grammar.ts';
import { isGiven } from '../parameters.ts';
import { factsOf } from './dialects/all.ts';

type Given = ResponseFormat | null | undefined;

/** The members of a chat's body. What the server's own words are not known of goes as it is. */
export function toChatForm(format: Given, dialect: Dialect | undefined): JsonObject {
  if (!isGiven(format)) return {};
  return format.type === 'regex' ? toRegexForm(format, dialect) : { response_format: toOpenAIFormat(format) };
}

/** The same of a text completion, where most servers have no format, or another name for it. */
export function toCompletionForm(format: Given, dialect: Dialect | undefined): JsonObject {
  const { completionSchema } = factsOf(dialect);
  const isSchema = isGiven(format) && format.type !== 'text' && format.type !== 'regex';
  if (!isSchema || completionSchema !== 'json_schema') return toChatForm(format, dialect);
  return { json_schema: toNamedSchema(format)?.schema ?? { type: 'object' } };
}

/** Refuses the format of a chat whose prompt is built here, where the completions route is not known to obey one. */
export function refuseBuiltForm(format: Given, dialect: Dialect | undefined): void {
  if (!isGiven(format) || format.type === 'text') return;
  const { name, completionSchema, regex } = factsOf(dialect);
  if (format.type === 'regex' ? regex !== undefined : completionSchema !== undefined) return;
  throw new UnsupportedError(
    `A prompt that is built here goes to \`/v1/completions\`, where ${name} is not known to obey \`response_format\`. Set no \`promptBuilder\`, name the server with \`dialect\` (vllm, sglang and llamacpp have it there), or send its own words in \`extraBody\`.`,
    { param: 'response_format' },
  );
}

/** TGI's own form of a format, in OpenAI's: other servers take it for JSON of any schema (seen at vLLM 0.32 and llama.cpp). */
function toOpenAIFormat(format: Exclude<ResponseFormat, { type: 'regex' }>): ResponseFormat {
  if (format.type !== 'json' && (format.type !== 'json_object' || !isGiven(format.value))) return format;
  const named = toNamedSchema(format);
  if (named === undefined) return format;
  return { type: 'json_schema', json_schema: { name: 'answer', schema: { ...named.schema } } };
}

function toRegexForm(format: Extract<ResponseFormat, { type: 'regex' }>, dialect: Dialect | undefined): JsonObject {
  const { name, regex, ignores } = factsOf(dialect);
  if (regex !== undefined) return regex(format.value);
  if (ignores?.chat?.regex === undefined) return { response_format: format };
  throw new UnsupportedError(
    `${name} passes a \`response_format\` of type "regex" over in silence, so it is not sent. Ask for a schema.`,
    { param: 'response_format' },
  );
}
