/**
 * Awaits the first event of a stream. TGI answers 200 before it validates, so an overload or a bad parameter arrives as the first
 * event; here that becomes an answer with its real status, which retry and errors treat like any other.
 */
import { APIConnectionTimeoutError } from '../../base/errors.ts';
import { EventDecoder, iterateBytes } from '../sse.ts';
import type { ServerSentEvent } from '../sse.ts';
import type { ByteStream, Layer, Transport, TransportRequest, TransportResponse } from '../transport.ts';
import type { Attempt } from '../attempt.ts';
import { createAttempt } from '../attempt.ts';
import { toBufferedResponse, watchEnd, withBody } from '../body.ts';
import { notAStream, toStreamError } from '../connection-error.ts';
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
    if (response.ok && response.body !== null)
      return await awaitFirstEvent(response, { request, body: response.body, attempt, stopTimer });
    attempt.release();
    return response.ok ? toWhole(response, { request, text: await response.text() }) : response;
  } catch (cause) {
    attempt.release();
    throw toStreamError(cause, { url: request.url, signal: attempt.signal });
  }
}

/** What came whole: an answer to whom asked for events, left to its reader, or an error. */
function toWhole(
  response: TransportResponse,
  { request, text }: { request: TransportRequest; text: string },
): TransportResponse {
  if (text.startsWith('<'))
    throw notAStream(request.url, { found: 'an HTML page', advice: LOGIN, attempts: response.attempts });
  return toFailed(response, text) ?? toBufferedResponse(response, text);
}

/** The answer with the status of an error that it tells; undefined if it tells none. */
function toFailed({ headers, url }: TransportResponse, said: string): TransportResponse | undefined {
  const failure = toInBandFailure(parseBody(said));
  return failure && toBufferedResponse({ status: failure.status, ok: false, headers, url }, said);
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
  const text = first === undefined ? toText(read) : '';
  if (first === undefined && isWhole(text)) {
    attempt.release();
    return toWhole(response, { request, text });
  }
  const failed = toFailed(response, first ?? text);
  if (failed === undefined) {
    const rest = { [Symbol.asyncIterator]: () => bytes };
    const watched = watchEnd(rest, { signal: attempt.signal, onEnd: attempt.release, before: read });
    return withBody(response, watched);
  }
  attempt.release();
  await bytes.return?.();
  return failed;
}

/** Told by what it is: the types that servers give are not to be relied on. */
function isWhole(text: string): boolean {
  return text.startsWith('<') || typeof parseBody(text) === 'object';
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

function timedOut({ url }: TransportRequest, ms: number): APIConnectionTimeoutError {
  return new APIConnectionTimeoutError(
    `No event from ${url} within ${ms} ms (\`firstTokenTimeout\`). Raise it, or shorten the prompt.`,
    { code: 'timeout' },
  );
}
