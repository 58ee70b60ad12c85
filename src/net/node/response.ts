/** An answer of `node:http` in the shape of a transport's: its body is read as text, or byte by byte as it arrives. */
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { MAX_RESPONSE_BYTES, tooLarge } from '../body.ts';
import type { ResponseHeaders, TransportResponse } from '../transport.ts';

/** Bytes held for a reader that is slow; then the socket is left alone, and the server has to wait. */
const MAX_BUFFERED_BYTES = 64 * 1024;

const SMALL_BYTES = 256;
const MAX_SMALL_CHUNKS = 1024;

const ARRIVED = Promise.resolve();

interface NodeResponseOptions {
  url: string;
  /** The message's body, decoded; null if it has none. */
  content: Readable | null;
  /** The most that is read of it, where all of it is. */
  maxBytes?: number | undefined;
}

export class NodeResponse implements TransportResponse {
  readonly status: number;
  readonly url: string;
  readonly headers: ResponseHeaders;
  readonly body: NodeBody | null;
  readonly isBounded = true;
  attempts: number | undefined;

  constructor(message: IncomingMessage, { url, content, maxBytes = MAX_RESPONSE_BYTES }: NodeResponseOptions) {
    this.headers = new NodeHeaders(message);
    this.status = message.statusCode ?? 0;
    this.url = url;
    this.body =
      content === null
        ? null
        : new NodeBody(content, message, { bytes: maxBytes, toError: () => tooLarge(url, maxBytes) });
  }

  get ok(): boolean {
    return this.status >= 200 && this.status <= 299;
  }

  async text(): Promise<string> {
    return this.body === null ? '' : this.body.text();
  }

  async json(): Promise<unknown> {
    return JSON.parse(await this.text());
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    const bytes = this.body === null ? Buffer.alloc(0) : await this.body.bytes();
    const { buffer, byteLength } = bytes;
    // Most of a pool's memory is another's.
    return buffer.byteLength === byteLength && buffer instanceof ArrayBuffer ? buffer : Uint8Array.from(bytes).buffer;
  }
}

class NodeHeaders implements ResponseHeaders {
  readonly #message: IncomingMessage;

  constructor(message: IncomingMessage) {
    this.#message = message;
  }

  get(name: string): string | null {
    const value = this.#message.headers[name.toLowerCase()];
    return (Array.isArray(value) ? value.join(', ') : value) ?? null;
  }

  *[Symbol.iterator](): Iterator<[string, string]> {
    const raw = this.#message.rawHeaders;
    // Names and values take turns.
    for (let index = 0; index + 1 < raw.length; index += 2) yield [raw[index] ?? '', raw[index + 1] ?? ''];
  }
}

/** How much is taken of a body that is read as a whole. */
interface SizeLimit {
  bytes: number;
  toError(): Error;
}

/** The bytes of a body, for one reader: as they arrive, or all together as text. */
export class NodeBody implements AsyncIterableIterator<Buffer> {
  readonly #content: Readable;
  readonly #message: IncomingMessage;
  readonly #limit: SizeLimit;
  /** How many chunks at the end of the list are small, and not put together yet. */
  #smallChunks = 0;
  #chunks: Buffer[] = [];
  #size = 0;
  #isStarted = false;
  #isEnded = false;
  #error: unknown;
  /** Whether the reader wants all of it, and is woken at the end only. */
  #wantsAll = false;
  #wake: (() => void) | undefined;

  constructor(content: Readable, message: IncomingMessage, limit: SizeLimit) {
    this.#limit = limit;
    this.#content = content;
    this.#message = message;
    // From the start: an error that comes before the first read would be nobody's, and end the process.
    content.on('error', (error) => this.#end(error));
  }

  /** Ends the body and its connection; a read under way, and each later one, fails with this reason. */
  abort(reason: unknown): void {
    this.#end(reason);
    this.#chunks = [];
    this.#size = 0;
    this.#content.destroy();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /**
   * What has arrived since the last read, in one piece: an answer in chunks makes an event of each, of which one read of the socket
   * holds hundreds.
   */
  next(): Promise<IteratorResult<Buffer, undefined>> {
    this.#start();
    const arrival = this.#size === 0 && !this.#isEnded ? this.#untilWoken() : ARRIVED;
    return arrival.then(this.#read);
  }

  /** A field, and `next` no `async` function, so that a read makes two promises, and no object to wait in. */
  readonly #read = (): IteratorResult<Buffer, undefined> => {
    if (this.#size > 0) return { done: false, value: this.#take() };
    if (this.#error !== undefined) throw this.#error;
    return { done: true, value: undefined };
  };

  /** Leaves the rest unread, and closes the connection; one that has nothing more to give is kept. */
  async return(): Promise<IteratorResult<Buffer, undefined>> {
    this.#end();
    if (this.#message.complete) this.#content.resume();
    else this.#content.destroy();
    return { done: true, value: undefined };
  }

  /** All of it. */
  async bytes(): Promise<Buffer> {
    this.#wantsAll = true;
    this.#start();
    if (!this.#isEnded) await this.#untilWoken();
    if (this.#error !== undefined) throw this.#error;
    return this.#take();
  }

  /** All of it as UTF-8, as `Response.text` decodes it. */
  async text(): Promise<string> {
    const text = (await this.bytes()).toString();
    return text.startsWith('\uFEFF') ? text.slice(1) : text;
  }

  #start(): void {
    if (this.#isStarted || this.#isEnded) return;
    this.#isStarted = true;
    this.#content.on('data', (chunk: Buffer) => this.#receive(chunk));
    this.#content.on('end', () => this.#end());
    this.#content.on('close', () => {
      // Not before it is needed: an error takes 9 µs to make.
      if (!this.#isEnded) this.#end(new Error('The connection was closed before the end of the answer.'));
    });
  }

  #receive(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    this.#mergeSmall(chunk.length);
    if (this.#wantsAll) {
      if (this.#size > this.#limit.bytes) this.abort(this.#limit.toError());
      return;
    }
    if (this.#size >= MAX_BUFFERED_BYTES) this.#content.pause();
    this.#wake?.();
  }

  /** An answer in chunks of a byte each would cost an object for each byte. */
  #mergeSmall(size: number): void {
    this.#smallChunks = size < SMALL_BYTES ? this.#smallChunks + 1 : 0;
    if (this.#smallChunks < MAX_SMALL_CHUNKS) return;
    this.#chunks.push(Buffer.concat(this.#chunks.splice(-this.#smallChunks)));
    this.#smallChunks = 0;
  }

  #untilWoken(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  #take(): Buffer {
    const [first] = this.#chunks;
    const taken = this.#chunks.length === 1 && first !== undefined ? first : Buffer.concat(this.#chunks, this.#size);
    this.#chunks = [];
    this.#size = 0;
    this.#smallChunks = 0;
    if (this.#content.isPaused()) this.#content.resume();
    return taken;
  }

  /** The first word about the end counts. */
  #end(error?: unknown): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#error = error;
    if (error !== undefined) this.#keepRest();
    this.#wake?.();
  }

  /** A stream that fails still has what it had received, and hands it to those who ask. */
  #keepRest(): void {
    for (let rest: unknown = this.#content.read(); rest instanceof Buffer; rest = this.#content.read()) {
      this.#chunks.push(rest);
      this.#size += rest.length;
    }
  }
}
