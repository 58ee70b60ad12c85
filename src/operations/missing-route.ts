import { EasyLLMError } from '../base/errors.ts';

/** Whether a server answered that it has no such route; of a model that it has not, many answer alike. */
export function isMissing(error: unknown): boolean {
  return EasyLLMError.isInstance(error) && (error.status === 404 || error.status === 405);
}
