/** Responses: a chat, asked for and answered in items. */
import type { ResponseInputTokens, ResponseObject, ResponseStreamEvent } from '../../generated/openai.ts';
import { toResponseEndpoint } from '../bridge/responses/endpoint.ts';
import { toPlannedResponse } from '../bridge/responses/request.ts';
import type { Received } from '../facade/api-promise.ts';
import { validateResponseRequest } from '../facade/validate-response.ts';
import { runChat } from './chat.ts';
import { createResponseId, readSeconds } from './identity.ts';
import type { Call, ServerContext } from './server-context.ts';
import type { TextResult } from './text.ts';
import { countTokens } from './tokens.ts';

/** A stream that fails throws, with the response so far as `partial`: who serves it makes the last event of that. */
export async function createResponse(
  upstreams: ServerContext,
  body: unknown,
  call: Call,
): TextResult<ResponseObject, ResponseStreamEvent> {
  const request = validateResponseRequest(body);
  const planned = toPlannedResponse(request);
  const endpoint = toResponseEndpoint(request, planned, { id: createResponseId(), readSeconds });
  return runChat(upstreams, planned.chat, { call, toEndpoint: () => endpoint });
}

/** The tokens of the messages that a request's items become; tools are not counted. */
export async function countResponseInput(
  upstreams: ServerContext,
  body: unknown,
  call: Call,
): Promise<Received<ResponseInputTokens>> {
  const { chat } = toPlannedResponse(validateResponseRequest(body));
  const { data, responses } = await countTokens(upstreams, chat.messages, call);
  return { data: { object: 'response.input_tokens', input_tokens: data.count }, responses };
}
