/** The queue that a command of batches is about. */
import type { BatchQueue } from '../batch/queue/options.ts';
import { UsageError } from './arguments.ts';

export const QUEUE_OPTION = {
  queue: {
    type: 'string',
    value: 'URL',
    help: 'redis://HOST:6379 or postgres://USER@HOST/DATABASE (else EASYLLM_QUEUE, which hides a password)',
  },
} as const;

/** For a machine where the shared folder of a batch lies elsewhere. */
export const RESULTS = {
  results: {
    type: 'string',
    value: 'DIR',
    help: 'where the folder of `submit --results` lies here (else at the same path)',
  },
} as const;

/** Opens the queue that is named, for as long as a function runs. */
export async function withQueue(named: string | undefined, use: (queue: BatchQueue) => Promise<void>): Promise<void> {
  const url = named ?? process.env['EASYLLM_QUEUE'] ?? '';
  if (url === '') throw new UsageError('Name the queue: --queue redis://HOST:6379 or postgres://USER@HOST/DATABASE.');
  const { openBatchQueue } = await import('../batch/queue/open.ts');
  const queue = await openBatchQueue(url);
  try {
    await use(queue);
  } finally {
    await queue.close();
  }
}
