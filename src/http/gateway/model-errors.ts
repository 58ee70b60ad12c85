/** Errors about the model that a caller names. */
import { BadRequestError, NotFoundError } from '../../base/errors.ts';

export function missingModel(): BadRequestError {
  return new BadRequestError('`model` is missing. GET /v1/models lists the models of this gateway.', {
    param: 'model',
    code: 'missing_required_parameter',
  });
}

export function unknownModel(name: string): NotFoundError {
  return new NotFoundError(`Model ${name.slice(0, 200)} does not exist. GET /v1/models lists those that do.`, {
    status: 404,
    type: 'invalid_request_error',
    code: 'model_not_found',
    param: 'model',
  });
}
