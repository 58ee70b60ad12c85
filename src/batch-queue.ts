/**
 * `easyllm/batch/queue`: batches of many machines, in Redis or PostgreSQL by BullMQ, which you install. For Node.
 *
 * @module easyllm/batch/queue
 */
export { openBatchQueue } from './batch/queue/open.ts';
export type {
  BatchQueue,
  CollectOptions,
  CollectedBatch,
  QueuedBatch,
  SubmitOptions,
  SubmittedBatch,
  WorkOptions,
  WorkProgress,
} from './batch/queue/options.ts';
export type { BatchState } from './batch/queue/store.ts';
