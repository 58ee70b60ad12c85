/** Answers that are values: the text of each choice, parsed as JSON and checked by the caller's schema. */
import type { ChatCompletion, ChatCompletionChoice, ResponseFormat } from '../../generated/openai.ts';
import {
  ContentFilterFinishReasonError,
  InvalidOutputError,
  LengthFinishReasonError,
  RefusalError,
} from '../base/output-errors.ts';
import type { SchemaOption } from './json-schema.ts';
import { describeIssues, toJsonSchema, toStandardSchema } from './json-schema.ts';

/** A chat completion whose messages carry the value. */
export type ParsedChatCompletion<Output> = Omit<ChatCompletion, 'choices'> & { choices: ParsedChoice<Output>[] };

/** A choice whose message carries the value. */
export type ParsedChoice<Output> = Omit<ChatCompletionChoice, 'message'> & {
  /** `parsed` is null where the model calls tools instead of answering. */
  message: ChatCompletionChoice['message'] & { parsed: Output | null };
};

/** The format that asks for values of a schema. */
export function toResponseFormat(schema: SchemaOption): ResponseFormat {
  return { type: 'json_schema', json_schema: { name: 'answer', schema: toJsonSchema(schema) } };
}

/** Throws LengthFinishReasonError, ContentFilterFinishReasonError, RefusalError or InvalidOutputError, each with the text. */
export async function toParsedCompletion<Output>(
  completion: ChatCompletion,
  schema: SchemaOption<Output>,
): Promise<ParsedChatCompletion<Output>> {
  const choices = await Promise.all(
    completion.choices.map(async (choice) => {
      const parsed = await parseChoice(choice, { completion, schema });
      // A server may have written a member of that name.
      const message: ChatCompletionChoice['message'] & { parsed?: unknown } = choice.message;
      return { ...choice, message: { ...message, parsed } };
    }),
  );
  return { ...completion, choices };
}

async function parseChoice<Output>(
  { message, finish_reason: reason, tgi }: ChatCompletionChoice,
  { completion, schema }: { completion: ChatCompletion; schema: SchemaOption<Output> },
): Promise<Output | null> {
  const text = message.content ?? '';
  const details = { text, partial: completion };
  if (reason === 'length') {
    throw new LengthFinishReasonError(
      'The answer was cut off before its JSON was complete. Raise `max_tokens`.',
      details,
    );
  }
  if (reason === 'content_filter') {
    throw new ContentFilterFinishReasonError('The answer was withheld by the server’s content filter.', details);
  }
  if (message.refusal !== null) {
    throw new RefusalError('The model refused to answer; `text` says why.', { ...details, text: message.refusal });
  }
  if ((message.tool_calls ?? []).length > 0) return null;
  const advice = mayBeBroken(text, { tgi, usage: completion.usage }) ? BROKEN : '';
  return toParsedOutput(text, { schema, partial: completion, format: 'response_format', advice });
}

export interface OutputReading<Output> {
  schema: SchemaOption<Output>;
  /** What the text is of. */
  partial: unknown;
  /** The member that asked for the form. */
  format: string;
  advice?: string;
}

/** The value that a text is. Throws InvalidOutputError for what is no JSON, or does not fit the schema. */
export async function toParsedOutput<Output>(
  text: string,
  { schema, ...given }: OutputReading<Output>,
): Promise<Output> {
  const { partial, advice = '' } = given;
  const value = parseOutput(text, given);
  const result = await toStandardSchema(schema)['~standard'].validate(value);
  if (result.issues === undefined) return result.value;
  throw new InvalidOutputError(`The answer does not fit the schema: ${describeIssues(result.issues)}${advice}`, {
    text,
    partial,
    cause: result.issues,
  });
}

/** Whether a text may be longer than TGI's grammar holds for. Without usage it is counted as if each character were a token. */
function mayBeBroken(
  text: string,
  { tgi, usage }: Pick<ChatCompletionChoice, 'tgi'> & Pick<ChatCompletion, 'usage'>,
): boolean {
  return tgi !== undefined && (usage?.completion_tokens ?? text.length) > 1024;
}

const BROKEN =
  ' TGI from 3.1.1 begins its grammar anew after each 1024 tokens, which may have broken it: set `max_tokens` to 1024 or less, and ask for less.';

function parseOutput(text: string, { partial, format, advice = '' }: Omit<OutputReading<unknown>, 'schema'>): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InvalidOutputError(`The answer is not JSON. Check that the server honours \`${format}\`.${advice}`, {
      text,
      partial,
      cause,
    });
  }
}
