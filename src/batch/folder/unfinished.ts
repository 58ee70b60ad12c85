/** Records for the lines of a batch that was ended before they had their results. */
import type { IdSet } from '../id-set.ts';
import { indexInput } from '../disk/index-input.ts';
import { Journal } from '../disk/journal.ts';
import { isThere } from '../disk/manifest.ts';
import { readLines } from '../disk/read-lines.ts';
import { createBatchRequestId } from '../../operations/identity.ts';
import { readKey } from '../record.ts';
import type { BatchRecord } from '../record.ts';
import type { Work } from '../work.ts';

export interface UnfinishedOptions {
  input: string;
  output: string;
  errors: string;
  maxLines: number;
  maxLineBytes: number;
  error: NonNullable<BatchRecord['error']>;
}

/** Writes an error for each line without a result. Gives the counts of the whole batch; undefined for an input that is none. */
export async function failUnfinished(
  work: Work,
  { input, output, errors, maxLines, maxLineBytes, error }: UnfinishedOptions,
): Promise<{ total: number; completed: number; failed: number } | undefined> {
  const index = await indexInput(input, { work, maxLines, maxLineBytes }).catch(() => undefined);
  if (index === undefined) return undefined;
  const { ids, lines: total } = index;
  const completed = await markDone(output, ids);
  await markDone(errors, ids);
  const journal = await Journal.open(errors);
  try {
    for await (const lines of readLines(input, { maxLineBytes })) {
      for (const line of lines) {
        const item = work.parse(line);
        if (!ids.markDone(item.key)) continue;
        const custom_id = item.key.startsWith('\0') ? null : item.key;
        const record: BatchRecord = { id: createBatchRequestId(), custom_id, response: null, error };
        const room = journal.append(`${'problem' in item ? item.text : JSON.stringify(record)}\n`);
        if (room !== undefined) await room;
      }
    }
  } finally {
    await journal.close();
  }
  return { total, completed, failed: total - completed };
}

async function markDone(path: string, ids: IdSet): Promise<number> {
  if (!(await isThere(path))) return 0;
  // What a process that was killed left of its last line is no result.
  await (await Journal.open(path)).close();
  let count = 0;
  for await (const lines of readLines(path, { maxLineBytes: Number.POSITIVE_INFINITY })) {
    for (const { text } of lines) {
      const key = text === undefined ? undefined : readKey(text);
      if (key !== undefined && ids.markDone(key)) count += 1;
    }
  }
  return count;
}
