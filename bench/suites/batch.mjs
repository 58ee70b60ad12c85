// @ts-check
/** A file of chats to a file of results, 32 at once: microseconds a line by the clock, beside a loop that a program would write. */
import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EasyLLM } from 'easyllm';
import { runBatch } from 'easyllm/batch';
import pLimit from 'p-limit';
import { expectSame, toFigures } from '../measure.mjs';

const WIDTH = 32;
const silent = { error() {}, warn() {}, info() {}, debug() {} };

/** @param {import('../run.mjs').Context} context */
export async function run({ server, rounds, isQuick }) {
  const lines = isQuick ? 500 : 10_000;
  const folder = mkdtempSync(join(tmpdir(), 'easyllm-bench-'));
  const [input, output] = [join(folder, 'in.jsonl'), join(folder, 'out.jsonl')];
  writeFileSync(input, Array.from({ length: lines }, (_, index) => `${toLine(index)}\n`).join(''));
  const client = new EasyLLM({ apiBase: `${server}/whole/v1`, apiKey: 'none', logger: silent, dialect: 'vllm' });
  const entries = [
    { name: 'p-limit', run: () => runLoop(client, input, output) },
    { name: 'easyllm', run: () => runBatch(client, { input, output, concurrency: WIDTH, overwrite: true }) },
  ];
  /** @type {Map<string, number[]>} */
  const times = new Map(entries.map(({ name }) => [name, []]));
  for (let round = -1; round < rounds; round += 1) {
    for (const entry of entries) {
      rmSync(output, { force: true });
      const start = performance.now();
      await entry.run();
      // The first round warms up.
      if (round >= 0) times.get(entry.name)?.push(((performance.now() - start) * 1000) / lines);
      expectSame(entry.name, readFileSync(output, 'utf8').split('\n').length, lines + 1);
    }
  }
  rmSync(folder, { recursive: true });
  return { [`batch of chats, ${WIDTH} at once, µs/line`]: toFigures(times, 'p-limit') };
}

/** @param {number} index */
function toLine(index) {
  const body = { model: 'm', messages: [{ role: 'user', content: `Knock knock, ${index}.` }] };
  return JSON.stringify({ custom_id: `request-${index}`, method: 'POST', url: '/v1/chat/completions', body });
}

/**
 * Tuned by hand: it checks nothing, keeps the file in memory, and begins anew when it is killed.
 * @param {EasyLLM} client @param {string} input @param {string} output
 */
async function runLoop(client, input, output) {
  const limit = pLimit(WIDTH);
  const file = createWriteStream(output);
  const lines = readFileSync(input, 'utf8').trimEnd().split('\n');
  const ask = async (/** @type {string} */ line) => {
    const { custom_id, body } = JSON.parse(line);
    const answer = await client.chat.completions.create(body);
    file.write(`${JSON.stringify({ custom_id, response: { status_code: 200, body: answer }, error: null })}\n`);
  };
  await Promise.all(lines.map((line) => limit(ask, line)));
  file.end();
  await once(file, 'finish');
}
