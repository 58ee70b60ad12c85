/** One line of a batch: asked for, and made a record of. */
import type { Received } from '../facade/api-promise.ts';
import {
  APIConnectionError,
  APIConnectionTimeoutError,
  APIUserAbortError,
  AuthenticationError,
  ConfigurationError,
  EasyLLMError,
  ModelLoadingError,
  PermissionDeniedError,
  RateLimitError,
} from '../base/errors.ts';
import { isCount, isObject } from '../base/check.ts';
import type { CallOptions } from '../client/options.ts';
import type { EasyLLM } from '../client/easyllm.ts';
import { operationsOf } from '../client/easyllm.ts';
import { toHttpError } from '../http/responses.ts';
import type { Audience } from '../http/responses.ts';
import { UNREACHED_CODES } from '../net/layers/retry-rules.ts';
import { createBatchRequestId } from '../operations/identity.ts';
import type { BatchLine, LineOperation } from './line.ts';
import type { BatchRecord } from './record.ts';

/** The operations of a client or of a gateway's model, by their names. */
export type LineOperations<Call> = Readonly<
  Record<LineOperation, (body: unknown, call: Call) => Promise<Received<unknown>>>
>;

/**
 * What became of a line. `done`: answered. `failed`: it has its error. `again`: it may have failed for another line's sake, and is worth
 * asking for once more, alone. `away`: the server, its token or a setting is at fault, and nothing was learned of the line.
 */
export type Verdict = 'done' | 'failed' | 'again' | 'away';

/** The result of one line. */
export interface LineResult {
  readonly verdict: Verdict;
  readonly record: BatchRecord;
  /** As the server counts; 0 where it does not say. */
  readonly tokens: number;
  /** What it failed of. */
  readonly error?: unknown;
}

/**
 * Asks a client's server for one line. Retries, deadlines and `waitForModel` are the client's, or those of `call`. Rejects with
 * APIUserAbortError where `call.signal` is aborted; every other failure is a result.
 */
export async function runLine(client: EasyLLM, line: BatchLine, call: CallOptions = {}): Promise<LineResult> {
  // A line has no stream, so that each operation gives a whole answer.
  const operations: LineOperations<CallOptions> = operationsOf(client);
  return askLine(operations, line, { call });
}

/** The same with operations. `audience` says for whom errors are written. */
export async function askLine<Call>(
  operations: LineOperations<Call>,
  line: BatchLine,
  { call, audience }: { call: Call; audience?: Audience },
): Promise<LineResult> {
  try {
    const { data, responses } = await operations[line.operation](line.body, call);
    const request_id = responses[0]?.headers.get('x-request-id') ?? null;
    const response = { status_code: 200, request_id, body: data };
    const record = { id: createBatchRequestId(), custom_id: line.custom_id, response, error: null };
    return { verdict: 'done', record, tokens: countTokens(data) };
  } catch (error) {
    if (APIUserAbortError.isInstance(error)) throw error;
    return { verdict: judge(error), record: toFailedRecord(line.custom_id, error, audience), tokens: 0, error };
  }
}

/** The record of a line that failed. An error with an HTTP status is OpenAI's answer with that status. */
export function toFailedRecord(customId: string | null, failure: unknown, audience: Audience = 'owner'): BatchRecord {
  const { status, body } = toHttpError(failure, audience);
  const id = createBatchRequestId();
  if (!EasyLLMError.isInstance(failure) || APIConnectionError.isInstance(failure)) {
    const { code, message } = body.error;
    return { id, custom_id: customId, response: null, error: { code: String(code ?? 'internal'), message } };
  }
  return {
    id,
    custom_id: customId,
    response: { status_code: status, request_id: failure.requestID, body },
    error: null,
  };
}

/** The record of a line that cannot be read, or asks for what there is not. */
export function toBadLineRecord(customId: string | null, line: number, problem: string): BatchRecord {
  const error = { code: 'invalid_line', message: `Line ${line}: ${problem}.`, line };
  return { id: createBatchRequestId(), custom_id: customId, response: null, error };
}

/** Nothing that any line could change. */
const AWAY = [AuthenticationError, PermissionDeniedError, RateLimitError, ModelLoadingError, ConfigurationError];

/** What a failure says of its line. */
export function judge(error: unknown): Verdict {
  if (!EasyLLMError.isInstance(error)) return 'failed';
  const isAway = AWAY.some((kind) => kind.isInstance(error)) || UNREACHED_CODES.has(error.code) || error.status === 503;
  if (isAway) return 'away';
  // One bad line fails all that TGI computes beside it (424), and a process that ends takes all its connections along.
  if (error.status === 424 || error.status === 502 || error.status === 504) return 'again';
  return APIConnectionError.isInstance(error) && !APIConnectionTimeoutError.isInstance(error) ? 'again' : 'failed';
}

function countTokens(data: unknown): number {
  const usage = isObject(data) ? data['usage'] : undefined;
  const total = isObject(usage) ? usage['total_tokens'] : undefined;
  return isCount(total) ? total : 0;
}
