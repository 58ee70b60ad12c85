/** What is done with each exchange: by its route, under the request that was recorded. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { existsSync } from 'node:fs';
import { checkGenerate } from '../generate.ts';
import { parseJson } from '../json.ts';
import { type Outcome, passedUnless, skipped } from '../outcome.ts';
import { checkStream } from '../stream.ts';
import { type Exchange, parseExchanges } from './exchange.ts';
import { checkNative, toRecording } from './native.ts';
import { Neighbours } from './server.ts';
import { checkText } from './text.ts';
import { checkTyped, hasTypedOperation } from './typed.ts';
import { checkVectors } from './vectors.ts';

export const EXCHANGE_FILES = ['real-servers.jsonl', 'other-servers.jsonl'] as const;

export type ExchangeResult = Outcome & { kind: string; id: string };

export async function runExchanges(folder: string): Promise<ExchangeResult[]> {
  const results: ExchangeResult[] = [];
  for (const file of EXCHANGE_FILES) {
    const path = join(folder, file);
    if (!existsSync(path)) {
      console.log(`${file}: not in the folder`);
      continue;
    }
    const exchanges = parseExchanges(file, await readFile(path, 'utf8'));
    const neighbours = new Neighbours(exchanges);
    for (const exchange of exchanges) {
      const { method, path: route, id } = exchange;
      const outcome = await checkExchange(exchange, neighbours);
      results.push({ kind: `${file} ${method} ${route}`, id, ...outcome });
    }
  }
  return results;
}

const TEXT = new Set(['/v1/chat/completions', '/v1/completions']);
const NATIVE = new Set(['/generate', '/generate_stream', '/']);
const VECTORS = new Set(['/embed', '/v1/embeddings']);

async function checkExchange(exchange: Exchange, neighbours: Neighbours): Promise<Outcome> {
  const { path, method, server, body, status, note } = exchange;
  if (status === 200 && /cut|described/.test(note) && parseJson(body) === undefined) {
    return skipped('the recorded body is described, and not whole');
  }
  const found: (string | undefined)[] = [];
  const notes = new Set<string>();
  const addNote = (reason: string) => void notes.add(reason);
  const isPost = method === 'POST';
  const isNative = isPost && server === 'tgi' && NATIVE.has(path);
  if (isPost && TEXT.has(path)) found.push(...(await checkText(exchange, neighbours, addNote)));
  if (isNative)
    found.push(...(await checkNative(exchange, neighbours, addNote)), ...(await checkAsRecording(exchange)));
  if (isPost && VECTORS.has(path)) found.push(...(await checkVectors(exchange, neighbours, addNote)));
  const hasOperation =
    hasTypedOperation(exchange) && status !== undefined && (method === 'GET' || exchange.request !== undefined);
  if (hasOperation) found.push(...(await checkTyped(exchange, neighbours)));
  if (found.length === 0 && !hasOperation && !isNative) return skipped('no document of ours has such a route');
  return { ...passedUnless(found), ...(notes.size === 0 ? {} : { note: [...notes].join('; ') }) };
}

/** The checks of older recordings: with the facade's own requests, as chats too, and broken off anywhere. */
async function checkAsRecording(exchange: Exchange): Promise<(string | undefined)[]> {
  if (exchange.status !== 200) return [];
  const recording = toRecording(exchange);
  const { outcome, reason } = await (recording.kind === 'generate_stream' ? checkStream : checkGenerate)(recording);
  return outcome === 'passed' ? [] : [reason];
}
