// @ts-check
/** Decoders alone, with JSON and without: megabytes a second of a stream that is in memory. */
import { decodeEvents } from 'easyllm/sse';
import { createParser } from 'eventsource-parser';
import { chatEvents } from '../answers.mjs';
import { median } from '../measure.mjs';

const SIZES = [65_536, 1024, 16];
const EVENT_BYTES = 290;

/** @param {import('../run.mjs').Context} context */
export async function run({ rounds, isQuick }) {
  /** @type {Record<string, Record<string, { median: number, min: number, max: number }>>} */
  const rows = {};
  for (const size of SIZES) {
    // 50 MB; of small pieces, which take a hundred times as long, 2 MB.
    const megabytes = isQuick ? 0.2 : size === 16 ? 2 : 50;
    const events = chatEvents(Math.ceil((megabytes * 1e6) / EVENT_BYTES));
    const used = Buffer.from(events.join(''));
    const data = events.slice(0, -1).map((event) => event.slice('data: '.length, -2));
    const count = Math.ceil(used.length / size);
    const pieces = Array.from(
      { length: count },
      (_, index) => new Uint8Array(used.subarray(index * size, (index + 1) * size)),
    );
    const decoders = createDecoders(pieces, data);
    /** @type {Map<string, number[]>} */
    const speeds = new Map();
    for (let round = -1; round < Math.min(rounds, 3); round += 1) {
      for (const [name, decode] of Object.entries(decoders)) {
        const start = process.cpuUsage();
        await decode();
        const { user, system } = process.cpuUsage(start);
        if (round >= 0) speeds.set(name, [...(speeds.get(name) ?? []), used.length / (user + system)]);
      }
    }
    const figures = [...speeds].map(([name, values]) => [
      name,
      { median: median(values), min: Math.min(...values), max: Math.max(...values) },
    ]);
    rows[`decoder, pieces of ${size} B, MB/s`] = Object.fromEntries(figures);
  }
  return rows;
}

/** @param {readonly Uint8Array[]} pieces @param {readonly string[]} data @returns {Record<string, () => unknown>} */
function createDecoders(pieces, data) {
  async function* iterate() {
    yield* pieces;
  }
  return {
    'TextDecoder alone': () => {
      const decoder = new TextDecoder();
      for (const piece of pieces) decoder.decode(piece, { stream: true });
    },
    'JSON.parse alone': () => data.forEach((text) => JSON.parse(text)),
    'easyllm/sse': async () => {
      for await (const _ of decodeEvents(iterate()));
    },
    'eventsource-parser, with JSON': () => {
      const decoder = new TextDecoder();
      const parser = createParser({ onEvent: (event) => event.data !== '[DONE]' && JSON.parse(event.data) });
      for (const piece of pieces) parser.feed(decoder.decode(piece, { stream: true }));
    },
  };
}
