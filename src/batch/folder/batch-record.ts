/** What is kept of a batch, and how it changes. */
import type { Batch } from '../../../generated/openai.ts';
import type { CheckedBatchRequest } from '../batch-request.ts';
import type { Owned } from './records.ts';

export interface BatchState extends Owned {
  readonly batch: Batch;
  /** Seconds until its files are deleted. */
  readonly outputExpiresAfter: number | undefined;
  /** The ids that its files will have: minted once, so that a process that goes on makes the same ones. */
  readonly outputId: string;
  readonly errorId: string;
  /** How it ends, once its files are being made. */
  readonly ending?: Ending | undefined;
}

/** How a batch ends that was run. */
export type Ending = 'completed' | 'expired' | 'cancelled';

const OVER = new Set<Batch['status']>(['completed', 'failed', 'expired', 'cancelled']);

export function isOver({ batch }: Pick<BatchState, 'batch'>): boolean {
  return OVER.has(batch.status);
}

/** A batch as it begins. */
export function toNewBatch(id: string, request: CheckedBatchRequest, seconds: number): Batch {
  return {
    id,
    object: 'batch',
    endpoint: request.endpoint,
    errors: null,
    input_file_id: request.inputFileId,
    completion_window: request.completionWindow,
    status: 'validating',
    output_file_id: null,
    error_file_id: null,
    created_at: seconds,
    in_progress_at: null,
    expires_at: seconds + request.windowSeconds,
    finalizing_at: null,
    completed_at: null,
    failed_at: null,
    expired_at: null,
    cancelling_at: null,
    cancelled_at: null,
    request_counts: { total: 0, completed: 0, failed: 0 },
    metadata: request.metadata,
  };
}

const TIMES = {
  in_progress: 'in_progress_at',
  finalizing: 'finalizing_at',
  completed: 'completed_at',
  failed: 'failed_at',
  expired: 'expired_at',
  cancelling: 'cancelling_at',
  cancelled: 'cancelled_at',
} as const;

/** A batch in its next state, from now on. */
export function withStatus(batch: Batch, status: keyof typeof TIMES, seconds: number): Batch {
  return { ...batch, status, [TIMES[status]]: seconds };
}

/** The name of a file of a batch, for people. */
export function toResultName(id: string, kind: 'output' | 'error'): string {
  return `${id}_${kind}.jsonl`;
}
