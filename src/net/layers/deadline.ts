/** One attempt: at most `timeoutMs` to the headers, or to the end of a whole answer; failures without an answer get their names here. */
import { APIConnectionTimeoutError } from '../../base/errors.ts';
import type { Layer, TransportRequest, TransportResponse } from '../transport.ts';
import type { Attempt } from '../attempt.ts';
import { createAttempt, orAbort } from '../attempt.ts';
import { ByteBuffer } from '../byte-buffer.ts';
import type { SizeLimit } from '../body.ts';
import {
  MAX_RESPONSE_BYTES,
  readBytes,
  readErrorText,
  readText,
  toBufferedResponse,
  tooLarge,
  watchEnd,
  withBody,
} from '../body.ts';
import { toConnectionError } from '../connection-error.ts';
import { wantsEvents } from '../events.ts';
import type { Redact } from '../failure.ts';

/** A whole answer is read here, so that one that breaks off fails within its attempt. A stream's bytes are left to its reader. */
export function createDeadline(redact: Redact): Layer {
  return (next) => async (request) => {
    const attempt = createAttempt(request.signal);
    const { timeoutMs } = request.policy ?? {};
    const stopTimer =
      timeoutMs === undefined ? () => {} : attempt.startTimer(timeoutMs, () => timedOut(request, timeoutMs));
    const send = async () => {
      const response = await next({ ...request, signal: attempt.signal });
      if (response.ok && wantsEvents(request)) {
        return watchStream(response, { attempt, stopTimer, limit: toLimit(request) });
      }
      const content = await readContent(request, response);
      attempt.release();
      return toBufferedResponse(response, content);
    };
    try {
      // Neither a caller's own `fetch` nor the function in `apiKey` need obey a signal.
      return await orAbort(send(), attempt.signal);
    } catch (cause) {
      attempt.release();
      throw toConnectionError(cause, { url: request.url, redact, signal: attempt.signal });
    }
  };
}

function toLimit({ url, policy }: TransportRequest): SizeLimit {
  return { maxBytes: policy?.maxResponseBytes, url };
}

function readContent(request: TransportRequest, response: TransportResponse): Promise<string | ArrayBuffer> {
  if (!response.ok) return readErrorText(response);
  const limit = toLimit(request);
  return request.wantsBytes === true ? readBytes(response, limit) : readText(response, limit);
}

/** What comes decides: some servers send events as application/json, and others a whole answer to whom asked for events. */
async function watchStream(
  response: TransportResponse,
  { attempt, stopTimer, limit }: { attempt: Attempt; stopTimer: () => void; limit: SizeLimit },
): Promise<TransportResponse> {
  if (response.body === null) {
    const text = await response.text();
    attempt.release();
    return toBufferedResponse(response, text);
  }
  const body = watchEnd(response.body, { signal: attempt.signal, onEnd: attempt.release });
  const isJson = response.headers.get('content-type')?.includes('application/json') === true;
  const { start, whole } = isJson ? await readIfJson(body, limit) : { start: [], whole: undefined };
  if (whole !== undefined) return toBufferedResponse(response, whole);
  stopTimer();
  return withBody(response, watchEnd(body, { signal: attempt.signal, onEnd: () => {}, before: start }));
}

/** All of a body that begins as JSON does; of any other what was read to see that. */
async function readIfJson(
  body: AsyncIterable<Uint8Array>,
  { maxBytes = MAX_RESPONSE_BYTES, url }: SizeLimit,
): Promise<{ start: Uint8Array[]; whole?: string }> {
  const bytes = body[Symbol.asyncIterator]();
  const read = new ByteBuffer();
  let isJson = false;
  for (;;) {
    const { done, value } = await bytes.next();
    if (done === true) return { start: [], whole: new TextDecoder().decode(read.take()) };
    read.append(value);
    if (read.length > maxBytes) {
      await bytes.return?.();
      throw tooLarge(url, maxBytes);
    }
    if (isJson) continue;
    // A byte order mark is no letter: JSON may begin with it.
    const first = /[^\s\uFEFF]/.exec(new TextDecoder().decode(value))?.[0];
    isJson = first === '{' || first === '[';
    if (first !== undefined && !isJson) return { start: [read.take().slice()] };
  }
}

function timedOut({ url }: TransportRequest, timeoutMs: number): APIConnectionTimeoutError {
  return new APIConnectionTimeoutError(
    `No answer from ${url} within ${timeoutMs} ms (\`timeout\`). Raise it, ask for fewer tokens, or stream.`,
    { code: 'timeout' },
  );
}
