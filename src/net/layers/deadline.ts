/** One attempt: at most `timeoutMs` to the headers, or to the end of a whole answer; failures without an answer get their names here. */
import { APIConnectionTimeoutError } from '../../base/errors.ts';
import type { Layer, TransportRequest, TransportResponse } from '../transport.ts';
import type { Attempt } from '../attempt.ts';
import { createAttempt, orAbort } from '../attempt.ts';
import { readErrorText, toBufferedResponse, watchEnd, withBody } from '../body.ts';
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
      if (response.ok && wantsEvents(request)) return watchStream(response, { attempt, stopTimer });
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

/** What comes decides: some servers send events as application/json, and others a whole answer to whom asked for events. */
async function watchStream(
  response: TransportResponse,
  { attempt, stopTimer }: { attempt: Attempt; stopTimer: () => void },
): Promise<TransportResponse> {
  if (response.body === null) {
    const text = await response.text();
    attempt.release();
    return toBufferedResponse(response, text);
  }
  const body = watchEnd(response.body, { signal: attempt.signal, onEnd: attempt.release });
  const isJson = response.headers.get('content-type')?.includes('application/json') === true;
  const { start, whole } = isJson ? await readIfJson(body) : { start: [], whole: undefined };
  if (whole !== undefined) return toBufferedResponse(response, whole);
  stopTimer();
  return withBody(response, watchEnd(body, { signal: attempt.signal, onEnd: () => {}, before: start }));
}

/** All of a body that begins as JSON does; of any other what was read to see that. */
async function readIfJson(body: AsyncIterable<Uint8Array>): Promise<{ start: Uint8Array[]; whole?: string }> {
  const bytes = body[Symbol.asyncIterator]();
  const start: Uint8Array[] = [];
  const decoder = new TextDecoder();
  const texts: string[] = [];
  let first: string | undefined;
  for (;;) {
    const { done, value } = await bytes.next();
    if (done === true) return { start, whole: texts.join('') + decoder.decode() };
    const text = decoder.decode(value, { stream: true });
    texts.push(text);
    first ??= /\S/.exec(text)?.[0];
    if (first === '{' || first === '[') continue;
    start.push(value);
    if (first !== undefined) return { start };
  }
}

function timedOut({ url }: TransportRequest, timeoutMs: number): APIConnectionTimeoutError {
  return new APIConnectionTimeoutError(
    `No answer from ${url} within ${timeoutMs} ms (\`timeout\`). Raise it, ask for fewer tokens, or stream.`,
    { code: 'timeout' },
  );
}
