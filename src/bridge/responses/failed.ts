/** The last event of a stream of a response that failed. */
import type { ErrorObject, ResponseObject, ResponseStreamEvent } from '../../../generated/openai.ts';
import { isObject } from '../../base/check.ts';

/** `sequence`: how many events came before. Without a response there is none to fail: the error is the event. */
export function toFailedEvent(
  error: ErrorObject,
  { partial, sequence }: { partial: unknown; sequence: number },
): ResponseStreamEvent {
  const { message, param } = error;
  const code = error.code ?? error.type;
  if (sequence === 0 || !isResponse(partial)) {
    return { type: 'error', sequence_number: sequence, code, message, param, error: { ...error, code } };
  }
  const response: ResponseObject = { ...partial, status: 'failed', error: { code, message } };
  return { type: 'response.failed', sequence_number: sequence, response };
}

export function isResponse(value: unknown): value is ResponseObject {
  return isObject(value) && value['object'] === 'response';
}
