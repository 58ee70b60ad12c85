/** Results of a chunk on their way into the store: those that come while it is busy go together. */
import type { BatchStore, KeptResult } from './store.ts';

export class ResultSink {
  readonly #store: BatchStore;
  readonly #place: { batch: string; chunk: number };
  readonly #onClosed: () => void;
  #pending: KeptResult[] = [];
  #writing: Promise<void> | undefined;
  #isOpen = true;
  #failure: { error: unknown } | undefined;

  /** `onClosed` is called when the store takes nothing more, since the batch is over. */
  constructor(store: BatchStore, place: { batch: string; chunk: number }, onClosed: () => void) {
    this.#store = store;
    this.#place = place;
    this.#onClosed = onClosed;
  }

  /** Throws once a write has failed, as `end` does. */
  add(result: KeptResult): void {
    if (this.#failure !== undefined) throw this.#failure.error;
    this.#pending.push(result);
    this.#writing ??= this.#drain();
  }

  /** Resolves when the store has been given all. False where it has not taken all, since the batch is over. */
  async end(): Promise<boolean> {
    await this.#writing;
    if (this.#failure !== undefined) throw this.#failure.error;
    return this.#isOpen;
  }

  /** Never rejects: nobody may be waiting. */
  async #drain(): Promise<void> {
    // What is added in the same turn goes together.
    await Promise.resolve();
    const { batch, chunk } = this.#place;
    try {
      while (this.#pending.length > 0) {
        const isOpen = await this.#store.addResults(batch, chunk, this.#pending.splice(0), 'in_progress');
        if (isOpen) continue;
        this.#isOpen = false;
        this.#onClosed();
      }
    } catch (error) {
      this.#failure = { error };
    } finally {
      this.#writing = undefined;
    }
  }
}
