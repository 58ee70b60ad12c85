/** The last event of a stream of a response that failed. */
import type { ResponseFailure, ResponseObject, ResponseStreamEvent } from '../../../generated/openai.ts';
import { isObject } from '../../base/check.ts';

/** `sequence`: how many events came before. Without a response there is none to fail: the error is the event. */
export function toFailedEvent(
  { code, message, param }: ResponseFailure & { param: string | null },
  { partial, sequence }: { partial: unknown; sequence: number },
): ResponseStreamEvent {
  if (sequence === 0 || !isResponse(partial)) return { type: 'error', sequence_number: sequence, code, message, param };
  const response: ResponseObject = { ...partial, status: 'failed', error: { code, message } };
  return { type: 'response.failed', sequence_number: sequence, response };
}

function isResponse(value: unknown): value is ResponseObject {
  return isObject(value) && value['object'] === 'response';
}
