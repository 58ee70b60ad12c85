/** Checks the body of a request to rank documents; apart, since most programs send none. */
import type { RerankRequest } from '../../generated/openai.ts';
import { RerankRequest as schema } from '../../generated/openai.rerank.schema.ts';
import { createValidator } from './validate.ts';

/** Returns the body without the members that are null or undefined, or throws BadRequestError with `param` set to the field's path. */
export const validateRerankRequest = createValidator<RerankRequest>(schema);
