/** `easyllm chat` in a terminal, key by key. */
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { PICTURE, draw, withoutTimes } from '../../scripts/recording/conversation.ts';
import type { FakeRequest } from '../../src/testing.ts';
import { startFakeServer } from '../../src/testing.ts';
import { builtPackage } from '../support/installed-package.ts';
import { hasTmux, openTerminal } from '../support/tmux.ts';
import type { Terminal } from '../support/tmux.ts';

const folder = mkdtempSync(join(tmpdir(), 'easyllm-terminal-'));
const history = join(folder, 'deep/history');
const WORDS = 'seventeen syllables wander slowly homeward under mountains painted silver'.split(/(?= )/);
let easyllm = '';

beforeAll(async () => {
  const built = await builtPackage();
  easyllm = `"${process.execPath}" "${join(built.folder, manifest.bin.easyllm)}"`;
});
afterAll(() => rmSync(folder, { recursive: true }));

function contentOf({ body }: FakeRequest): string {
  return JSON.parse(body).messages.at(-1).content;
}

/** A server that repeats what it was asked, thinks where it is told to, and never ends an answer to "forever". */
async function startServer() {
  return startFakeServer({
    like: 'openai',
    script: (request) => {
      if (request.method !== 'POST') return undefined;
      const asked = contentOf(request);
      if (asked === 'wide') return { tokens: WORDS };
      if (asked === 'think') return { reasoning: ['Hmm'], tokens: ['Done'] };
      if (asked === 'fail') return { error: 'It broke', status: 400 };
      if (asked === 'forever') return { tokens: Array.from({ length: 2000 }, () => 'on '), delayMs: 50 };
      return { tokens: [`<${asked.replaceAll('\n', '|')}>`] };
    },
  });
}

const env = (url: string, others: Record<string, string> = {}) => ({
  EASYLLM_API_BASE: `${url}/v1`,
  EASYLLM_HISTORY: history,
  ...others,
});

async function see(terminal: Terminal, text: RegExp | string): Promise<void> {
  await expect.poll(() => terminal.screen()).toMatch(text);
}

describe.runIf(hasTmux)('easyllm chat in a terminal', () => {
  test('looks as on the picture of the README', async () => {
    expect(withoutTimes(await draw(easyllm))).toBe(withoutTimes(readFileSync(PICTURE, 'utf8')));
  });

  test('has a help that fits a terminal of 80 columns', async () => {
    await using server = await startServer();
    await using terminal = await openTerminal(`${easyllm} chat`, { env: env(server.url), columns: 120 });
    await see(terminal, /^>/m);
    await terminal.type('/help');
    await terminal.press('Enter');
    await see(terminal, /lines that end in/);
    const lines = (await terminal.screen()).split('\n');

    expect(lines.filter((line) => line.length > 79)).toEqual([]);
  });

  test('takes what is pasted as one message, and lines that belong together', async () => {
    await using server = await startServer();
    await using terminal = await openTerminal(`${easyllm} chat`, { env: env(server.url) });
    await see(terminal, /^>/m);
    await terminal.paste('one\n\ttwo ␊\r\n/exit');
    await terminal.press('Enter');
    await see(terminal, /^<one\|/m);
    await terminal.type('"""');
    await terminal.press('Enter');
    await terminal.type('a');
    await terminal.press('Enter');
    await terminal.type('b"""');
    await terminal.press('Enter');
    await see(terminal, /^<a\|b>/m);
    await terminal.type('c\\');
    await terminal.press('Enter');
    await terminal.type('d');
    await terminal.press('Enter');
    await see(terminal, /^<c\|d>/m);

    expect(server.requests.map(contentOf)).toEqual(['one\n\ttwo ␊\n/exit', 'a\nb', 'c\nd']);
  });

  test('clears the line at Ctrl-C, stops an answer, and leaves at the second on an empty line', async () => {
    await using server = await startServer();
    await using terminal = await openTerminal(`${easyllm} chat`, { env: env(server.url) });
    await see(terminal, /^>/m);
    await terminal.type('never sent');
    await see(terminal, /never sent/);
    await terminal.press('C-c');
    await terminal.type('sent');
    await terminal.press('Enter');
    await see(terminal, /^<sent>/m);
    await terminal.type('forever');
    await terminal.press('Enter');
    await see(terminal, /^on on/m);
    await terminal.press('C-c');
    await see(terminal, /\[stopped/);
    await terminal.press('C-c');
    await see(terminal, /Ctrl-C again leaves/);
    await terminal.press('C-c');
    await see(terminal, /ended with 0/);

    expect(server.requests.map(contentOf)).toEqual(['sent', 'forever']);
  });

  test('keeps what was typed for the next time, in a file for nobody else', async () => {
    await using server = await startServer();
    for (const message of ['first of all', 'exit']) {
      await using terminal = await openTerminal(`${easyllm} chat`, { env: env(server.url) });
      await see(terminal, /^>/m);
      await terminal.type(message);
      await terminal.press('Enter');
      await see(terminal, message === 'exit' ? /ended with 0/ : /^<first of all>/m);
    }
    await using again = await openTerminal(`${easyllm} chat`, { env: env(server.url) });
    await see(again, /^>/m);
    await again.press('Up', 'Up');
    await see(again, /^> first of all/m);
    await using off = await openTerminal(`${easyllm} chat`, { env: env(server.url, { EASYLLM_HISTORY: 'off' }) });
    await see(off, /^>/m);
    await off.type('a secret');
    await off.press('Enter');
    await see(off, /^<a secret>/m);
    await off.press('C-d');
    await see(off, /ended with 0/);

    expect(statSync(history).mode & 0o777).toBe(0o600);
    expect(readFileSync(history, 'utf8')).toContain('first of all\n');
    expect(readFileSync(history, 'utf8')).not.toContain('a secret');
  });

  test('shows thoughts and errors in colour, and none with NO_COLOR', async () => {
    await using server = await startServer();
    for (const [others, sequence] of [
      [{}, true],
      [{ NO_COLOR: '1' }, false],
    ] as const) {
      await using terminal = await openTerminal(`${easyllm} chat`, { env: env(server.url, others) });
      await see(terminal, /^>/m);
      for (const message of ['think', 'fail']) {
        await terminal.type(message);
        await terminal.press('Enter');
        await see(terminal, message === 'think' ? /^Hmm\nDone\n/m : /It broke/);
      }
      const screen = await terminal.screen({ styles: true });

      expect(screen.includes('\u001B[31m400 It broke')).toBe(sequence);
      expect(screen.includes('\u001B[2mHmm')).toBe(sequence);
    }
  });

  test('breaks no word at the edge, and leaves an answer that standard error is not shown with', async () => {
    await using server = await startServer();
    const size = { columns: 30, rows: 30 };
    await using terminal = await openTerminal(`${easyllm} chat 2>/dev/null`, { env: env(server.url), ...size });
    await see(terminal, /^>/m);
    await terminal.type('wide');
    await terminal.press('Enter');
    await see(terminal, /silver\n>$/m);
    const screen = await terminal.screen();

    expect(screen).toContain('seventeen syllables wander\nslowly homeward under\nmountains painted silver\n>');
  });

  test('obeys its commands', async () => {
    await using server = await startServer();
    await using terminal = await openTerminal(`${easyllm} chat -t 0.5`, { env: env(server.url) });
    const steps: [typed: string, seen: RegExp][] = [
      ['/?', /\/system \[TEXT\]/],
      ['/hlep', /no command\. Did you mean \/help\?/],
      ['/set max-tokens 7', /^>$/m],
      ['/set', /temperature 0\.5\nmax_tokens 7/],
      ['/set top_p much', /"much"\. Expected a number/],
      ['/system Be brief.', /^>$/m],
      ['/model large', /^>$/m],
      ['hello', /<hello>/],
    ];
    for (const [typed, seen] of steps) {
      await see(terminal, /^>$/m);
      await terminal.type(typed);
      await terminal.press('Enter');
      await see(terminal, seen);
    }
    await terminal.type('quit');
    await terminal.press('Enter');
    await see(terminal, /ended with 0/);

    expect(JSON.parse(server.requests.at(-1)?.body ?? '')).toMatchObject({
      model: 'large',
      temperature: 0.5,
      max_tokens: 7,
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'hello' },
      ],
    });
  });
});
