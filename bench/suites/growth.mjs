// @ts-check
/** What twice as much costs: n, 2n, and their ratio. And the memory of a stream that is read to its end. */
import { buildPrompt } from 'easyllm/prompt';
import { EasyLLM } from 'easyllm';
import { median } from '../measure.mjs';
import { conversation } from './prompts.mjs';

const silent = { error() {}, warn() {}, info() {}, debug() {} };
const messages = [{ role: /** @type {const} */ ('user'), content: 'Hi' }];

/** @param {import('../run.mjs').Context} context */
export async function run({ server, rounds, isQuick }) {
  const events = isQuick ? 1024 : 16_384;
  const stream = async (/** @type {number} */ count, /** @type {string[]} */ stop = []) => {
    const client = new EasyLLM({
      apiBase: `${server}/reads-${count}`,
      apiKey: null,
      promptBuilder: 'chatml',
      logger: silent,
    });
    for await (const _ of await client.chat.completions.create({ messages, stream: true, stop })) void _;
  };
  const stops = Array.from({ length: 64 }, (_, index) => `${index}`.padStart(100, ' the'));
  const tei = new EasyLLM({ apiBase: `${server}/embed`, apiKey: null, logger: silent });
  const embed = (/** @type {number} */ count) =>
    tei.embeddings.create({ input: Array.from({ length: count }, () => 'a') });
  await stream(events);
  const heap = [];
  for (const count of [events, 2 * events]) {
    globalThis.gc?.();
    const before = process.memoryUsage().heapUsed;
    await stream(count);
    globalThis.gc?.();
    heap.push((process.memoryUsage().heapUsed - before) / 2 ** 20);
  }
  return {
    [`${events} and ${2 * events} events of a stream, ms`]: await compare((times) => stream(events * times), rounds),
    'the same with 64 stop sequences of 100 characters, ms': await compare(
      (times) => stream((events / 4) * times, stops),
      rounds,
    ),
    'prompts of 2,000 and 4,000 messages, ms': await compare(
      (times) => buildPrompt('chatml', conversation(2000 * times)),
      rounds,
    ),
    '256 and 512 inputs to embed, ms': await compare((times) => embed(256 * times).catch(() => {}), rounds),
    'heap kept after these streams, MB': {
      n: { median: heap[0] ?? 0, min: 0, max: 0 },
      '2n': { median: heap[1] ?? 0, min: 0, max: 0 },
    },
  };
}

/** @param {(times: number) => unknown} work @param {number} rounds */
async function compare(work, rounds) {
  /** @type {number[][]} */
  const times = [[], []];
  for (let round = -1; round < Math.min(rounds, 5); round += 1) {
    for (const [index, list] of times.entries()) {
      const start = process.cpuUsage();
      await work(index + 1);
      const { user, system } = process.cpuUsage(start);
      if (round >= 0) list.push((user + system) / 1000);
    }
  }
  const [one = [], two = []] = times;
  const figure = (/** @type {number[]} */ list) => ({
    median: median(list),
    min: Math.min(...list),
    max: Math.max(...list),
  });
  return { n: { ...figure(one), ratio: 1 }, '2n': { ...figure(two), ratio: median(two) / median(one) } };
}
