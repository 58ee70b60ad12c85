/** `client.responses`: what the operation gives, as programs in this process expect it. */
import type { ResponseObject, ResponseStreamEvent } from '../../generated/openai.ts';
import { Abort, onAbort } from '../base/abort.ts';
import { APIUserAbortError, EasyLLMError } from '../base/errors.ts';
import { toFailedEvent } from '../bridge/responses/failed.ts';
import type { Received } from '../facade/api-promise.ts';
import { Stream } from '../facade/stream.ts';

type Result = ResponseObject | Stream<ResponseStreamEvent>;

/** Whole responses have all their text in one; streams end with the event of a failure. */
export function toClientResponse({ data, responses }: Received<Result>): Received<Result> {
  return { data: data instanceof Stream ? withFailures(data) : withText(data), responses };
}

/** As the SDKs have it. It is not sent over HTTP. */
function withText(response: ResponseObject): ResponseObject {
  const texts = response.output.flatMap((item) =>
    item.type === 'message' ? item.content.map((part) => (part.type === 'output_text' ? part.text : '')) : [],
  );
  return { ...response, output_text: texts.join('') };
}

/** A failure is the last event, with what had been made; the caller's own abort is still thrown. */
function withFailures(stream: Stream<ResponseStreamEvent>): Stream<ResponseStreamEvent> {
  async function* read(): AsyncGenerator<ResponseStreamEvent[], void> {
    let sequence = 0;
    try {
      for await (const event of stream) {
        sequence = event.sequence_number + 1;
        yield [event];
      }
    } catch (error) {
      if (!EasyLLMError.isInstance(error) || APIUserAbortError.isInstance(error)) throw error;
      const { message, param, partial } = error;
      yield [toFailedEvent({ code: error.code ?? 'server_error', message, param }, { partial, sequence })];
    }
  }
  const abort = new Abort();
  onAbort(abort, () => stream.abort());
  return new Stream(read(), abort);
}
