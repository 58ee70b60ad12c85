/// <reference lib="esnext.disposable" preserve="true" />
/** The stream a caller iterates. */
import { Abort, onAbort } from '../base/abort.ts';
import { EasyLLMError } from '../base/errors.ts';
import { orTooDeep } from '../base/too-deep.ts';
import { tee } from './tee.ts';

/** Chunks as they arrive, several where one network read held several. */
export type ChunkBatches<Chunk> = AsyncIterator<Chunk[], void, undefined>;

type Next<Chunk> = IteratorResult<Chunk, void>;

/** A stream that nobody holds any more, and nobody has read or left, would hold its connection for ever. Not every Worker has this. */
const abandoned =
  typeof FinalizationRegistry === 'function' ? new FinalizationRegistry<Abort>((abort) => abort.abort()) : undefined;

/** Takes the chunks of a stream that are at hand, without waiting: for the handler, which writes them as one. */
export let takeBuffered: <Chunk>(stream: Stream<Chunk>) => Chunk[];

/** Calls a function with what ends the call of a stream from outside: a deadline, or the caller's signal. */
export let onFailure: <Chunk>(stream: Stream<Chunk>, run: (error: EasyLLMError) => void) => void;

/**
 * A streamed answer: `for await (const chunk of stream)`. It is read once: `tee` makes two of it. Leaving the loop (`break`, `return`, an exception) and
 * `abort()` close the connection, which is how the server learns to stop generating; both end quietly. Aborting the `signal` given to
 * the call makes the pending read throw APIUserAbortError. A stream that was cut off throws StreamTruncatedError: a normal end means
 * the answer is whole.
 */
export class Stream<Chunk> implements AsyncIterable<Chunk>, AsyncIterator<Chunk, void, undefined> {
  /** For `await using`, where the runtime has it. */
  declare [Symbol.asyncDispose]: () => Promise<void>;

  static {
    takeBuffered = (stream) => {
      if (stream.#isDone || stream.#latest !== undefined) return [];
      const taken = stream.#buffer.slice(stream.#position);
      stream.#position = stream.#buffer.length;
      return taken;
    };
    onFailure = (stream, run) => {
      const abort = stream.#abort;
      const check = () => {
        if (EasyLLMError.isInstance(abort.reason)) run(abort.reason);
      };
      if (abort.aborted) check();
      else onAbort(abort, check);
    };
    if (Symbol.asyncDispose !== undefined) {
      this.prototype[Symbol.asyncDispose] = async function dispose() {
        await this.return();
      };
    }
  }

  readonly #abort: Abort;
  #controller: AbortController | undefined;
  readonly #batches: ChunkBatches<Chunk>;
  #buffer: Chunk[] = [];
  #position = 0;
  #isDone = false;
  #isLooped = false;
  /** The latest call of `next` that is not answered yet, and how many wait behind the read that is under way: each waits for the one before. */
  #latest: Promise<Next<Chunk>> | undefined;
  #waiting = 0;

  constructor(batches: ChunkBatches<Chunk>, abort: Abort) {
    this.#batches = batches;
    this.#abort = abort;
    abandoned?.register(this, abort, this);
  }

  /** Aborts the request; `controller.abort()` does what `abort()` does. */
  get controller(): AbortController {
    return (this.#controller ??= toController(this.#abort));
  }

  /** The stream itself. Throws EasyLLMError for a second loop, which would find nothing. */
  [Symbol.asyncIterator](): this {
    if (this.#isLooped) {
      throw new EasyLLMError(
        'This stream was read before, and is read once. For two readers, make two of it with `tee()`.',
      );
    }
    this.#isLooped = true;
    return this;
  }

  /** Two streams with the chunks of this one, which is theirs from then on. What one has read is kept until the other has, too. */
  tee(): [Stream<Chunk>, Stream<Chunk>] {
    const [first, second] = tee<Chunk>(this[Symbol.asyncIterator]());
    return [new Stream(first, new Abort()), new Stream(second, new Abort())];
  }

  /** The next chunk. Throws what ended the stream before its end. */
  next(): Promise<IteratorResult<Chunk, void>> {
    if (this.#latest !== undefined) return this.#wait(this.#latest);
    // The way of most chunks: one that is at hand costs a promise that is settled, and no more.
    const ready = this.#takeBuffered();
    if (ready !== undefined) return Promise.resolve(ready);
    return (this.#latest = this.#read());
  }

  /** Ends the stream and closes the connection. */
  async return(): Promise<IteratorResult<Chunk, void>> {
    this.#end();
    this.#abort.abort();
    // A read that is pending fails by the abort; nobody is left to hear of it.
    await this.#batches.return?.().catch(() => {});
    return { done: true, value: undefined };
  }

  /** Ends the stream and closes the connection; a pending read ends too, quietly. */
  abort(): void {
    void this.return();
  }

  /** One JSON object a line, as the `openai` package's `Stream.fromReadableStream` reads it. */
  toReadableStream(): ReadableStream<Uint8Array> {
    const encoder = new TextEncoder();
    return new ReadableStream({
      pull: async (controller) => {
        const { done, value } = await this.next();
        if (done === true) controller.close();
        else controller.enqueue(encoder.encode(`${JSON.stringify(value)}\n`));
      },
      cancel: async () => {
        await this.return();
      },
    });
  }

  #takeBuffered(): Next<Chunk> | undefined {
    if (this.#isDone) return { done: true, value: undefined };
    if (this.#position >= this.#buffer.length) return undefined;
    const value = this.#buffer[this.#position] as Chunk;
    this.#position += 1;
    return { done: false, value };
  }

  #read(): Promise<Next<Chunk>> {
    return this.#batches.next().then(
      (batch) => this.#takeBatch(batch),
      (error: unknown) => this.#fail(error),
    );
  }

  #wait(before: Promise<unknown>): Promise<Next<Chunk>> {
    this.#waiting += 1;
    const advance = () => {
      this.#waiting -= 1;
      const ready = this.#takeBuffered();
      if (ready === undefined) return this.#read();
      this.#answer();
      return ready;
    };
    return (this.#latest = before.then(advance, advance));
  }

  /** Before the reader is told: the call it makes then finds the rest of the batch at hand. */
  #answer(): void {
    if (this.#waiting === 0) this.#latest = undefined;
  }

  #takeBatch({ done, value }: IteratorResult<Chunk[], void>): Next<Chunk> | Promise<Next<Chunk>> {
    if (done === true) this.#end();
    else if (!this.#isDone) {
      this.#buffer = value;
      this.#position = 0;
    }
    const ready = this.#takeBuffered();
    // A batch with nothing in it.
    if (ready === undefined) return this.#read();
    this.#answer();
    return ready;
  }

  #fail(error: unknown): Next<Chunk> {
    // Ended by its reader while the read was pending: the failure is that abort's own.
    const isQuiet = this.#isDone || isQuietAbort(this.#abort);
    this.#answer();
    this.#end();
    if (isQuiet) return { done: true, value: undefined };
    this.#abort.abort();
    throw orTooDeep(error);
  }

  #end(): void {
    // The stack of an abort's reason holds this stream, and so would the registry, for ever.
    if (!this.#isDone) abandoned?.unregister(this);
    this.#isDone = true;
    this.#buffer = [];
  }
}

/** Our own aborts (the caller's signal, a deadline) carry the error to throw as their reason; the reader's carries none. */
function isQuietAbort({ aborted, reason }: Abort): boolean {
  return aborted && !EasyLLMError.isInstance(reason);
}

/** A controller of the platform's that stands for an abort: each follows the other. */
function toController(abort: Abort): AbortController {
  const controller = new AbortController();
  const follow = () => controller.abort(abort.reason);
  if (abort.aborted) follow();
  else onAbort(abort, follow);
  controller.signal.addEventListener('abort', () => abort.abort(controller.signal.reason));
  return controller;
}
