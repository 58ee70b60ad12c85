/** Where a bundled page runs: in Chromium, or in Node where there is none. */
import { spawn } from 'node:child_process';
import { access, mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { glob } from 'tinyglobby';
import { runNode } from './command.ts';
import { PROGRAMS } from './consumer.ts';
import { ANSWER, serveSite } from './site.ts';
import type { Site } from './site.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const LIMIT_MS = 60_000;

/** Where Playwright puts its own, from its cache on. */
const PLAYWRIGHT = [
  'chromium-*/chrome-linux*/chrome',
  'chromium_headless_shell-*/chrome-*/{headless_shell,chrome-headless-shell}',
  'chromium-*/chrome-mac*/*.app/Contents/MacOS/*',
];

/** The path of Chromium, if the machine has it. */
export async function findChromium(): Promise<string | undefined> {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    for (const name of NAMES) {
      const file = join(folder, name);
      const exists = await access(file).then(
        () => true,
        () => false,
      );
      if (exists) return file;
    }
  }
  const cache = process.env['PLAYWRIGHT_BROWSERS_PATH'] ?? join(homedir(), '.cache/ms-playwright');
  const [file] = await glob(PLAYWRIGHT, { cwd: cache, absolute: true });
  return file;
}

/** Runs the page of a folder, `index.html` whose module is `entry`, and checks what it reports. Says where it ran. */
export async function runPage(folder: string, entry: string, chromium: string | undefined): Promise<string> {
  const site = await serveSite(folder);
  try {
    const result = await (chromium === undefined
      ? runInNode(site, join(folder, entry))
      : runInChromium(site, chromium));
    const expected = JSON.stringify({ streamed: ANSWER, whole: ANSWER });
    if (result !== expected) throw new Error(`The page reports ${result} and not ${expected}.`);
    return chromium === undefined ? 'ran in Node (NOT TRIED in Chromium: none is here)' : 'ran in Chromium';
  } finally {
    site.close();
  }
}

async function runInNode(site: Site, file: string): Promise<string> {
  await runNode([join(PROGRAMS, 'in-node.mjs'), site.url, file], { cwd: PROGRAMS });
  return site.result;
}

async function runInChromium(site: Site, chromium: string): Promise<string> {
  const profile = await mkdtemp(join(tmpdir(), 'easyllm-browser-'));
  // Root, as containers have it, has no sandbox.
  const flags = ['--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run', `--user-data-dir=${profile}`];
  // A group of its own: it starts other processes, which end with it.
  const browser = spawn(chromium, [...flags, site.url], { stdio: 'ignore', detached: true });
  const ended = new Promise<void>((resolve) => browser.once('close', () => resolve()));
  try {
    return await Promise.race([site.result, expire(), ended.then(() => 'nothing: Chromium ended')]);
  } finally {
    if (browser.pid !== undefined && browser.exitCode === null) process.kill(-browser.pid);
    await ended;
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

function expire(): Promise<string> {
  return new Promise((resolve) => {
    setTimeout(resolve, LIMIT_MS, `nothing for ${LIMIT_MS / 1000} s`).unref();
  });
}
