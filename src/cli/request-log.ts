/** The bodies of requests and responses, as JSON lines in a file of which the older part is put aside when it has grown. */
import { appendFile, rename, stat } from 'node:fs/promises';
import type { LoggedExchange } from '../http/gateway/logged-exchange.ts';

/** Where bodies are written. */
export interface RequestLogFile {
  file: string;
  /** How large it may grow, in bytes. Default: 100,000,000. */
  maxBytes?: number | undefined;
  /** How many older files are kept beside it, as FILE.1 and so on. Default: 4. */
  keep?: number | undefined;
}

/** What waits to be written while the disk takes its time; more is left out. */
const MAX_WAITING = 1000;

/** One line for each exchange. The file is for its owner alone: it holds prompts. Failures go to `onFailure`. */
export function createRequestLog(
  { file, maxBytes = 100_000_000, keep = 4 }: RequestLogFile,
  onFailure: (error: unknown) => void,
): (exchange: LoggedExchange) => void {
  let size: number | undefined;
  let waiting = 0;
  let writing = Promise.resolve();
  const write = async (line: string) => {
    size ??= await stat(file).then(
      (found) => found.size,
      () => 0,
    );
    if (size > 0 && size + line.length > maxBytes) {
      await rotate(file, keep);
      size = 0;
    }
    await appendFile(file, line, { mode: 0o600 });
    size += Buffer.byteLength(line);
  };
  return (exchange) => {
    if (waiting >= MAX_WAITING) return;
    waiting += 1;
    const line = `${JSON.stringify({ time: new Date().toISOString(), ...exchange })}\n`;
    writing = writing
      .then(async () => write(line))
      .catch(onFailure)
      .finally(() => {
        waiting -= 1;
      });
  };
}

/** FILE becomes FILE.1, FILE.1 becomes FILE.2, and the oldest is written over. */
async function rotate(file: string, keep: number): Promise<void> {
  for (let number = keep; number > 0; number -= 1) {
    const from = number === 1 ? file : `${file}.${number - 1}`;
    await rename(from, `${file}.${number}`).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
  }
}
