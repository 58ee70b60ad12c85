/** What a caller says of a batch and of lists, checked: OpenAI’s rules, in words that name the property. */
import type { BatchRequest } from '../../generated/openai.ts';
import { isCount, isObject, toShown } from '../base/check.ts';
import { BadRequestError } from '../base/errors.ts';
import { cutName, didYouMean } from '../base/spelling.ts';
import { operationAt } from './line.ts';
import type { ListQuery } from './service.ts';

/** A batch that is asked for. */
export interface CheckedBatchRequest {
  readonly inputFileId: string;
  readonly endpoint: string;
  /** As given, such as `24h`. */
  readonly completionWindow: string;
  readonly windowSeconds: number;
  readonly metadata: Record<string, string> | null;
  /** Seconds until its files are deleted. */
  readonly outputExpiresAfter: number | undefined;
}

const NAMES = {
  input_file_id: true,
  endpoint: true,
  completion_window: true,
  metadata: true,
  output_expires_after: true,
} as const satisfies Record<keyof BatchRequest, true>;

const ENDPOINTS = ['/v1/chat/completions', '/v1/completions', '/v1/embeddings', '/v1/responses', '/v1/rerank'];
const WINDOW = /^([1-9]\d{0,2})([hd])$/;
const HOUR = 3600;
const LONGEST_DAYS = 30;

/** Throws BadRequestError. */
export function toBatchRequest(body: unknown): CheckedBatchRequest {
  if (!isObject(body)) throw new BadRequestError('The body is no JSON object.', { code: 'invalid_type' });
  for (const name of Object.keys(body)) {
    if (Object.hasOwn(NAMES, name)) continue;
    const known = Object.keys(NAMES);
    throw new BadRequestError(`\`${cutName(name)}\` is no property of a batch.${didYouMean(name, known)}`, {
      param: cutName(name),
      code: 'unknown_parameter',
    });
  }
  const { input_file_id: file, endpoint, completion_window: window } = body;
  if (typeof file !== 'string' || file === '') throw invalid('input_file_id', file, 'the id of a file');
  if (typeof endpoint !== 'string' || !ENDPOINTS.includes(endpoint) || operationAt(endpoint) === undefined) {
    throw invalid('endpoint', endpoint, `one of ${ENDPOINTS.join(', ')}`);
  }
  return {
    inputFileId: file,
    endpoint,
    completionWindow: String(window),
    windowSeconds: toWindowSeconds(window),
    metadata: toMetadata(body['metadata']),
    outputExpiresAfter: toExpiresAfter('output_expires_after', body['output_expires_after']),
  };
}

function toWindowSeconds(window: unknown): number {
  const [, count = '', unit] = WINDOW.exec(String(window)) ?? [];
  const seconds = Number(count) * (unit === 'd' ? 24 * HOUR : HOUR);
  if (count !== '' && seconds <= LONGEST_DAYS * 24 * HOUR) return seconds;
  throw invalid('completion_window', window, 'hours or days from "1h" to "30d", such as "24h"');
}

const MOST_NOTES = 16;
const LONGEST_NAME = 64;
const LONGEST_NOTE = 512;

function toMetadata(given: unknown): Record<string, string> | null {
  if (given === undefined || given === null) return null;
  if (!isObject(given)) throw invalid('metadata', given, 'an object of texts');
  const notes = Object.entries(given);
  if (notes.length > MOST_NOTES) throw invalid('metadata', given, `at most ${MOST_NOTES} texts`);
  return Object.fromEntries(
    notes.map(([name, note]) => {
      if (typeof note === 'string' && note.length <= LONGEST_NOTE && name.length <= LONGEST_NAME) return [name, note];
      const expected = `texts of at most ${LONGEST_NOTE} characters, by names of at most ${LONGEST_NAME}`;
      throw invalid(`metadata.${cutName(name)}`, note, expected);
    }),
  );
}

/** The seconds of `{ anchor: 'created_at', seconds }`; undefined where there is none. */
export function toExpiresAfter(param: string, given: unknown): number | undefined {
  if (given === undefined || given === null) return undefined;
  const { anchor, seconds } = isObject(given) ? given : { anchor: undefined, seconds: undefined };
  if (anchor !== 'created_at') throw invalid(`${param}.anchor`, anchor, '"created_at"');
  if (isCount(seconds) && seconds >= HOUR && seconds <= LONGEST_DAYS * 24 * HOUR) return seconds;
  throw invalid(`${param}.seconds`, seconds, `a whole number from ${HOUR} to ${LONGEST_DAYS * 24 * HOUR}`);
}

/** The query of a list. `most`: the highest limit. */
export function toListQuery(given: Readonly<Record<string, string>>, most: number): ListQuery {
  const { limit, after, order, purpose } = given;
  const count = limit === undefined ? undefined : Number(limit || Number.NaN);
  if (count !== undefined && !(isCount(count) && count >= 1 && count <= most)) {
    throw new BadRequestError(`\`limit\` is no whole number from 1 to ${most}.`, {
      param: 'limit',
      code: 'invalid_value',
    });
  }
  if (order !== undefined && order !== 'asc' && order !== 'desc') throw invalid('order', order, '"asc" or "desc"');
  return { limit: count, after, order, purpose };
}

/** A part of a list whose newest come first. Throws BadRequestError for an `after` that is not in it. */
export function toPage<Entry extends { id: string }>(newestFirst: readonly Entry[], query: ListQuery, most: number) {
  const ordered = query.order === 'asc' ? newestFirst.toReversed() : newestFirst;
  const at = query.after === undefined ? -1 : ordered.findIndex(({ id }) => id === query.after);
  if (query.after !== undefined && at < 0) throw invalid('after', query.after, 'the id of an entry of this list');
  const end = at + 1 + (query.limit ?? most);
  const data = ordered.slice(at + 1, end);
  return {
    object: 'list' as const,
    data,
    first_id: data[0]?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
    has_more: end < ordered.length,
  };
}

function invalid(param: string, value: unknown, expected: string): BadRequestError {
  return new BadRequestError(`\`${param}\` is ${toShown(value)}. Expected ${expected}.`, {
    param,
    code: value === undefined ? 'missing_required_parameter' : 'invalid_value',
  });
}
