import { EasyLLMError } from '../base/errors.ts';

/** Whether a server answered that it has no such route; of a model that it has not, many answer alike. */
export function isMissing(error: unknown): boolean {
  return EasyLLMError.isInstance(error) && (error.status === 404 || error.status === 405);
}

/** Whether a body was refused as TGI and TEI do (their HTTP library, axum): no other server has these words. */
export function isRefusedByTgi(error: unknown): boolean {
  return EasyLLMError.isInstance(error) && error.status === 422 && error.message.includes(NOT_THE_TYPE);
}

const NOT_THE_TYPE = 'Failed to deserialize the JSON body into the target type';

/** Whether it may be another server's: it has no such route, or the body has a field that TGI does not know. */
export function isForAnother(error: unknown): boolean {
  return (
    isMissing(error) || (EasyLLMError.isInstance(error) && error.code === 'unknown_parameter' && error.attempts === 0)
  );
}
