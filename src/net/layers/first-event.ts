/**
 * Awaits the first event of a stream. TGI answers 200 before it validates, so an overload or a bad parameter arrives as the first
 * event; here that becomes an answer with its real status, which retry and errors treat like any other.
 */
import { APIConnectionTimeoutError, APIError } from '../../base/errors.ts';
import { EventDecoder, iterateBytes } from '../sse.ts';
import type { ServerSentEvent } from '../sse.ts';
import type { ByteStream, Layer, Transport, TransportRequest, TransportResponse } from '../transport.ts';
import type { Attempt } from '../attempt.ts';
import { createAttempt } from '../attempt.ts';
import { toBufferedResponse, watchEnd, withBody } from '../body.ts';
import { toStreamError } from '../connection-error.ts';
import { wantsEvents } from '../events.ts';
import { toInBandFailure } from '../failure.ts';
import { parseBody } from '../json.ts';

/** At most `firstTokenTimeoutMs` for the headers and that event together. */
export const firstEvent: Layer = (next) => (request) =>
  wantsEvents(request) ? awaitStream(next, request) : next(request);

async function awaitStream(next: Transport, request: TransportRequest): Promise<TransportResponse> {
  const attempt = createAttempt(request.signal);
  const { firstTokenTimeoutMs: ms } = request.policy ?? {};
  const stopTimer = ms === undefined ? () => {} : attempt.startTimer(ms, () => timedOut(request, ms));
  try {
    const response = await next({ ...request, signal: attempt.signal });
    if (!response.ok || response.body === null) {
      attempt.release();
      return response;
    }
    return await awaitFirstEvent(response, { request, body: response.body, attempt, stopTimer });
  } catch (cause) {
    attempt.release();
    throw toStreamError(cause, { url: request.url, signal: attempt.signal });
  }
}

async function awaitFirstEvent(
  response: TransportResponse,
  {
    request,
    body,
    attempt,
    stopTimer,
  }: { request: TransportRequest; body: ByteStream; attempt: Attempt; stopTimer: () => void },
): Promise<TransportResponse> {
  const bytes = iterateBytes(body)[Symbol.asyncIterator]();
  const read: Uint8Array[] = [];
  const first = await readFirstEvent(bytes, read).catch(async (error: unknown) => {
    await bytes.return?.();
    throw error;
  });
  stopTimer();
  const said = first ?? toText(read);
  if (first === undefined && said.startsWith('<')) throw notAStream(request, response, 'an HTML page', LOGIN);
  const parsed = parseBody(said);
  const failure = toInBandFailure(parsed);
  if (failure === undefined) {
    // Told by what it is: some servers send events as application/json.
    if (first === undefined && typeof parsed === 'object') throw notAStream(request, response, 'a whole answer', WHOLE);
    const rest = { [Symbol.asyncIterator]: () => bytes };
    const watched = watchEnd(rest, { signal: attempt.signal, onEnd: attempt.release, before: read });
    return withBody(response, watched);
  }
  attempt.release();
  await bytes.return?.();
  const { headers, url } = response;
  return toBufferedResponse({ status: failure.status, ok: false, headers, url }, said);
}

const PIECE_BYTES = 1024;

/** The data of the first event that is not empty, also of an unfinished one at the end; what was read for it is left in `read`. */
async function readFirstEvent(bytes: AsyncIterator<Uint8Array>, read: Uint8Array[]): Promise<string | undefined> {
  const decoder = new EventDecoder();
  for (;;) {
    const { done, value } = await bytes.next();
    if (done === true) return firstData(decoder.flush());
    read.push(value);
    // In small pieces: a first read may hold hundreds of events, and those behind the first are decoded later.
    for (let start = 0; start < value.length; start += PIECE_BYTES) {
      const data = firstData(decoder.decode(value.subarray(start, start + PIECE_BYTES)));
      if (data !== undefined) return data;
    }
  }
}

function firstData(events: readonly ServerSentEvent[]): string | undefined {
  return events.find(({ data }) => data !== '')?.data;
}

function toText(read: readonly Uint8Array[]): string {
  const decoder = new TextDecoder();
  return read.map((bytes) => decoder.decode(bytes, { stream: true })).join('');
}

const LOGIN = 'It is no model server, or a login page stands before it. Check `apiBase`.';
const WHOLE = 'It does not stream. Leave out `stream`.';

function notAStream(
  { url }: TransportRequest,
  { status, attempts = 1 }: TransportResponse,
  found: string,
  advice: string,
): APIError {
  return new APIError(`${url} answered with ${found} instead of a stream. ${advice}`, { status, attempts });
}

function timedOut({ url }: TransportRequest, ms: number): APIConnectionTimeoutError {
  return new APIConnectionTimeoutError(
    `No event from ${url} within ${ms} ms (\`firstTokenTimeout\`). Raise it, or shorten the prompt.`,
    { code: 'timeout' },
  );
}
