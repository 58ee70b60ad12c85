/** What is loaded when the gateway serves already, since a call of a model is answered without it: that is half of what a start takes. */

/** It is loaded by then, whoever asks: later its files may be those of another version, put there while this one runs. */
const LATE_MS = 250;

/** Does it later; a process that has nothing else to do does not wait for that. */
export function doLater(work: () => Promise<unknown>, onFailure: (error: unknown) => void): void {
  setTimeout(() => void work().catch(onFailure), LATE_MS).unref();
}
