/** Responses: a chat, asked for and answered in items. */
import type {
  ResponseInputTokens,
  ResponseObject,
  ResponseRequest,
  ResponseStreamEvent,
} from '../../generated/openai.ts';
import { ConfigurationError } from '../base/errors.ts';
import { toResponseEndpoint } from '../bridge/responses/endpoint.ts';
import { renameParams } from '../bridge/responses/params.ts';
import { toPlannedResponse } from '../bridge/responses/request.ts';
import type { PlannedResponse } from '../bridge/responses/request.ts';
import type { ChunkWriter } from '../bridge/chunks.ts';
import type { Received } from '../facade/api-promise.ts';
import { Stream } from '../facade/stream.ts';
import { validateResponseRequest } from '../facade/validate-response.ts';
import { runChat } from './chat.ts';
import { withDefaults } from './defaults.ts';
import { createResponseId, readSeconds } from './identity.ts';
import { createKeeping, gatherItems } from './response-keeping.ts';
import type { Call, ResponseCall, ServerContext } from './server-context.ts';
import type { TextResult } from './text.ts';
import { countTokens } from './tokens.ts';

export { createKeptResponses } from './kept-response.ts';

/** A stream that fails throws, with the response so far as `partial`: who serves it makes the last event of that. */
export async function createResponse(
  upstreams: ServerContext,
  body: unknown,
  call: Call & { responses: ResponseCall },
): TextResult<ResponseObject, ResponseStreamEvent> {
  const { responses: own } = call;
  checkHostedTools(own.hostedTools);
  const request = validateResponseRequest(body, call);
  const items = await gatherItems(request, own);
  const planned = toPlannedResponse(request, items, { refusesHosted: own.hostedTools === 'refuse' });
  tellOfIgnored(planned.tools.ignored, { upstreams, own });
  const id = createResponseId();
  const keeping = createKeeping(id, items, { upstreams, request, call: own });
  const endpoint = toResponseEndpoint(request, planned, { id, readSeconds, isKept: keeping?.isKept === true });
  let writer: ChunkWriter<ResponseStreamEvent> | undefined;
  const toEndpoint = () => ({
    ...endpoint,
    createWriter: (...input: Parameters<typeof endpoint.createWriter>) => (writer = endpoint.createWriter(...input)),
  });
  const running = runChat(upstreams, withDefaults(planned.chat, own.chatDefaults), { call, toEndpoint });
  const { data, responses } = await renaming(running, request, planned);
  if (keeping === undefined) return { data, responses };
  if (data instanceof Stream) return { data: keeping.keepStream(data, () => writer?.partial), responses };
  return { data: await keeping.keep(data), responses };
}

/** The tokens of the messages that a request's items become; tools are not counted. */
export async function countResponseInput(
  upstreams: ServerContext,
  body: unknown,
  call: Call & { responses: ResponseCall },
): Promise<Received<ResponseInputTokens>> {
  const request = validateResponseRequest(body, call);
  const planned = toPlannedResponse(request, await gatherItems(request, call.responses));
  const { data, responses } = await renaming(countTokens(upstreams, planned.chat.messages, call), request, planned);
  return { data: { object: 'response.input_tokens', input_tokens: data.count }, responses };
}

/** Errors name what the caller wrote. A function of its own: what is made for a stream keeps all that is known where it is made. */
async function renaming<Result>(
  running: Promise<Result>,
  request: ResponseRequest,
  planned: PlannedResponse,
): Promise<Result> {
  try {
    return await running;
  } catch (error) {
    throw renameParams(error, request, planned);
  }
}

function checkHostedTools(value: ResponseCall['hostedTools']): void {
  if (value === undefined || value === 'ignore' || value === 'refuse') return;
  throw new ConfigurationError('`hostedTools` is something else than "ignore" or "refuse".', { param: 'hostedTools' });
}

function tellOfIgnored(
  ignored: readonly string[],
  { upstreams, own }: { upstreams: ServerContext; own: ResponseCall },
): void {
  if (ignored.length === 0) return;
  const types = [...new Set(ignored)];
  upstreams.warnOnce(
    `Hosted tools cannot be run here, and are left out of what the model is offered: ${types.join(', ')}. \`hostedTools: "refuse"\` makes them an error.`,
  );
  own.onIgnored?.(types);
}
