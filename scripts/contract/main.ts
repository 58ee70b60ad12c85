/**
 * `npm run contract -- --api-base URL [--spec tgi|tei|openai|vllm] [--api-key KEY] [--all]`: asks a live server for everything its spec
 * documents, judges each response by the spec, and prints what differs. Exits with 1 if anything does. A TEI is asked for what the type of
 * its model answers, and no server for what the spec places on another host.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { specNames } from '../specs/redocly.ts';
import { toProbes } from './probes.ts';
import type { Outcome } from './run.ts';
import { readInfo, runProbes } from './run.ts';
import { toServedDocument } from './served.ts';

const TIMEOUT_MS = 60_000;
const MARKS = { ok: 'ok', 'not provoked': '–', differs: 'DIFFERS' } as const;

async function contract(values: { apiBase: string; apiKey: string | undefined; spec: string; isAll: boolean }) {
  const { apiBase, apiKey, spec, isAll } = values;
  if (!specNames().includes(spec)) throw new Error(`There is no spec "${spec}"; there are ${specNames().join(', ')}.`);
  const document = JSON.parse(readFileSync(new URL(`../../generated/${spec}.openapi.json`, import.meta.url), 'utf8'));
  const target = { apiBase: apiBase.replace(/\/+$/, ''), apiKey, timeoutMs: TIMEOUT_MS };
  const info = '/info' in document.paths ? await readInfo(target) : undefined;
  const probes = toProbes(toServedDocument(document, { spec, info }));
  const outcomes: Outcome[] = [];
  for await (const outcome of runProbes(probes, { spec, document, target })) {
    outcomes.push(outcome);
    if (isAll || outcome.verdict === 'differs') console.log(toRow(outcome));
  }
  console.log(toTable(outcomes));
  process.exitCode = outcomes.some(({ verdict }) => verdict === 'differs') ? 1 : 0;
}

function toRow({ probe, verdict, detail }: Outcome): string {
  return `${MARKS[verdict].padEnd(8)} ${probe.operation.padEnd(24)} ${probe.name.padEnd(40)} ${detail}`;
}

/** Counts the verdicts of each operation. */
function toTable(outcomes: readonly Outcome[]): string {
  const operations = [...new Set(outcomes.map(({ probe }) => probe.operation))];
  const count = (operation: string | undefined, verdict: Outcome['verdict']) =>
    outcomes.filter(
      (outcome) => outcome.verdict === verdict && (operation ?? outcome.probe.operation) === outcome.probe.operation,
    );
  const rows = [...operations, undefined].map((operation) => {
    const numbers = (['ok', 'not provoked', 'differs'] as const).map((verdict) => count(operation, verdict).length);
    return [operation ?? 'all', ...numbers];
  });
  return [['operation', 'ok', 'not provoked', 'differs'], ...rows]
    .map(
      ([name, ...numbers]) =>
        `${String(name).padEnd(26)}${numbers.map((number) => String(number).padStart(14)).join('')}`,
    )
    .join('\n');
}

try {
  const { values } = parseArgs({
    options: {
      'api-base': { type: 'string' },
      'api-key': { type: 'string' },
      spec: { type: 'string', default: 'tgi' },
      all: { type: 'boolean', default: false },
    },
  });
  const apiBase = values['api-base'];
  if (apiBase === undefined) throw new Error('Pass --api-base, the address of the server.');
  await contract({ apiBase, apiKey: values['api-key'], spec: values.spec, isAll: values.all });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
