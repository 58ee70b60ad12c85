/** Ends a process that an attack has brought to a stop: from a thread of its own, since the main one runs no timer then. */
import { Worker } from 'node:worker_threads';

/** Far more than any case takes on a busy machine. */
const LIMIT_MS = 100_000;

const PROGRAM = `
  const { parentPort } = require('node:worker_threads');
  const { writeSync } = require('node:fs');
  let timer;
  parentPort.on('message', (name) => {
    clearTimeout(timer);
    if (name === null) return;
    timer = setTimeout(() => {
      writeSync(2, 'An attack stopped the process: ' + name + '\\n');
      process.kill(process.pid, 'SIGKILL');
    }, ${LIMIT_MS});
  });
`;

let worker: Worker | undefined;

/** Watches until it is stopped. */
export function startWatchdog(name: string): () => void {
  if (worker === undefined) {
    worker = new Worker(PROGRAM, { eval: true });
    worker.unref();
  }
  const thread = worker;
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port takes none.
  thread.postMessage(name);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  return () => thread.postMessage(null);
}
