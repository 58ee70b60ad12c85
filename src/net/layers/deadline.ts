/** One attempt: at most `timeoutMs` to the headers, or to the end of a whole answer; failures without an answer get their names here. */
import { APIConnectionTimeoutError } from '../../base/errors.ts';
import type { Layer, TransportRequest, TransportResponse } from '../transport.ts';
import type { Attempt } from '../attempt.ts';
import { createAttempt, orAbort } from '../attempt.ts';
import { readErrorText, toBufferedResponse, watchEnd, withBody } from '../body.ts';
import { toConnectionError } from '../connection-error.ts';
import { isEventStream } from '../events.ts';
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
      if (response.ok && isEventStream(request, response)) {
        stopTimer();
        return watched(response, attempt);
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

function readContent({ wantsBytes }: TransportRequest, response: TransportResponse): Promise<string | ArrayBuffer> {
  if (!response.ok) return readErrorText(response);
  return wantsBytes === true ? response.arrayBuffer() : response.text();
}

function watched(response: TransportResponse, attempt: Attempt): TransportResponse {
  if (response.body === null) {
    attempt.release();
    return toBufferedResponse(response, '');
  }
  return withBody(response, watchEnd(response.body, { signal: attempt.signal, onEnd: attempt.release }));
}

function timedOut({ url }: TransportRequest, timeoutMs: number): APIConnectionTimeoutError {
  return new APIConnectionTimeoutError(
    `No answer from ${url} within ${timeoutMs} ms (\`timeout\`). Raise it, ask for fewer tokens, or stream.`,
    { code: 'timeout' },
  );
}
