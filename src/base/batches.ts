/**
 * Streams in steps: what one network read holds goes through as one batch, and each step makes another batch of it. An async generator
 * says the same in fewer words, at three promises more for each read and step: a tenth of the CPU time of 64 paced
 * streams. Where a read holds many events it is the same.
 */

/** One step. */
export interface BatchReader<Input, Output> {
  /** What a batch becomes; undefined if there is nothing to hand on yet. */
  read(batch: Input): Output | undefined;
  /** Whether nothing more is wanted: the source is left then, which closes its connection. */
  readonly isOver: boolean;
  /** What is left to hand on once the source has ended or was left, batch by batch, and then undefined. */
  finish(): Output | undefined;
  /** What to throw for what the source, `read` or `finish` threw. */
  toError(cause: unknown): unknown;
  /** Called once, at whichever end. */
  close?(): void;
}

/** The batches that a reader makes of another's. They are asked for one at a time. */
export function readBatches<Input, Output>(
  source: AsyncIterable<Input>,
  reader: BatchReader<Input, Output>,
): AsyncIterableIterator<Output> {
  return new ReadBatches(source[Symbol.asyncIterator](), reader);
}

type Result<Item> = IteratorResult<Item, undefined>;

const END: Result<never> = Object.freeze({ done: true, value: undefined });

class ReadBatches<Input, Output> implements AsyncIterableIterator<Output> {
  readonly #source: AsyncIterator<Input>;
  readonly #reader: BatchReader<Input, Output>;
  /** Whether the source has ended, or was left. */
  #isLeft = false;
  #isEnded = false;

  constructor(source: AsyncIterator<Input>, reader: BatchReader<Input, Output>) {
    this.#source = source;
    this.#reader = reader;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<Result<Output>> {
    if (this.#isLeft) return new Promise((resolve) => resolve(this.#finish()));
    return this.#source.next().then(this.#take, this.#fail);
  }

  /** Leaves the source, also while a read is pending. */
  async return(): Promise<Result<Output>> {
    const isLeft = this.#isLeft;
    this.#isLeft = true;
    this.#end();
    if (!isLeft) await this.#source.return?.();
    return END;
  }

  readonly #take = (result: IteratorResult<Input>): Result<Output> | Promise<Result<Output>> => {
    if (this.#isEnded) return END;
    if (result.done === true) {
      this.#isLeft = true;
      return this.#finish();
    }
    let output: Output | undefined;
    try {
      output = this.#reader.read(result.value);
    } catch (cause) {
      return this.#fail(cause);
    }
    if (this.#reader.isOver) this.#leave();
    return output === undefined ? this.next() : { done: false, value: output };
  };

  readonly #fail = (cause: unknown): Result<Output> => {
    if (this.#isEnded) return END;
    this.#leave();
    this.#end();
    throw this.#reader.toError(cause);
  };

  #finish(): Result<Output> {
    if (this.#isEnded) return END;
    let output: Output | undefined;
    try {
      output = this.#reader.finish();
    } catch (cause) {
      return this.#fail(cause);
    }
    if (output !== undefined) return { done: false, value: output };
    this.#end();
    return END;
  }

  /** Nobody waits for the source to be closed, or hears how that failed. */
  #leave(): void {
    if (this.#isLeft) return;
    this.#isLeft = true;
    void this.#source.return?.().catch(() => {});
  }

  #end(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#reader.close?.();
  }
}
