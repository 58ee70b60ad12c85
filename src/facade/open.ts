/** Requests for OpenAI-shaped servers, which may know more than our spec names. */
import * as schemas from '../../generated/openai.schema.ts';
import type { Schema } from '../../generated/openai.schema.ts';
import type { ChatCompletionRequest, CompletionRequest } from '../../generated/openai.ts';
import { isMisspelt } from '../base/spelling.ts';
import { createValidator, toUnknownField } from './validate.ts';

/** As the strict ones, but that what the spec does not name is let through. */
export const validateOpenChat = createValidator<ChatCompletionRequest>(toOpen(schemas.ChatCompletionRequest));
export const validateOpenCompletion = createValidator<CompletionRequest>(toOpen(schemas.CompletionRequest));

function toOpen(schema: Schema): Schema {
  return { ...schema, additionalProperties: {} };
}

type RequestName = 'ChatCompletionRequest' | 'CompletionRequest';

/** Shorter names are near each other without being meant. */
const SPELT_LENGTH = 8;

/** Refuses what the spec does not name, as far as it is a misspelling: a long name that is one letter, or one swap, from a known one. */
export function refuseMisspelt(request: object, name: RequestName): void {
  const known = knownFields(name);
  const isTypo = (field: string) => field.length >= SPELT_LENGTH && !known.includes(field) && isMisspelt(field, known);
  const misspelt = Object.keys(request).find(isTypo);
  if (misspelt !== undefined) throw toUnknownField([misspelt], known);
}

/** Refuses what the spec does not name. */
export function refuseUnknown(request: object, name: RequestName): void {
  const known = knownFields(name);
  const unknown = Object.keys(request).find((field) => !known.includes(field));
  if (unknown !== undefined) throw toUnknownField([unknown], known);
}

function knownFields(name: RequestName): readonly string[] {
  return Object.keys(schemas[name].properties ?? {});
}
