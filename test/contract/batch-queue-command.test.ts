import { execFile } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { chatLine, comparable, interruptTwice, startBatchServer } from '../support/batch-server.ts';
import type { BatchServer } from '../support/batch-server.ts';
import { builtPackage, installPackage } from '../support/installed-package.ts';
import { runCommand, startCommand } from '../support/program.ts';
import { killWorkers } from '../support/queue-kills.ts';
import { STORES } from '../support/stores.ts';
import type { StartedStore } from '../support/stores.ts';

const root = mkdtempSync(join(tmpdir(), 'easyllm-queue-command-'));
afterAll(() => rmSync(root, { recursive: true }));

let folder = root;
let server: BatchServer;
beforeAll(async () => {
  await builtPackage();
  server = await startBatchServer({ delayMs: 20 });
}, 600_000);
afterAll(() => server.close());
beforeEach(() => {
  folder = mkdtempSync(join(root, 'run-'));
});

/** None outlives a test that fails. */
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

const at = (name: string) => join(folder, name);

function writeLines(count: number): string {
  const lines = Array.from({ length: count }, (_, index) => chatLine(`id-${index}`, `text ${index}`));
  writeFileSync(at('in.jsonl'), `${lines.join('\n')}\n`);
  return at('in.jsonl');
}

describe('a queue without its packages', () => {
  test.each([
    ['redis://127.0.0.1:9', 'bullmq', 'npm install bullmq ioredis'],
    ['redis://127.0.0.1:9', 'ioredis', 'npm install bullmq ioredis'],
    ['postgres://127.0.0.1:9/db', 'pg', 'npm install bullmq pg'],
  ])('says for %s without %s what to install', async (url, missing, command) => {
    const project = at(`without-${missing}`);
    mkdirSync(join(project, 'node_modules'), { recursive: true });
    await installPackage(project);
    rmSync(join(project, 'node_modules', missing));
    const program = `import { openBatchQueue } from 'easyllm/batch/queue';
      await openBatchQueue('${url}').catch(({ code, message }) => console.log(code, message));`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], {
      cwd: project,
    });

    expect(stdout).toBe(`missing_package A queue needs two packages. Run: ${command}\n`);
  });
});

describe('easyllm batch on many machines', () => {
  test.each([
    ['submit', ['in.jsonl']],
    ['work', []],
    ['status', []],
    ['collect', ['batch_1', '-o', 'out.jsonl']],
    ['cancel', ['batch_1']],
    ['delete', ['batch_1']],
  ])('explains %s, and wants a queue', async (name, args) => {
    const help = await runCommand(['batch', name, '--help']);
    const { code, stderr } = await runCommand(['batch', name, ...args]);

    expect(help).toMatchObject({ code: 0, stdout: expect.stringContaining(`Usage: easyllm batch ${name}`) });
    expect(help.stdout).toContain('--queue URL');
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringMatching(/^Name the queue: --queue/) });
  });
});

for (const { name, isInstalled, start: startStore, dump } of STORES) {
  describe.skipIf(!isInstalled)(`easyllm batch on many machines, over ${name}`, () => {
    let store: StartedStore;
    beforeAll(async () => {
      store = await startStore();
    });
    afterAll(async () => store?.[Symbol.asyncDispose]());

    /** The address is in the environment, so that its password is in no list of processes. */
    const env = () => ({ HOME: folder, EASYLLM_QUEUE: store.url });
    const run = (...args: string[]) => runCommand(['batch', ...args], { env: env() });
    const start = async (...args: string[]) => {
      const child = await startCommand(['batch', ...args], env());
      children.push(child);
      return child;
    };
    const submit = async (...args: string[]) => (await run('submit', ...args)).stdout.trim();

    test('submits, works, shows, collects, cancels and deletes', async () => {
      writeLines(20);
      writeFileSync(at('in.jsonl'), `${readFileSync(at('in.jsonl'), 'utf8')}no JSON\n`);
      const submitted = await run('submit', at('in.jsonl'));
      const id = submitted.stdout.trim();
      expect(submitted).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(/^batch_\w+\n$/),
        stderr:
          'Line 21: it is not valid JSON.\n21 lines are submitted, of which 1 cannot be asked for and have failed.\n',
      });
      const early = await run('collect', id, '-o', at('out.jsonl'));
      expect(early).toMatchObject({ code: 1, stderr: expect.stringContaining('has results for 1 of 21 lines') });

      const worked = await run('work', '--api-base', server.url, '--drain');
      expect(worked).toMatchObject({ code: 0, stderr: expect.stringMatching(/20 lines, 40 tokens, in \d+ s\.\n$/) });
      const status = await run('status');
      expect(status.stdout).toBe(`${id}  completed  20 of 21 done, 1 failed\n`);
      expect((await run('status', id, '--json')).stdout).toContain('"state":"completed"');
      const collected = await run('collect', id, '-o', at('out.jsonl'));
      expect(collected).toMatchObject({
        code: 3,
        stderr: expect.stringContaining(`Failures: ${at('out.errors.jsonl')}`),
      });
      expect(comparable(at('out.jsonl'))).toHaveLength(20);

      expect((await run('delete', id)).code).toBe(0);
      const gone = await run('status', id);
      expect(gone).toMatchObject({ code: 1, stderr: expect.stringContaining(`has no batch ${id}`) });
      expect(gone.stderr).not.toContain('pass-word');
    });

    test('cancels, and collects what was finished', async () => {
      const id = await submit(writeLines(5));
      expect((await run('cancel', id)).stdout).toBe(`${id}  cancelled  0 of 5 done, 5 without an answer\n`);
      expect((await run('collect', id, '-o', at('out.jsonl'))).code).toBe(3);
      expect(readFileSync(at('out.errors.jsonl'), 'utf8')).toContain('batch_cancelled');
    });

    test('finishes what is under way at a first signal, and gives the rest back', async () => {
      const id = await submit(writeLines(200), '--chunk', '50');
      const child = await start('work', '--api-base', server.url, '--concurrency', '4');
      const printed = text(child.stderr);
      await new Promise<void>((resolve) => void server.onAsked(30, resolve));
      child.kill('SIGINT');
      const [code] = await once(child, 'close');
      const before = server.asked.length;
      const [collected] = await Promise.all([
        run('collect', id, '-o', at('out.jsonl'), '--wait'),
        run('work', '--api-base', server.url, '--drain'),
      ]);

      expect(code).toBe(0);
      expect(await printed).toContain('other lines are given back');
      const first = Number(/(\d+) lines, \d+ tokens, in/.exec(await printed)?.[1]);
      expect(first).toBeGreaterThanOrEqual(26);
      // Each line was asked for once.
      expect(server.asked.length - before).toBe(200 - first);
      expect(collected.code).toBe(0);
      expect(comparable(at('out.jsonl'))).toHaveLength(200);
    });

    test('leaves at a second signal; lines under way go to others', async () => {
      const slow = await startBatchServer({ delayMs: 600_000 });
      const id = await submit(writeLines(9));
      const child = await start('work', '--api-base', slow.url);
      const { code, printed } = await interruptTwice(child, slow);
      slow.close();
      await run('work', '--api-base', server.url, '--drain');

      expect(code).toBe(130);
      expect(printed).toContain('the other lines go to other workers');
      expect((await run('status', id)).stdout).toContain('completed  9 of 9 done');
    });

    test('ends with 1 where the server cannot be asked; the lines stay', async () => {
      const id = await submit(writeLines(9));
      const { code, stderr } = await run('work', '--api-base', 'http://127.0.0.1:9/v1');

      expect(code).toBe(1);
      expect(stderr).toContain('The batch stopped');
      expect((await run('status', id)).stdout).toContain('in_progress  0 of 9 done, 9 left');
      await run('cancel', id);
    });

    test('loses and doubles nothing when a worker is killed, and chunks come twice', async () => {
      const seed = Math.floor(Math.random() * 1_000_000);
      const result = await killWorkers({ url: store.url, kills: 3, seed, start: (args) => start(...args) });

      expect({ seed, ...result }).toMatchObject({ seed, killed: 3, problems: [] });
    });

    test('keeps no token and no address of a server in the store', async () => {
      const slow = await startBatchServer({ delayMs: 600_000 });
      const id = await submit(writeLines(3));
      const own = { ...env(), EASYLLM_API_KEY: 'hf-very-secret' };
      const child = await startCommand(['batch', 'work', '--api-base', slow.url], own);
      children.push(child);
      await new Promise<void>((resolve) => void slow.onAsked(3, resolve));
      const kept = await dump(store.url);
      child.kill('SIGKILL');
      await run('cancel', id);
      slow.close();

      expect(kept).toContain(id);
      expect(kept).not.toContain('hf-very-secret');
      expect(kept).not.toContain(new URL(slow.url).host);
    });

    test('says which address cannot be reached, without its password', async () => {
      const wrong = await runCommand(['batch', 'status', '--queue', store.url.replace('pass-word', 'other-word')]);
      expect(wrong).toMatchObject({ code: 1, stderr: expect.stringContaining('refuses the user or the password') });
      expect(wrong.stderr).not.toContain('other-word');

      await store.stop();
      const { code, stderr } = await run('status');

      const { host } = new URL(store.url);
      expect(code).toBe(1);
      expect(stderr).toMatch(new RegExp(`//${host}\\S* cannot be used as a queue .* Is it running`));
      expect(stderr).not.toContain('pass-word');
    });
  });
}
