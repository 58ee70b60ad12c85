/** The results of a batch: one record a line, in OpenAI's shape. */
import { isObject, tryParse } from '../base/check.ts';

/** The result of one line. */
export interface BatchRecord {
  /** Of this record; minted here. */
  readonly id: string;
  /** The line's own; null for a line that has none, which `error.line` names by its number. */
  readonly custom_id: string | null;
  /** The HTTP answer; null where there was none. */
  readonly response: {
    readonly status_code: number;
    /** The server's `x-request-id`; null where it sent none. */
    readonly request_id: string | null;
    readonly body: unknown;
  } | null;
  /** Why there was no HTTP answer; null where there was one. */
  readonly error: { readonly code: string; readonly message: string; readonly line?: number } | null;
}

/** What a line is known by among the results: its id, or its number where it has none. */
export function keyOf(customId: string | null, line: number): string {
  // No id in a file of people begins so.
  return customId ?? `\0${line}`;
}

/** As records and vectors are written here: the id stands at the beginning, and a vector of any length behind it is not read. */
const WRITTEN = /^\{(?:"id":"[^"\\]*",)?"custom_id":("(?:[^"\\]|\\.)*"),/;

/** So much holds the id of any record that is written here. */
const HEAD_LENGTH = 4096;

/** The key of a record, from its text; undefined for a text that is no record. */
export function readKey(text: string): string | undefined {
  const [, written] = WRITTEN.exec(text.length > HEAD_LENGTH ? text.slice(0, HEAD_LENGTH) : text) ?? [];
  const found = written === undefined ? undefined : tryParse(written);
  if (typeof found === 'string') return found;
  const record = tryParse(text);
  if (!isObject(record)) return undefined;
  const { custom_id: id, error } = record;
  if (typeof id === 'string') return id;
  return isObject(error) && typeof error['line'] === 'number' ? keyOf(null, error['line']) : undefined;
}

/** What is put into the place of a result that a line will not get. */
export const UNFINISHED = {
  expired: {
    code: 'batch_expired',
    message: 'The completion window of the batch was over before this line had its answer.',
  },
  cancelled: { code: 'batch_cancelled', message: 'The batch was cancelled before this line had its answer.' },
} as const satisfies Record<string, NonNullable<BatchRecord['error']>>;
