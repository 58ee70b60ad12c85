/** Responses that are values: the text, parsed as JSON and checked by the caller's schema. */
import type { ResponseObject, ResponseTextConfig } from '../../../generated/openai.ts';
import { ContentFilterFinishReasonError, LengthFinishReasonError, RefusalError } from '../../base/output-errors.ts';
import { isObject } from '../../base/check.ts';
import type { SchemaOption } from '../json-schema.ts';
import { toJsonSchema } from '../json-schema.ts';
import { toParsedOutput } from '../structured-output.ts';
import { toOutputText } from './output-text.ts';

/** A response with its text as a value. */
export interface ParsedResponse<Output> extends ResponseObject {
  /** Null where the model calls tools instead of answering. */
  output_parsed: Output | null;
}

/** How a schema is asked for, and by what the text is checked. */
export function toTextConfig<Output>(
  text: SchemaOption<Output> | { format: SchemaOption<Output>; verbosity?: ResponseTextConfig['verbosity'] },
): { schema: SchemaOption<Output>; config: ResponseTextConfig } {
  const isConfig = isObject(text) && 'format' in text && !('~standard' in text);
  const schema = isConfig ? (text.format as SchemaOption<Output>) : (text as SchemaOption<Output>);
  const verbosity = isConfig ? text.verbosity : undefined;
  const format = { type: 'json_schema' as const, name: 'answer', schema: toJsonSchema(schema) };
  return { schema, config: { format, ...(typeof verbosity === 'string' && { verbosity }) } };
}

/** Throws LengthFinishReasonError, ContentFilterFinishReasonError, RefusalError or InvalidOutputError, each with the text. */
export async function toParsedResponse<Output>(
  response: ResponseObject,
  schema: SchemaOption<Output>,
): Promise<ParsedResponse<Output>> {
  const text = toOutputText(response);
  const details = { text, partial: response };
  const reason = response.incomplete_details?.reason;
  if (reason === 'content_filter') {
    throw new ContentFilterFinishReasonError('The answer was withheld by the server’s content filter.', details);
  }
  if (reason !== undefined) {
    throw new LengthFinishReasonError(
      'The answer was cut off before its JSON was complete. Raise `max_output_tokens`.',
      details,
    );
  }
  const refusal = toRefusal(response);
  if (refusal !== undefined) {
    throw new RefusalError('The model refused to answer; `text` says why.', { ...details, text: refusal });
  }
  const isCall = response.output.some(({ type }) => type === 'function_call' || type === 'custom_tool_call');
  if (isCall) return { output_parsed: null, ...response };
  return {
    output_parsed: await toParsedOutput(text, { schema, partial: response, format: 'text.format' }),
    ...response,
  };
}

function toRefusal({ output }: ResponseObject): string | undefined {
  const parts = output.flatMap((item) => (item.type === 'message' ? item.content : []));
  return parts.find((part) => part.type === 'refusal')?.refusal;
}
