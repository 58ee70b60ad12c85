/** A request that the gateway itself turns away, in OpenAI's shape. */
import { toResponse } from '../plain.ts';
import type { PlainResponse } from '../plain.ts';
import { toErrorBody, toPlainError } from '../responses.ts';

export interface Refusal {
  status: number;
  type?: string;
  code: string;
  message: string;
}

export function toRefusal(
  { status, type = 'invalid_request_error', code, message }: Refusal,
  headers: Record<string, string> = {},
): PlainResponse {
  return toPlainError({ status, body: toErrorBody({ message, type, param: null, code }), headers });
}

export function refuse(refusal: Refusal, headers?: Record<string, string>): Response {
  return toResponse(toRefusal(refusal, headers));
}
