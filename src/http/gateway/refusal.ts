/** A request that the gateway itself turns away, in OpenAI's shape. */
import { toErrorBody, toErrorResponse } from '../responses.ts';

export interface Refusal {
  status: number;
  type?: string;
  code: string;
  message: string;
}

export function refuse(
  { status, type = 'invalid_request_error', code, message }: Refusal,
  headers: Record<string, string> = {},
): Response {
  return toErrorResponse({ status, body: toErrorBody({ message, type, param: null, code }), headers });
}
