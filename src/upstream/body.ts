/** Bodies of answers: read with a limit, watched, or given up. */
import { onAbort } from '../abort.ts';
import type { AnySignal } from '../abort.ts';
import { iterateBytes } from '../sse.ts';
import type { ByteStream, TransportResponse } from '../transport.ts';
import { orAbort } from './attempt.ts';

/** What is read of an error's body at the most. */
const MAX_ERROR_BYTES = 64 * 1024;

/** An answer whose body is in memory. */
export function toBufferedResponse(response: ResponseShape, text: string): TransportResponse {
  return {
    ...toShape(response),
    body: null,
    text: async () => text,
    json: async (): Promise<unknown> => JSON.parse(text),
  };
}

/** An answer with another body: bytes still to come. */
export function withBody(response: TransportResponse, body: ByteStream | null): TransportResponse {
  return { ...toShape(response), body, text: () => response.text(), json: () => response.json() };
}

/** An answer that knows how many requests it took. */
export function withAttempts(response: TransportResponse, attempts: number): TransportResponse {
  return { ...withBody(response, response.body), attempts };
}

type ResponseShape = Pick<TransportResponse, 'status' | 'ok' | 'headers' | 'url' | 'attempts'>;

/** Named one by one: of a real `Response` these are getters, which a spread leaves behind. */
function toShape({ status, ok, headers, url, attempts }: ResponseShape): ResponseShape {
  return { status, ok, headers, url, attempts };
}

/** The text of an error's body. The rest of a longer one is never read, and its connection closed. */
export async function readErrorText(response: TransportResponse): Promise<string> {
  if (response.body === null) return response.text();
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for await (const bytes of iterateBytes(response.body)) {
    text += decoder.decode(bytes.subarray(0, MAX_ERROR_BYTES - size), { stream: true });
    size += bytes.length;
    if (size >= MAX_ERROR_BYTES) break;
  }
  return text + decoder.decode();
}

/**
 * Bytes that tell when they have ended: at their end, at a failure, when the reader leaves, or at the signal, even before the first
 * read. The signal is obeyed here because a caller's own `fetch` may have let go of it.
 */
export function watchEnd(
  body: ByteStream,
  { signal, onEnd }: { signal: AnySignal; onEnd: () => void },
): AsyncIterable<Uint8Array> {
  const source = iterateBytes(body)[Symbol.asyncIterator]();
  const leave = () => {
    finish();
    void Promise.resolve(source.return?.()).catch(() => {});
  };
  const finish = () => {
    forget();
    onEnd();
  };
  const forget = onAbort(signal, leave);
  if (signal.aborted) leave();
  const bytes: AsyncIterableIterator<Uint8Array> = {
    [Symbol.asyncIterator]: () => bytes,
    async next() {
      try {
        const result = await orAbort(source.next(), signal);
        if (result.done === true) finish();
        return result;
      } catch (error) {
        finish();
        throw error;
      }
    },
    async return() {
      finish();
      await source.return?.();
      return { done: true, value: undefined };
    },
  };
  return bytes;
}
