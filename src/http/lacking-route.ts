/** A server that lacks what a route of ours needs. */
import { APIError, EasyLLMError, NotFoundError } from '../base/errors.ts';
import { lacksRoute } from '../operations/lacking-route.ts';
import { pathOf } from './routes.ts';
import type { BodyOperation } from './routes.ts';

const CODE = 'unsupported_operation';

/** What an operation is answered; it fails with 404 by name where the server lacks what it needs. */
export async function orLackingRoute<Answer>(answer: Promise<Answer>, operation: BodyOperation): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    throw toLackingRoute(error, operation);
  }
}

/** 404 by name, where the server has no such route or cannot do what it is for; else the error itself. */
function toLackingRoute(error: unknown, operation: BodyOperation): unknown {
  if (!EasyLLMError.isInstance(error)) return error;
  const isLacking =
    error.code === CODE ||
    (APIError.isInstance(error) && (lacksRoute(error) || (operation === 'embed' && isTgi(error))));
  if (!isLacking) return error;
  return new NotFoundError(`The server of this model does not offer ${pathOf(operation)}.`, {
    status: 404,
    type: 'invalid_request_error',
    code: CODE,
    attempts: error.attempts,
    cause: error,
  });
}

/** A TGI takes the texts to embed for one prompt, which is no list (TGI router, 422). */
function isTgi({ status, message }: APIError): boolean {
  return status === 422 && /\binputs: invalid type: sequence, expected a string/.test(message.slice(0, 500));
}
