/** Bodies as they came and went, for who asks for them. */
import type { LoggedExchange } from './logged-exchange.ts';
import { guardSink } from '../../base/sink.ts';
import type { Events, PlainResponse } from '../plain.ts';

/** As much of a response as is kept. */
const MAX_LENGTH = 1_000_000;

/** A function of a program's, such that its failure changes no answer; the first one is reported. */
export function toExchangeLog(
  log: (exchange: LoggedExchange) => void,
  onFailure: (error: unknown) => void,
): (exchange: LoggedExchange) => void {
  return guardSink(log, onFailure);
}

/** The same response. `log` is told of the exchange once all of it was handed over, or its caller has left. */
export function recordExchange(
  log: (exchange: LoggedExchange) => void,
  asked: Omit<LoggedExchange, 'status' | 'response' | 'isCut'>,
  response: PlainResponse,
): PlainResponse {
  const { status, body } = response;
  const told = { status, ...asked };
  if (typeof body === 'string' || body === null) {
    log({ ...told, ...cut(body ?? '') });
    return response;
  }
  return { ...response, body: watched(body, (text) => log({ ...told, ...cut(text) })) };
}

function cut(text: string): Pick<LoggedExchange, 'response' | 'isCut'> {
  return { response: text.slice(0, MAX_LENGTH), isCut: text.length > MAX_LENGTH };
}

/** The same events. No more than can be told is kept of them. */
function watched(events: Events, onEnd: (text: string) => void): Events {
  let text = '';
  let isOver = false;
  const end = () => {
    if (!isOver) onEnd(text);
    isOver = true;
  };
  return {
    async next() {
      try {
        const next = await events.next();
        if (next.done === true) end();
        else if (text.length <= MAX_LENGTH) text += next.value;
        return next;
      } catch (error) {
        end();
        throw error;
      }
    },
    async cancel() {
      end();
      await events.cancel();
    },
  };
}
