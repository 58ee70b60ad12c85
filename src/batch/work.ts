/** What a pass over the input does with its lines. */
import type { CallOptions } from '../client/options.ts';
import { askLine, toBadLineRecord } from './ask-line.ts';
import type { LineOperations, Verdict } from './ask-line.ts';
import { parseLine } from './line.ts';
import type { BatchLine, InputLine, LineDefaults } from './line.ts';
import { keyOf } from './record.ts';

/** A line that can be asked for. */
export interface Item {
  /** What it is known by among the results. */
  readonly key: string;
}

/** A line that cannot. */
export interface BadLine {
  readonly key: string;
  readonly problem: string;
  /** Its record. */
  readonly text: string;
}

/** What became of a line. */
export interface Outcome {
  readonly key: string;
  readonly verdict: Verdict;
  /** The record, as a line without its end. */
  readonly text: string;
  readonly tokens: number;
  /** What it failed of. */
  readonly error?: unknown;
}

/** Work of one kind: the lines of a batch, or texts to embed. */
export interface Work<Own extends Item = Item> {
  parse(line: InputLine): Own | BadLine;
  /** How many lines are looked at together, so that they can be grouped. May change as the server is learnt. */
  readonly window: number;
  /** Groups of lines that are asked for in one call. */
  split(items: readonly Own[]): readonly (readonly Own[])[];
  /** Asks for a group: an outcome for each line. Rejects where the signal is aborted. */
  ask(items: readonly Own[], call: CallOptions): Promise<readonly Outcome[]>;
}

interface LineItem extends Item {
  readonly line: BatchLine;
}

/** Reads requests in OpenAI's format. */
export function createLineParser(defaults: LineDefaults): Pick<Work<LineItem>, 'parse'> {
  return {
    parse({ number, text, problem: unread = '' }) {
      const parsed = text === undefined ? { problem: unread, custom_id: null } : parseLine(text, defaults);
      return 'problem' in parsed
        ? toBadLine(parsed.custom_id, number, parsed.problem)
        : { key: keyOf(parsed.custom_id, number), line: parsed };
    },
  };
}

/** Requests in OpenAI's format, each a call of its own. */
export function createLineWork(operations: LineOperations<CallOptions>, defaults: LineDefaults): Work<LineItem> {
  return {
    window: 1,
    ...createLineParser(defaults),
    split: (items) => items.map((item) => [item]),
    async ask(items, call) {
      const [item] = items;
      // The only one, as it is split.
      return item === undefined ? [] : [await askItem(operations, item, call)];
    },
  };
}

async function askItem(
  operations: LineOperations<CallOptions>,
  { key, line }: LineItem,
  call: CallOptions,
): Promise<Outcome> {
  const { verdict, record, tokens, error } = await askLine(operations, line, { call });
  return { key, verdict, text: JSON.stringify(record), tokens, error };
}

/** A line with its problem, and the record that says so. */
export function toBadLine(customId: string | null, number: number, problem: string): BadLine {
  const text = JSON.stringify(toBadLineRecord(customId, number, problem));
  return { key: keyOf(customId, number), problem, text };
}
