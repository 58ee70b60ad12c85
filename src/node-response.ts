/** An answer of `node:http` in the shape of a transport's: its body is read as text, or byte by byte as it arrives. */
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import type { AnswerHeaders, TransportResponse } from './transport.ts';

/** Bytes held for a reader that is slow; then the socket is left alone, and the server has to wait. */
const MAX_BUFFERED_BYTES = 64 * 1024;

export class NodeResponse implements TransportResponse {
  readonly status: number;
  readonly url: string;
  readonly body: NodeBody | null;
  readonly headers: AnswerHeaders;

  /** `content` is the message's body, decoded; null if it has none. */
  constructor(message: IncomingMessage, { url, content }: { url: string; content: Readable | null }) {
    this.headers = new NodeHeaders(message);
    this.status = message.statusCode ?? 0;
    this.url = url;
    this.body = content === null ? null : new NodeBody(content);
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
}

class NodeHeaders implements AnswerHeaders {
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

/** The bytes of a body. Reads that overlap are not served: each waits for the one before. */
export class NodeBody implements AsyncIterableIterator<Buffer> {
  readonly #content: Readable;
  #chunks: Buffer[] = [];
  #size = 0;
  #isRead = false;
  #isEnded = false;
  #error: unknown;
  #wake = () => {};

  constructor(content: Readable) {
    this.#content = content;
    // From the start: an error that comes before the first read would be nobody's, and end the process.
    content.on('error', (error) => this.#end(error));
    content.on('close', () => this.#end(new Error('The connection was closed before the end of the answer.')));
    content.on('end', () => this.#end());
  }

  /** Ends the body and its connection; a read under way, and each later one, fails with this reason. */
  abort(reason: unknown): void {
    this.#end(reason);
    this.#take();
    this.#content.destroy();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /**
   * What has arrived since the last read, in one piece: an answer in chunks makes an event of each, of which one read of the socket
   * holds hundreds.
   */
  async next(): Promise<IteratorResult<Buffer, undefined>> {
    this.#read();
    while (this.#size === 0 && !this.#isEnded) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    if (this.#size > 0) return { done: false, value: this.#take() };
    if (this.#error !== undefined) throw this.#error;
    return { done: true, value: undefined };
  }

  /** Leaves the rest unread, and closes the connection. */
  async return(): Promise<IteratorResult<Buffer, undefined>> {
    this.#end();
    this.#content.destroy();
    return { done: true, value: undefined };
  }

  /** All of it as UTF-8, as `Response.text` decodes it. */
  async text(): Promise<string> {
    const parts: Buffer[] = [];
    for (;;) {
      const { done, value } = await this.next();
      if (done === true) break;
      parts.push(value);
    }
    const [first] = parts;
    const text = (parts.length === 1 && first !== undefined ? first : Buffer.concat(parts)).toString();
    return text.startsWith('\uFEFF') ? text.slice(1) : text;
  }

  #read(): void {
    if (this.#isRead) return;
    this.#isRead = true;
    this.#content.on('data', (chunk: Buffer) => {
      this.#keep(chunk);
      if (this.#size >= MAX_BUFFERED_BYTES) this.#content.pause();
      this.#wake();
    });
  }

  #keep(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
  }

  #take(): Buffer {
    const [first] = this.#chunks;
    const taken = this.#chunks.length === 1 && first !== undefined ? first : Buffer.concat(this.#chunks, this.#size);
    this.#chunks = [];
    this.#size = 0;
    if (this.#content.isPaused()) this.#content.resume();
    return taken;
  }

  /** The first word about the end counts. */
  #end(error?: unknown): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#error = error;
    // A stream that fails keeps what it had received, but hands it to nobody who does not ask.
    const rest: Buffer | null = error === undefined ? null : this.#content.read();
    if (rest !== null) this.#keep(rest);
    this.#wake();
  }
}
