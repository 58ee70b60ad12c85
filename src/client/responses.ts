/** `client.responses`: what the operations give, as programs in this process expect it. */
import type {
  DeletedResponse,
  ResponseItemList,
  ResponseObject,
  ResponseRequest,
  ResponseStreamEvent,
} from '../../generated/openai.ts';
import { expectBody } from '../base/check.ts';
import { APIUserAbortError, EasyLLMError } from '../base/errors.ts';
import { toFailedEvent } from '../bridge/responses/failed.ts';
import { toOutputText } from '../bridge/responses/output-text.ts';
import type { ParsedResponse } from '../bridge/responses/parsed.ts';
import { toParsedResponse, toTextConfig } from '../bridge/responses/parsed.ts';
import type { Received } from '../facade/api-promise.ts';
import { followStream } from '../facade/follow-stream.ts';
import { Stream } from '../facade/stream.ts';
import type { ItemQuery } from '../operations/kept-response.ts';
import type { ClientOperations } from './operations.ts';
import type { CallOptions, ResponseParseParams } from './options.ts';

/** Whole responses have all their text in one; streams end with the event of a failure. */
export async function create(
  connected: ClientOperations,
  body: ResponseRequest,
  options: CallOptions = {},
): Promise<Received<ResponseObject | Stream<ResponseStreamEvent>>> {
  const { data, responses } = await connected.respond(body, options);
  return { data: data instanceof Stream ? followStream(data, withFailures) : withText(data), responses };
}

export async function parse<Output>(
  connected: ClientOperations,
  body: ResponseParseParams<Output>,
  options: CallOptions = {},
): Promise<Received<ParsedResponse<Output>>> {
  expectBody(body);
  const { schema, config } = toTextConfig(body.text);
  const { data, responses } = await create(connected, { ...body, stream: false, text: config }, options);
  if (data instanceof Stream) throw new TypeError('A stream that was not asked for.');
  return { data: await toParsedResponse(data, schema), responses };
}

export async function retrieve(connected: ClientOperations, id: string): Promise<Received<ResponseObject>> {
  const kept = await connected.keptResponses({});
  return { data: withText(await kept.retrieve(id)), responses: [] };
}

export async function cancel(connected: ClientOperations, id: string): Promise<Received<ResponseObject>> {
  const kept = await connected.keptResponses({});
  return { data: withText(await kept.cancel(id)), responses: [] };
}

export async function forget(connected: ClientOperations, id: string): Promise<Received<DeletedResponse>> {
  const kept = await connected.keptResponses({});
  return { data: await kept.forget(id), responses: [] };
}

export async function listItems(
  connected: ClientOperations,
  id: string,
  query: ItemQuery = {},
): Promise<Received<ResponseItemList>> {
  const kept = await connected.keptResponses({});
  return { data: await kept.listItems(id, query), responses: [] };
}

/** As the SDKs have it. It is not sent over HTTP. */
function withText(response: ResponseObject): ResponseObject {
  return { ...response, output_text: toOutputText(response) };
}

/** A failure is the last event, with what had been made; the caller's own abort is still thrown. */
async function* withFailures(stream: Stream<ResponseStreamEvent>): AsyncGenerator<ResponseStreamEvent[], void> {
  let sequence = 0;
  try {
    for await (const event of stream) {
      sequence = event.sequence_number + 1;
      yield [event];
    }
  } catch (error) {
    if (!EasyLLMError.isInstance(error) || APIUserAbortError.isInstance(error)) throw error;
    const { message, param, code, partial } = error;
    const type = error.type ?? 'server_error';
    yield [toFailedEvent({ message, param, code, type }, { partial, sequence })];
  }
}
