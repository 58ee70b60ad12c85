/** The lines of a batch, each answered as a call of its owner. */
import { parseLine } from '../line.ts';
import type { BatchLine } from '../line.ts';
import { keyOf } from '../record.ts';
import type { LineRunner, Owner } from '../service.ts';
import { toBadLine } from '../work.ts';
import type { Item, Outcome, Work } from '../work.ts';
import { operationAt } from '../line.ts';

interface LineItem extends Item {
  readonly line: BatchLine;
}

/** As `createLineWork`, for the lines of a caller; all of them ask at one endpoint. */
export function createOwnedWork(runner: LineRunner, owner: Owner, endpoint: string): Work<LineItem> {
  const operation = operationAt(endpoint);
  return {
    window: 1,
    parse({ number, text, problem: unread = '' }) {
      const parsed = text === undefined ? { problem: unread, custom_id: null } : parseLine(text, { endpoint });
      if ('problem' in parsed) return toBadLine(parsed.custom_id, number, parsed.problem);
      if (parsed.operation === operation) return { key: keyOf(parsed.custom_id, number), line: parsed };
      return toBadLine(parsed.custom_id, number, `its \`url\` is not that of the batch, ${endpoint}`);
    },
    split: (items) => items.map((item) => [item]),
    ask: async (items, { signal }) =>
      Promise.all(items.map((item) => askItem(item, async (line) => runner.ask(owner, line, signal ?? NEVER)))),
  };
}

const NEVER = new AbortController().signal;

async function askItem(
  { key, line }: LineItem,
  ask: (line: BatchLine) => ReturnType<LineRunner['ask']>,
): Promise<Outcome> {
  const { verdict, record, tokens, error } = await ask(line);
  return { key, verdict, text: JSON.stringify(record), tokens, error };
}
