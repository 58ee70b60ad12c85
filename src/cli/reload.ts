/** New settings for a gateway that serves: at SIGHUP, and with `--watch` when their file has changed. */
import { watchFile } from 'node:fs';
import type { Logger } from 'pino';

/** How often a file is looked at. That sees what editors replace, and what Kubernetes links anew. */
const WATCH_MS = 1000;

interface Reloading {
  file: string;
  isWatched: boolean;
  /** Reads the settings and serves by them. What it throws leaves the gateway as it was. */
  reload: () => Promise<void>;
  log: Logger;
}

/** Reloads one at a time; what asks for it meanwhile is one more time. */
export function reloadOnRequest({ file, isWatched, reload, log }: Reloading): void {
  let running: Promise<void> | undefined;
  let isWanted = false;
  const run = async () => {
    while (isWanted) {
      isWanted = false;
      try {
        await reload();
        log.info({ file }, 'settings reloaded');
      } catch (error) {
        log.error(`The settings are not taken, and those before stay: ${toReason(error)}`);
      }
    }
    running = undefined;
  };
  const request = () => {
    isWanted = true;
    running ??= run();
  };
  process.on('SIGHUP', request);
  if (isWatched) {
    watchFile(file, { interval: WATCH_MS, persistent: false }, (now, before) => {
      if (now.mtimeMs !== before.mtimeMs || now.ino !== before.ino || now.size !== before.size) request();
    });
  }
}

function toReason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
