import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { killBatches } from '../support/batch-kills.ts';
import { chatLine, comparable, interruptTwice, startBatchServer } from '../support/batch-server.ts';
import type { BatchServer } from '../support/batch-server.ts';
import { runCommand, startCommand } from '../support/program.ts';

const root = mkdtempSync(join(tmpdir(), 'easyllm-batch-command-'));
afterAll(() => rmSync(root, { recursive: true }));

let folder = root;
let server: BatchServer;
beforeAll(async () => {
  server = await startBatchServer({ delayMs: 20 });
});
afterAll(() => server.close());
beforeEach(() => {
  folder = mkdtempSync(join(root, 'run-'));
});

const at = (name: string) => join(folder, name);
const toArgs = (args: readonly string[]) => ['batch', ...args, '-o', at('out.jsonl'), '--api-base', server.url];
const run = (args: readonly string[], input = '') => runCommand(toArgs(args), { input, env: { HOME: folder } });
const start = (args: readonly string[]) => startCommand(toArgs(args), { HOME: folder });

function writeLines(count: number): string {
  const lines = Array.from({ length: count }, (_, index) => chatLine(`id-${index}`, `text ${index}`));
  writeFileSync(at('in.jsonl'), lines.join('\n'));
  return at('in.jsonl');
}

const asked = (more: number) => new Promise<void>((resolve) => void server.onAsked(more, resolve));

describe('easyllm batch', () => {
  test('ends with 0 where each line has its answer, and sums it up', async () => {
    const { code, stdout, stderr } = await run([writeLines(30)]);

    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toMatch(/^30 of 30 lines done: .*out\.jsonl\n30 in this run, in .* s: .* lines\/s, 60 tokens\n$/);
    expect(comparable(at('out.jsonl'))).toHaveLength(30);
  });

  test('ends with 3 where lines failed, and says where they are', async () => {
    const { code, stderr } = await run(['-'], `${chatLine('a', 'refuse this')}\n${chatLine('b', 'fine')}\nno JSON`);

    expect(code).toBe(3);
    expect(stderr).toMatch(
      /1 of 3 lines done.*\n2 failed: .*out\.errors\.jsonl \(--retry-errors asks for them again\)/,
    );
    expect(readdirSync(folder).toSorted()).toEqual(['out.errors.jsonl', 'out.jsonl', 'out.jsonl.manifest.json']);
  });

  test('ends with 4 when it is stopped: calls under way end, and the same command goes on', async () => {
    const child = await start([writeLines(400)]);
    const printed = text(child.stderr);
    await asked(40);
    child.kill('SIGINT');
    const [code] = await once(child, 'close');
    const before = comparable(at('out.jsonl')).length;

    expect(code).toBe(4);
    expect(await printed).toMatch(/Stopping: calls under way end first[^]* are left: the same command goes on/);
    expect(before).toBeGreaterThanOrEqual(32);
    expect((await run([at('in.jsonl')])).stderr).toContain(`${400 - before} in this run`);
    expect(new Set(comparable(at('out.jsonl'))).size).toBe(400);
  });

  test('ends with 130 when it is stopped twice: what is written is kept', async () => {
    const slow = await startBatchServer({ delayMs: 600_000 });
    const child = await startCommand(['batch', writeLines(9), '-o', at('out.jsonl'), '--api-base', slow.url]);
    const { code, printed } = await interruptTwice(child, slow);
    slow.close();

    expect(code).toBe(130);
    expect(printed).toContain('Broken off: what was written is kept, and the same command goes on.');
    expect(readdirSync(folder)).not.toContain('out.jsonl.lock');
  });

  test('ends with 1 where the server cannot be asked', async () => {
    const args = ['batch', writeLines(3), '-o', at('out.jsonl'), '--api-base', 'http://127.0.0.1:9/v1'];
    const { code, stderr } = await runCommand(args, { env: { HOME: folder } });

    expect(code).toBe(1);
    expect(stderr).toMatch(/^The batch stopped: .*127\.0\.0\.1:9.* They have no result; repair this/);
  });

  test.each<[string, string[], RegExp]>([
    ['no file', [], /Name the file of requests/],
    ['two files', ['a', 'b'], /One file of requests at a time, and not b too/],
    ['an unknown flag', ['a', '--resume'], /Unknown option '--resume'/],
    ['a number that is none', ['a', '--limit', 'x'], /--limit is "x"/],
  ])('ends with 2 for %s', async (_, args, message) => {
    const { code, stderr } = await run(args);

    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });

  test('refuses a second process on an output that is being written', async () => {
    const child = await start([writeLines(400), '--concurrency', '1']);
    await asked(2);

    const second = await run([at('in.jsonl')]);
    child.kill('SIGKILL');
    await once(child, 'close');

    expect(second.code).toBe(1);
    expect(second.stderr).toContain(`out.jsonl is being written by process ${child.pid}`);
    expect((await run([at('in.jsonl')])).code).toBe(0);
  });

  test('checks an input without sending it', async () => {
    writeFileSync(at('in.jsonl'), `${chatLine('a', 'b')}\n{}\n`);
    const { code, stderr } = await run([at('in.jsonl'), '--dry-run']);

    expect(code).toBe(3);
    expect(stderr).toBe(
      '2 lines, of which 1 cannot be asked for. Nothing was sent.\nLine 2: its `custom_id` is undefined.\n',
    );
    expect(readdirSync(folder)).toEqual(['in.jsonl']);
  });

  test('loses no line and repeats none, however often it is killed', async () => {
    const seed = Math.floor(Math.random() * 1_000_000);
    const result = await killBatches({ kills: 5, seed, start: (args) => startCommand(['batch', ...args]) });

    expect(result, `seed ${seed}`).toMatchObject({ problems: [] });
  });
});
