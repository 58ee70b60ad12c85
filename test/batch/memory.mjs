/**
 * `npm run test:memory`: the memory of batches of 100,000 and of 1,000,000 lines, each in a process of its own, without a
 * server: what is printed is the resident set after the first tenth and at its largest. `LINES=100000,1000000` changes the numbers.
 */
import { spawnSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createEmbedWork } from '../../src/batch/embed-work.ts';
import { runWork } from '../../src/batch/disk/run-batch.ts';
import { toBatchSettings } from '../../src/batch/disk/options.ts';
import { createLineWork } from '../../src/batch/work.ts';

/** @param {string} each @param {number} lines */
async function measure(each, lines) {
  const folder = mkdtempSync(join(tmpdir(), 'easyllm-memory-'));
  const input = join(folder, 'in.jsonl');
  try {
    await writeLines(input, each, lines);
    const memory = { least: 0, most: 0 };
    const options = {
      input,
      output: join(folder, 'out.jsonl'),
      onProgress: (/** @type {{ inThisRun: number }} */ { inThisRun }) => {
        const { rss } = process.memoryUsage();
        if (inThisRun > lines / 10 && memory.least === 0) memory.least = rss;
        memory.most = Math.max(memory.most, rss);
      },
    };
    const start = performance.now();
    const work =
      each === 'chats' ? createLineWork(operations, {}) : createEmbedWork(operations, { vectors: 'numbers' });
    const { done } = await runWork(work, { settings: toBatchSettings(options), parameters: {} });
    const seconds = (performance.now() - start) / 1000;
    const toMb = (/** @type {number} */ bytes) => `${(bytes / 2 ** 20).toFixed(0)} MB`;
    console.log(
      `${lines} ${each}: ${toMb(memory.least)} after a tenth, ${toMb(memory.most)} at most; ${done} done in ${seconds.toFixed(0)} s`,
    );
    if (done !== lines) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param {string} file @param {string} each @param {number} lines */
async function writeLines(file, each, lines) {
  const stream = createWriteStream(file);
  for (let index = 0; index < lines; index += 1) {
    const content = `Text number ${index}, of some length.`;
    const body = { model: 'm', messages: [{ role: 'user', content }] };
    const chat = { custom_id: `request-${index}`, method: 'POST', url: '/v1/chat/completions', body };
    if (!stream.write(`${JSON.stringify(each === 'chats' ? chat : content)}\n`)) await once(stream, 'drain');
  }
  await once(stream.end(), 'finish');
}

const ANSWER = {
  data: {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1,
    model: 'm',
    choices: [{ index: 0, message: { role: 'assistant', content: 'Who’s there?' }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 4, completion_tokens: 3, total_tokens: 7 },
  },
  responses: [],
};
const EMBEDDING = Array.from({ length: 16 }, (_, index) => index / 16);

/** What a client does of each call is given back; here it is about the runner, and a million calls take their time. */
const operations = {
  chat: async () => (await nextTurn(), ANSWER),
  async embed(/** @type {{ input: readonly string[] }} */ { input }) {
    await nextTurn();
    const data = input.map((_, index) => ({ object: 'embedding', index, embedding: EMBEDDING }));
    return { data: { object: 'list', model: 'm', data }, responses: [{}] };
  },
};

const KINDS = ['chats', 'texts'];
const [, , kind, count] = process.argv;
if (kind === undefined) {
  for (const lines of (process.env['LINES'] ?? '100000,1000000').split(',')) {
    for (const each of KINDS) {
      const args = ['jiti', fileURLToPath(import.meta.url), each, lines];
      const { status } = spawnSync('npx', args, { stdio: 'inherit' });
      if (status !== 0) process.exitCode = 1;
    }
  }
} else {
  await measure(kind, Number(count));
}
