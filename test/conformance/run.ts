/**
 * `npm run conformance -- FOLDER`: replays recorded answers of real servers through the client and compares what it makes of them with
 * what the rules say, and recorded conversations with the prompts they must become.
 */
import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkEmbedding } from './embedding.ts';
import { checkError } from './error.ts';
import { CUTS_IN_WORDS } from './exchanges/cuts.ts';
import { EXCHANGE_FILES, runExchanges } from './exchanges/run.ts';
import { checkGenerate } from './generate.ts';
import { checkMessages, checkMessagesStream } from './v1.ts';
import type { Check, Outcome } from './outcome.ts';
import { skipped } from './outcome.ts';
import { runPromptCases } from './prompts.ts';
import { parseRecordings } from './recording.ts';
import { checkStream } from './stream.ts';

const NO_OPERATION = 'no operation of the facade gives such an answer';

/** What is done with each kind: a check, or the reason why there is none. */
const KINDS: ReadonlyMap<string, Check | string> = new Map<string, Check | string>([
  ['generate', checkGenerate],
  ['generate_stream', checkStream],
  ['error', checkError],
  ['error_computed', checkError],
  ['error_stream', checkStream],
  ['feature_extraction', checkEmbedding],
  ['embed', checkEmbedding],
  ['embed_all', checkEmbedding],
  ['chat', checkMessages],
  ['chat_stream', checkMessagesStream],
  ['completion', checkMessages],
  ['completion_stream', checkMessagesStream],
  ['predict', NO_OPERATION],
  ['sentence_similarity', NO_OPERATION],
  ['conversational_legacy', 'the conversational task is retired'],
  ['hub_model_info', 'the client does not ask the Hub about models'],
]);

type Result = Outcome & { kind: string; id: string };

async function runRecordings(file: string): Promise<Result[]> {
  const results: Result[] = [];
  for (const recording of parseRecordings(await readFile(file, 'utf8'))) {
    const { kind, id } = recording;
    const check = KINDS.get(kind) ?? 'a kind that is not known here';
    const outcome = typeof check === 'string' ? skipped(check) : await check(recording);
    results.push({ kind, id, ...outcome });
  }
  return results;
}

async function runFolder(folder: string | undefined): Promise<Result[]> {
  if (folder === undefined) throw new Error('Name the folder of the recordings: npm run conformance -- FOLDER');
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new Error(`${folder} is not a folder.`);
  const recordings = join(folder, 'recordings.jsonl');
  const hasRecordings = existsSync(recordings);
  const hasPrompts = existsSync(join(folder, 'prompt-cases.jsonl'));
  const hasExchanges = EXCHANGE_FILES.some((file) => existsSync(join(folder, file)));
  if (!hasRecordings && !hasPrompts && !hasExchanges) {
    throw new Error(`${folder} has none of recordings.jsonl, prompt-cases.jsonl, ${EXCHANGE_FILES.join(', ')}.`);
  }
  if (!hasRecordings) console.log('recordings.jsonl: not in the folder');
  if (!hasPrompts) console.log('prompt-cases.jsonl: not in the folder');
  return [
    ...(hasRecordings ? await runRecordings(recordings) : []),
    ...(hasPrompts ? await runPromptCases(folder) : []),
    ...(hasExchanges ? await runExchanges(folder) : []),
  ];
}

function report(results: readonly Result[]): void {
  for (const [kind, ofKind] of groupBy(results, (result) => result.kind)) console.log(`${kind}: ${summary(ofKind)}`);
  const left = results.filter(({ outcome }) => outcome === 'skipped');
  for (const [reason, because] of groupBy(left, (result) => result.reason ?? 'no reason')) {
    const kinds = [...new Set(because.map(({ kind }) => kind))].join(', ');
    console.log(`skipped ${because.length}: ${reason} (${kinds})`);
  }
  for (const { kind, id, note } of results) {
    if (note !== undefined) console.log(`asked for otherwise ${kind} ${id}: ${note.replaceAll('\n', ' ')}`);
  }
  for (const { kind, id, outcome, reason } of results) {
    if (outcome === 'failed') console.log(`failed ${kind} ${id}: ${(reason ?? '').replaceAll('\n', ' ')}`);
  }
  console.log(CUTS_IN_WORDS);
  console.log(summary(results));
}

function groupBy(results: readonly Result[], keyOf: (result: Result) => string): Map<string, Result[]> {
  const groups = new Map<string, Result[]>();
  for (const result of results) groups.set(keyOf(result), [...(groups.get(keyOf(result)) ?? []), result]);
  return groups;
}

function summary(results: readonly Result[]): string {
  const count = (outcome: Outcome['outcome']) => results.filter((result) => result.outcome === outcome).length;
  return `${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`;
}

try {
  const results = await runFolder(process.argv[2]);
  report(results);
  const hasRun = results.some(({ outcome }) => outcome !== 'skipped');
  if (!hasRun) console.error('Nothing was run.');
  process.exitCode = hasRun && results.every(({ outcome }) => outcome !== 'failed') ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
