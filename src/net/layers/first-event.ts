/**
 * Awaits the first event of a stream. TGI answers 200 before it validates, so an overload or a bad parameter arrives as the first
 * event; here that becomes an answer with its real status, which retry and errors treat like any other.
 */
import type { JsonObject } from '../../base/check.ts';
import { isObject, tryStringify } from '../../base/check.ts';
import { APIConnectionTimeoutError } from '../../base/errors.ts';
import { ByteBuffer } from '../byte-buffer.ts';
import { EventDecoder, iterateBytes } from '../sse.ts';
import type { EventSink } from '../sse.ts';
import { StrayLines, isPing, toErrorData } from '../stray-lines.ts';
import type { ByteStream, Layer, Transport, TransportRequest, TransportResponse } from '../transport.ts';
import type { Attempt } from '../attempt.ts';
import { createAttempt } from '../attempt.ts';
import { toBufferedResponse, watchEnd, withBody } from '../body.ts';
import { notAStream, toStreamError } from '../connection-error.ts';
import { wantsEvents } from '../events.ts';
import { toInBandFailure } from '../failure.ts';
import { toErrorObject } from '../in-band.ts';
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
  const error = toErrorObject(parseBody(text));
  return error === undefined ? toBufferedResponse(response, text) : toFailed(response, error);
}

/** The answer with the status of the error that it tells, and its code, which may follow from the words alone. */
function toFailed({ headers, url }: TransportResponse, error: JsonObject): TransportResponse {
  const failure = toInBandFailure(error);
  const code = failure?.code ?? undefined;
  // What is too deep to be written is told by its words.
  const said = tryStringify(withCode(error, code)) ?? JSON.stringify({ error: failure?.message, error_type: code });
  return toBufferedResponse({ status: failure?.status ?? 500, ok: false, headers, url }, said);
}

function withCode(event: JsonObject, code: string | undefined): JsonObject {
  const { error } = event;
  if (!isObject(error) || code === undefined) return event;
  return { ...event, error: { ...error, code: error['code'] ?? code } };
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
  const { first, read } = await readFirstEvent(bytes, request.policy?.maxEventBytes).catch(async (error: unknown) => {
    await bytes.return?.();
    throw error;
  });
  stopTimer();
  const text = first.isFound ? '' : new TextDecoder().decode(read);
  if (!first.isFound && isWhole(text)) {
    attempt.release();
    return toWhole(response, { request, text });
  }
  if (first.error === undefined) {
    const rest = { [Symbol.asyncIterator]: () => bytes };
    const watched = watchEnd(rest, { signal: attempt.signal, onEnd: attempt.release, before: [read] });
    return withBody(response, watched);
  }
  attempt.release();
  await bytes.return?.();
  return toFailed(response, first.error);
}

/** Told by what it is: the types that servers give are not to be relied on. */
function isWhole(text: string): boolean {
  return text.startsWith('<') || typeof parseBody(text) === 'object';
}

const PIECE_BYTES = 1024;

/** More than this is not kept for an event that says something. */
const MAX_KEPT_BYTES = 1024 * 1024;

/** In the place of comments, and of line ends, that were read: what follows them is read as it would be behind all of them. */
const COMMENT = new TextEncoder().encode(':\n\n');
const LINE_END = COMMENT.subarray(2);
const SPACE = 0x20;

/** The first event that says something, also an unfinished one at the end; and what was read for it, but for the comments before. */
async function readFirstEvent(
  bytes: AsyncIterator<Uint8Array>,
  maxEventBytes: number | undefined,
): Promise<{ first: FirstEvent; read: Uint8Array }> {
  const decoder = new EventDecoder(maxEventBytes === undefined ? {} : { maxEventBytes });
  const first = new FirstEvent();
  const read = new ByteBuffer();
  for (;;) {
    const { done, value } = await bytes.next();
    if (done === true) {
      decoder.flushTo(first);
      return { first, read: read.take() };
    }
    // In small pieces: a first read may hold hundreds of events, and those behind the first are decoded later.
    for (let start = 0; start < value.length && !first.isFound; start += PIECE_BYTES) {
      decoder.decodeTo(value.subarray(start, start + PIECE_BYTES), first);
    }
    if (first.isFound) return { first, read: read.takeWith(value) };
    read.append(value);
    if (first.hasPassed && read.length > MAX_KEPT_BYTES) return { first, read: read.take() };
    if (first.isSilent && decoder.isBetweenEvents) {
      const hasComment = read.take().some((byte) => byte > SPACE);
      read.append(hasComment ? COMMENT : LINE_END);
    }
  }
}

/** Takes the first event that says something. */
class FirstEvent implements EventSink {
  readonly #strays = new StrayLines();
  isFound = false;
  /** What it says, if it is an error. */
  error: JsonObject | undefined;
  /** Whether events came that say nothing. */
  hasPassed = false;
  /** Whether a line came that is no field and no comment: all of the stream may be one answer. */
  #hasStray = false;

  /** Whether nothing came but comments. */
  get isSilent(): boolean {
    return !this.hasPassed && !this.#hasStray;
  }

  take(data: string, event?: string): void {
    if (event === 'error') this.#take(toErrorData(data));
    else if (data !== '' && !isPing(event)) this.#take(data);
  }

  /** JSON without `data:` is the first event where it is an error; else it may be a whole answer, which its end tells. */
  takeStray(line: string): void {
    this.#hasStray = true;
    const data = this.#strays.read(line);
    if (data !== undefined && toErrorObject(parseBody(data)) !== undefined) this.#take(data);
  }

  #take(data: string): void {
    if (this.isFound) return;
    const value = parseBody(data);
    this.error = toErrorObject(value);
    this.isFound = this.error !== undefined || !saysNothing(value);
    this.hasPassed ||= !this.isFound;
  }
}

/** `null`, `{}`, pings, usage alone: JSON that is neither a chunk nor an error, whichever API it is of. */
function saysNothing(value: unknown): boolean {
  if (value === null) return true;
  if (!isObject(value)) return false;
  const { choices, type } = value;
  if (choices !== undefined) return choices === null || (Array.isArray(choices) && choices.length === 0);
  return type === 'ping' || Object.keys(value).every((name) => NO_EVENT.has(name));
}

/** Members that are no event by themselves. */
const NO_EVENT: ReadonlySet<string> = new Set(['id', 'object', 'created', 'model', 'usage', 'choices']);

const LOGIN = 'It is no model server, or a login page stands before it. Check `apiBase`.';

function timedOut({ url }: TransportRequest, ms: number): APIConnectionTimeoutError {
  return new APIConnectionTimeoutError(
    `No event from ${url} within ${ms} ms (\`firstTokenTimeout\`). Raise it, or shorten the prompt.`,
    { code: 'timeout' },
  );
}
