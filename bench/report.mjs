// @ts-check
/**
 * `npm run bench:report`: makes the tables of docs/benchmarks.md and the picture docs/benchmarks.svg from `results/*.json`.
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {import('./measure.mjs').Figure} Figure
 * @typedef {{ node: string, platform: string, cores: number, rounds: number, packages: Record<string, string>, rows: Record<string, Record<string, Figure>> }} Result
 */

/**
 * What rows are to reach: at most so many times what another client (`to`) takes, or so much in the row's own unit. Rows without a goal are
 * not judged.
 * @type {readonly { row: string, client: string, most: number, to?: string }[]}
 */
export const GOALS = [
  { row: 'whole chat call, 16 at once, µs', client: 'easyllm', most: 2.2, to: 'http' },
  { row: 'whole chat call, 16 at once, µs', client: 'easyllm', most: 1, to: 'fetch' },
  { row: 'whole chat call, 16 at once, µs, sent by fetch', client: 'easyllm', most: 1.15, to: 'fetch' },
  { row: '4096 tokens of chat, packet-sized reads, µs/event', client: 'easyllm', most: 1, to: 'http' },
  { row: '4096 tokens of chat, 64 KB reads, µs/event', client: 'easyllm', most: 1, to: 'http' },
  {
    row: '4096 tokens of TGI to chat chunks, 64 KB reads, µs/event',
    client: 'easyllm, native',
    most: 1,
    to: 'fetch, native',
  },
  { row: '64 streams at once, paced, µs/event', client: 'easyllm', most: 1.2, to: 'http' },
  { row: 'an open stream of 200, heap KB', client: 'easyllm', most: 12 },
  { row: '256 × 1024 embeddings as JSON, ms', client: 'easyllm', most: 0.7, to: 'fetch' },
  { row: '256 × 1024 embeddings as base64, ms', client: 'easyllm', most: 0.6, to: 'fetch' },
  { row: 'batch of chats, 32 at once, µs/line', client: 'easyllm', most: 1.05, to: 'p-limit' },
  { row: 'import, ms over bare Node', client: 'easyllm', most: 1.2, to: 'xsai' },
  { row: 'streaming program, loaded at its start, KB min+gzip', client: 'easyllm', most: 30 },
  { row: 'gateway, whole call of 16 callers, CPU µs', client: 'easyllm', most: 2.5, to: 'JSON proxy' },
  { row: 'gateway, whole call of 16 callers, CPU µs', client: 'easyllm', most: 0.067, to: 'LiteLLM' },
  { row: 'gateway, event of a burst, CPU µs', client: 'easyllm', most: 1.1, to: 'JSON proxy' },
  { row: 'gateway, event of a burst, CPU µs', client: 'easyllm', most: 0.005, to: 'LiteLLM' },
  { row: 'gateway, delay added to such an event, p99, ms', client: 'easyllm', most: 10 },
  { row: 'gateway, 48 streams opened at once, all first events, ms', client: 'easyllm', most: 2, to: 'JSON proxy' },
  { row: 'gateway, an open stream of 500, RSS KB', client: 'easyllm', most: 40 },
  { row: 'gateway, command to first answer, ms', client: 'easyllm', most: 2, to: 'JSON proxy' },
];

/** The rows that the picture shows: CPU beside `fetch`. */
const SHOWN = [
  'whole chat call, 16 at once, µs',
  '4096 tokens of chat, packet-sized reads, µs/event',
  '4096 tokens of chat, 64 KB reads, µs/event',
  '64 streams at once, paced, µs/event',
];
const PEERS = ['easyllm, native', 'easyllm', 'http', 'fetch', 'openapi-fetch', '@huggingface/inference', 'openai'];

/** @param {number} value */
const format = (value) => value.toFixed(Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0);

/** One table a result: median (least to most), and the ratio to `fetch` where there is one. @param {Result} result */
export function toTable({ node, platform, cores, rounds, rows }) {
  const lines = Object.entries(rows).flatMap(([row, figures]) =>
    Object.entries(figures).map(([client, { median, min, max, ratio }]) => {
      const cells = [
        row,
        client,
        `${format(median)} (${format(min)}–${format(max)})`,
        ratio === undefined ? '' : ratio.toFixed(2),
        verdict(row, client, figures),
      ];
      return `| ${cells.join(' | ')} |`;
    }),
  );
  const title = `Node ${node}, ${platform}, ${cores} cores, medians of ${rounds} rounds (least–most).`;
  return [title, '', '| work | client | median | ratio | goal |', '| --- | --- | --- | --- | --- |', ...lines].join(
    '\n',
  );
}

/** @param {string} row @param {string} client @param {Record<string, Figure>} figures */
function verdict(row, client, figures) {
  const value = figures[client]?.median ?? Number.NaN;
  const isHere = (/** @type {string | undefined} */ to) => to === undefined || figures[to] !== undefined;
  return GOALS.filter((goal) => goal.row === row && goal.client === client && isHere(goal.to))
    .map(({ most, to }) => {
      const reached = to === undefined ? value : value / (figures[to]?.median ?? Number.NaN);
      return `≤ ${most}${to === undefined ? '' : ` × ${to}`} ${reached <= most ? 'met' : 'missed'}`;
    })
    .join('; ');
}

/** Bars beside `fetch`, in colours that are read on light and on dark. @param {Result} result */
export function toPicture({ node, rows }) {
  const [width, left, bar, gap] = [760, 190, 15, 34];
  let y = 46;
  /** @type {string[]} */
  const parts = [];
  for (const row of SHOWN) {
    const figures = rows[row];
    if (figures === undefined) continue;
    parts.push(`<text x="0" y="${y}" class="row">${escape(row)}</text>`);
    y += 10;
    for (const client of PEERS) {
      const ratio = figures[client]?.ratio;
      if (ratio === undefined) continue;
      const length = Math.min(ratio, 3) * 165;
      parts.push(
        `<text x="${left - 8}" y="${y + bar - 4}" text-anchor="end">${escape(client)}</text>`,
        `<rect x="${left}" y="${y}" width="${length.toFixed(1)}" height="${bar - 3}" rx="2" class="${client.startsWith('easyllm') ? 'ours' : 'theirs'}"/>`,
        `<text x="${(left + length + 6).toFixed(1)}" y="${y + bar - 4}">× ${ratio.toFixed(2)}</text>`,
      );
      y += bar;
    }
    y += gap;
  }
  const style =
    'text{font:12px system-ui,sans-serif;fill:#57606a}.title{font-size:15px;font-weight:600}.row{font-weight:600}.ours{fill:#1f883d}.theirs{fill:#8c959f}@media(prefers-color-scheme:dark){text{fill:#adbac7}.ours{fill:#57ab5a}.theirs{fill:#636e7b}}';
  const title = `CPU time beside a plain fetch with JSON.parse (Node ${node.split('.')[0]}); less is better`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${y}" role="img" aria-label="${title}"><style>${style}</style><text x="0" y="18" class="title">${title}</text>${parts.join('')}</svg>\n`;
}

/** @param {string} text */
function escape(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/** Puts text between the markers of that name in a page. @param {string} page @param {string} text @param {'benchmarks' | 'summary'} name */
export function fill(page, text, name = 'benchmarks') {
  return page.replace(
    new RegExp(`(<!-- ${name} -->\\n)[^]*?(\\n<!-- /${name} -->)`),
    (_, begin, end) => `${begin}\n${text}\n${end}`,
  );
}

/** What the summary shows of the library: the clients in short, and the one of ours that has a figure in the row. */
const SUMMED = [
  ...SHOWN,
  'time to first token, ms',
  'an open stream of 200, heap KB',
  '256 × 1024 embeddings as JSON, ms',
  '256 × 1024 embeddings as base64, ms',
  'import, ms over bare Node',
  'new process to first token, ms over bare Node',
  'streaming program, loaded at its start, KB min+gzip',
];

/** The clients of the table in short, and the rows that have them. @param {Result} result */
export function toSummary({ node, rows }) {
  const lines = SUMMED.flatMap((row) => {
    const figures = rows[row];
    if (figures === undefined) return [];
    const cells = ['http', 'fetch', 'openai', '@huggingface/inference', 'easyllm'].map((name) =>
      figures[name] === undefined ? '' : format(figures[name]?.median ?? Number.NaN),
    );
    return [`| ${[row, ...cells].join(' | ')} |`];
  });
  const head = [
    '| work | node:http | fetch | openai | @huggingface/inference | EasyLLM |',
    '| --- | --- | --- | --- | --- | --- |',
  ];
  return [`Node ${node.split('.')[0]}, medians of one run:`, '', ...head, ...lines].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = fileURLToPath(new URL('results/', import.meta.url));
  const page = fileURLToPath(new URL('../docs/benchmarks.md', import.meta.url));
  /** @type {Result[]} */
  const results = readdirSync(folder)
    .toSorted()
    .map((file) => JSON.parse(readFileSync(folder + file, 'utf8')));
  const [first] = results;
  const whole = fill(readFileSync(page, 'utf8'), results.map(toTable).join('\n\n'));
  writeFileSync(page, first === undefined ? whole : fill(whole, toSummary(first), 'summary'));
  if (first !== undefined) writeFileSync(page.replace(/md$/, 'svg'), toPicture(first));
}
