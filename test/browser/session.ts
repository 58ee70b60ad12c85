/** A gateway as `easyllm serve` runs it, and a browser that looks at it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const COMMAND = fileURLToPath(new URL('../../dist/src/cli.js', import.meta.url));

/** The path of Chromium, if the machine has it. */
export async function findChromium(): Promise<string | undefined> {
  const files = (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)));
  for (const file of files) {
    const isThere = await access(file).then(
      () => true,
      () => false,
    );
    if (isThere) return file;
  }
  return undefined;
}

export function launch(executablePath: string): Promise<Browser> {
  // Root, as containers have it, has no sandbox.
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

/** A page that notes what it asked for, and what it complained of. */
export interface Looked {
  page: Page;
  /** The addresses that it asked for. */
  asked: string[];
  /** Errors of scripts, and what the policy forbade. */
  complaints: string[];
}

export async function look(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Looked> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 820 }, ...options });
  const asked: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => {
    const isStatus = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !isStatus) complaints.push(message.text());
  });
  await page.goto(url);
  return { page, asked, complaints };
}

export interface Served extends AsyncDisposable {
  readonly url: string;
}

/** Starts one in this folder, which has the renderer of the API reference; \`cwd\` is another. */
export async function serve(settings: object, { cwd = import.meta.dirname } = {}): Promise<Served> {
  const folder = await mkdtemp(join(tmpdir(), 'easyllm-browser-'));
  const file = join(folder, 'gateway.json');
  await writeFile(file, JSON.stringify(settings));
  const args = [COMMAND, 'serve', '--config', file, '--port', '0', '--log', 'error'];
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (bytes) => {
      said += String(bytes);
      const [, address] = /listening on (\S+)/.exec(said) ?? [];
      if (address !== undefined) resolve(address);
    });
    child.once('close', () => reject(new Error(`The gateway ended: ${said}`)));
  });
  return {
    url,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
