/** Bodies of answers: read with a limit, watched, or given up. */
import { onAbort } from '../abort.ts';
import type { AnySignal } from '../abort.ts';
import { iterateBytes } from '../sse.ts';
import type { AnswerHeaders, ByteStream, TransportResponse } from '../transport.ts';

/** What is read of an error's body at the most. */
const MAX_ERROR_BYTES = 64 * 1024;

/** An answer with a body of its own: text that is in memory, or bytes still to come. */
class Answer implements TransportResponse {
  readonly status: number;
  readonly ok: boolean;
  readonly headers: AnswerHeaders;
  readonly url: string;
  readonly body: ByteStream | null;
  attempts: number | undefined;
  readonly #read: () => Promise<ArrayBuffer | string>;

  constructor(
    { status, ok, headers, url }: AnswerHead,
    body: ByteStream | null,
    read: () => Promise<ArrayBuffer | string>,
  ) {
    this.status = status;
    this.ok = ok;
    this.headers = headers;
    this.url = url;
    this.body = body;
    this.#read = read;
  }

  async text(): Promise<string> {
    const read = await this.#read();
    return typeof read === 'string' ? read : new TextDecoder().decode(read);
  }

  async json(): Promise<unknown> {
    return JSON.parse(await this.text());
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    const read = await this.#read();
    return typeof read === 'string' ? new Uint8Array(new TextEncoder().encode(read)).buffer : read;
  }
}

type AnswerHead = Pick<TransportResponse, 'status' | 'ok' | 'headers' | 'url'>;

/** An answer whose body is in memory. */
export function toBufferedResponse(head: AnswerHead, content: string | ArrayBuffer): TransportResponse {
  return new Answer(head, null, async () => content);
}

/** An answer with another body: bytes still to come. */
export function withBody(response: TransportResponse, body: ByteStream | null): TransportResponse {
  return new Answer(response, body, () => response.text());
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
 * read. The signal is obeyed here because a caller's own `fetch` may have let go of it. What was read `before` comes first.
 */
export function watchEnd(
  body: ByteStream,
  { signal, onEnd, before = [] }: { signal: AnySignal; onEnd: () => void; before?: readonly Uint8Array[] },
): AsyncIterable<Uint8Array> {
  return new WatchedBytes(iterateBytes(body)[Symbol.asyncIterator](), { signal, onEnd, before });
}

type Read = IteratorResult<Uint8Array, undefined>;

/** Listens to the signal once for all reads: a listener and two more promises for each would cost 1 µs. */
class WatchedBytes implements AsyncIterableIterator<Uint8Array> {
  readonly #source: AsyncIterator<Uint8Array>;
  readonly #signal: AnySignal;
  readonly #onEnd: () => void;
  readonly #before: Uint8Array[];
  readonly #forget: () => void;
  /** Ends the read that is pending. */
  #fail: ((reason: unknown) => void) | undefined;

  constructor(
    source: AsyncIterator<Uint8Array>,
    { signal, onEnd, before }: { signal: AnySignal; onEnd: () => void; before: readonly Uint8Array[] },
  ) {
    this.#source = source;
    this.#signal = signal;
    this.#onEnd = onEnd;
    this.#before = [...before];
    this.#forget = onAbort(signal, () => this.#leave());
    if (signal.aborted) this.#leave();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<Read> {
    if (this.#signal.aborted) return Promise.reject(this.#signal.reason);
    const value = this.#before.shift();
    if (value !== undefined) return Promise.resolve({ done: false, value });
    return new Promise((resolve, reject) => {
      this.#fail = reject;
      this.#source.next().then(
        (read) => {
          if (read.done === true) this.#finish();
          resolve(read.done === true ? { done: true, value: undefined } : read);
        },
        (error: unknown) => {
          this.#finish();
          reject(error);
        },
      );
    });
  }

  async return(): Promise<Read> {
    this.#finish();
    await this.#source.return?.();
    return { done: true, value: undefined };
  }

  #leave(): void {
    this.#finish();
    this.#fail?.(this.#signal.reason);
    void Promise.resolve(this.#source.return?.()).catch(() => {});
  }

  #finish(): void {
    this.#forget();
    this.#onEnd();
  }
}
