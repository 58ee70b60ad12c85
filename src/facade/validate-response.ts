/** Checks the body of a request for a response; apart, since most programs send none. */
import type { ResponseRequest } from '../../generated/openai.ts';
import { ResponseRequest as schema } from '../../generated/openai.responses.schema.ts';
import { createValidator } from './validate.ts';

/** Returns the body without the members that are null or undefined, or throws BadRequestError with `param` set to the field's path. */
export const validateResponseRequest = createValidator<ResponseRequest>(schema);
