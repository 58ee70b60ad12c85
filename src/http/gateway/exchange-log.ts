/** Bodies as they came and went, for who asks for them. */
import type { LoggedExchange } from './logged-exchange.ts';
import type { MiddlewareHandler } from 'hono';
import { guardSink } from '../../base/sink.ts';
import type { ReceivedEnv } from './reception.ts';

/** As much of a response as is kept. */
const MAX_LENGTH = 1_000_000;

/** A function of a program's, such that its failure changes no answer; the first one is reported. */
export function toExchangeLog(
  log: (exchange: LoggedExchange) => void,
  onFailure: (error: unknown) => void,
): (exchange: LoggedExchange) => void {
  return guardSink(log, onFailure);
}

/** Tells `log` of each exchange once its response has ended, or its caller has left. */
export function recordExchanges(log: (exchange: LoggedExchange) => void): MiddlewareHandler<ReceivedEnv> {
  return async (context, next) => {
    const { requestId, holder, body: request } = context.var;
    await next();
    const { body, status, headers } = context.res;
    if (request === undefined) return;
    const told = { requestId, key: holder?.name, path: context.req.path.slice(0, 512), status, request };
    if (body === null) log({ response: '', isCut: false, ...told });
    else
      context.res = new Response(
        watched(body, (kept) => log({ ...told, ...kept })),
        { status, headers },
      );
  };
}

/** The same body. What its reader does not take is not read. */
function watched(
  body: ReadableStream<Uint8Array>,
  onEnd: (kept: { response: string; isCut: boolean }) => void,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let response = '';
  let isCut = false;
  const take = (bytes: Uint8Array | undefined) => {
    if (isCut) return;
    response += decoder.decode(bytes, { stream: bytes !== undefined });
    isCut = response.length > MAX_LENGTH;
    if (isCut) response = response.slice(0, MAX_LENGTH);
  };
  let isOver = false;
  const end = () => {
    if (isOver) return;
    isOver = true;
    take(undefined);
    onEnd({ response, isCut });
  };
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (done) {
            end();
            controller.close();
            return;
          }
          take(value);
          controller.enqueue(value);
        } catch (error) {
          end();
          controller.error(error);
        }
      },
      async cancel(reason) {
        end();
        await reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
