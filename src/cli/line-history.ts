/** What was typed into `easyllm chat`, kept for the next time in a file that nobody else may read. */
import { appendFileSync, chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { reasonOf } from '../net/connection-error.ts';

const MAX_LINES = 1000;

/** The file: EASYLLM_HISTORY, else in the user's folder for such things; undefined for `off`. */
export function historyFile({ EASYLLM_HISTORY: given, XDG_STATE_HOME: state } = process.env): string | undefined {
  const chosen = given?.trim() ?? '';
  if (/^(off|0|false)$/i.test(chosen)) return undefined;
  if (chosen !== '') return chosen;
  return join(state === undefined || state === '' ? join(homedir(), '.local/state') : state, 'easyllm/history');
}

/** The lines of the file, the latest first, as the editor wants them; none where it cannot be read. It is cut to the latest. */
export function readHistory(file: string | undefined): string[] {
  if (file === undefined) return [];
  try {
    const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
    // Made by somebody else's umask, it may be open to others.
    chmodSync(file, 0o600);
    if (lines.length > 2 * MAX_LINES) writeFileSync(file, `${lines.slice(-MAX_LINES).join('\n')}\n`);
    return lines.slice(-MAX_LINES).toReversed();
  } catch {
    return [];
  }
}

/** Adds a line; `complain` is told, once, why that fails. */
export function createHistoryWriter(
  file: string | undefined,
  complain: (line: string) => void,
): (line: string) => void {
  let isBroken = file === undefined;
  return (line) => {
    if (isBroken || file === undefined || line.trim() === '') return;
    try {
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      appendFileSync(file, `${line}\n`, { mode: 0o600 });
    } catch (error) {
      isBroken = true;
      complain(
        `${file} cannot be written (${reasonOf(error)}): what you type is not kept. EASYLLM_HISTORY=off keeps none.`,
      );
    }
  };
}
