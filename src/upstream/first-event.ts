/**
 * Awaits the first event of a stream. TGI answers 200 before it validates, so an overload or a bad parameter arrives as the first
 * event; here that becomes an answer with its real status, which retry and errors treat like any other.
 */
import { EventDecoder, iterateBytes } from '../sse.ts';
import type { Layer, TransportResponse } from '../transport.ts';
import { toInBandFailure } from './failure.ts';

export const firstEvent: Layer = (next) => async (request) => {
  const response = await next(request);
  const wantsEvents = request.headers.get('accept')?.includes('text/event-stream') === true;
  if (!wantsEvents || !response.ok || response.body === null || isJson(response)) return response;

  const bytes = iterateBytes(response.body)[Symbol.asyncIterator]();
  const read: Uint8Array[] = [];
  const first = await readFirstEvent(bytes, read);
  const failure = first === undefined ? undefined : toInBandFailure(parse(first));
  if (first !== undefined && failure !== undefined) {
    await bytes.return?.();
    return { ...shapeOf(response), status: failure.status, ok: false, body: null, text: async () => first };
  }
  return {
    ...shapeOf(response),
    status: response.status,
    ok: true,
    body: replay(read, bytes),
    text: () => response.text(),
  };
};

/** The data of the first event, also of an unfinished one at the end; what was read for it is left in `read`. */
async function readFirstEvent(bytes: AsyncIterator<Uint8Array>, read: Uint8Array[]): Promise<string | undefined> {
  const decoder = new EventDecoder();
  for (;;) {
    const { done, value } = await bytes.next();
    if (done === true) return decoder.flush()[0]?.data;
    read.push(value);
    const event = decoder.decode(value)[0];
    if (event !== undefined) return event.data;
  }
}

async function* replay(read: readonly Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* read;
    for (;;) {
      const { done, value } = await rest.next();
      if (done === true) return;
      yield value;
    }
  } finally {
    await rest.return?.();
  }
}

function shapeOf({ headers, url }: TransportResponse): Pick<TransportResponse, 'headers' | 'url'> {
  return { headers, url };
}

function isJson(response: TransportResponse): boolean {
  return response.headers.get('content-type')?.includes('application/json') === true;
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}
