/** A program in a terminal of its own, as tmux has it: keys go in, and what the screen shows comes out. */
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Whether there is a tmux: tests in a terminal are skipped by name without. */
export const hasTmux = spawnSync('tmux', ['-V']).status === 0;

export interface Terminal extends AsyncDisposable {
  /** Types text as it is. */
  type(text: string): Promise<void>;
  /** Presses keys by tmux's names: `Enter`, `C-c`, `Up`. */
  press(...keys: string[]): Promise<void>;
  /** Pastes text as a terminal does that was asked for marks. */
  paste(text: string): Promise<void>;
  /** The lines of the screen, without space at their ends; with `styles` the escape sequences of colours too. */
  screen(options?: { styles?: boolean }): Promise<string>;
  resize(columns: number, rows: number): Promise<void>;
}

/** Runs a line of shell in a new terminal, which stays when the line has ended. The server of tmux is one of its own. */
export async function openTerminal(
  line: string,
  { env, columns = 80, rows = 24 }: { env: Readonly<Record<string, string>>; columns?: number; rows?: number },
): Promise<Terminal> {
  const folder = mkdtempSync(join(tmpdir(), 'easyllm-tmux-'));
  const socket = join(folder, 'socket');
  const script = join(folder, 'run.sh');
  const variables = Object.entries(env).map(([name, value]) => `export ${name}='${value}'\n`);
  writeFileSync(script, `${variables.join('')}${line}\necho "ended with $?"\nexec sleep 600\n`);
  // Without a configuration of the machine's, and with the same variables everywhere.
  const environment = { PATH: process.env['PATH'], HOME: folder, TERM: 'xterm-256color', LC_ALL: 'C.UTF-8' };
  const tmux = (...args: string[]) => run('tmux', ['-S', socket, '-f', '/dev/null', ...args], { env: environment });
  await tmux('new-session', '-d', '-x', String(columns), '-y', String(rows), `sh ${script}`);
  return {
    type: async (text) => void (await tmux('send-keys', '-l', '--', text)),
    press: async (...keys) => void (await tmux('send-keys', ...keys)),
    paste: async (text) => {
      await tmux('set-buffer', '--', text);
      await tmux('paste-buffer', '-p', '-r');
    },
    screen: async ({ styles = false } = {}) => {
      const { stdout } = await tmux('capture-pane', '-p', ...(styles ? ['-e'] : []));
      return stdout.replace(/\n+$/, '\n');
    },
    resize: async (width, height) => {
      await tmux('resize-window', '-x', String(width), '-y', String(height));
    },
    [Symbol.asyncDispose]: async () => {
      await tmux('kill-server').catch(() => {});
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
