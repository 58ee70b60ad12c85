/** OpenAI's files and batches in a folder, for one gateway. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expectOptions } from '../../base/check.ts';
import { refuseUnknownNames } from '../../base/known-names.ts';
import { takeLock } from '../disk/lock.ts';
import { expectCounts, expectPath } from '../option-checks.ts';
import type { BatchService } from '../service.ts';
import { FolderBatches } from './batches.ts';
import { FolderFiles } from './files.ts';

/** Where files and batches are kept, and how much of them. */
export interface FolderBatchesOptions {
  /** Where files, batches and results are kept. It is made where it is missing, for its owner alone. */
  folder: string;
  /** The largest file, in bytes. Default: 1 GiB. */
  maxFileBytes?: number | undefined;
  /** So much of the disk is left free: a file that would take it is refused (507). In bytes. Default: 256 MiB. */
  minFreeBytes?: number | undefined;
  /** The most lines of a batch: each takes 24 bytes of memory. Default: 10,000,000. */
  maxLines?: number | undefined;
  /** The longest line, in bytes. Default: 64 MiB. */
  maxLineBytes?: number | undefined;
  /** So many lines of a batch at once. Default: as many as the server bears. */
  concurrency?: number | undefined;
  /** The most lines at once where their number adapts. Default: 256. */
  maxConcurrency?: number | undefined;
  /** The time in milliseconds since 1970. Default: the clock. */
  now?: (() => number) | undefined;
}

const NAMES = {
  folder: true,
  maxFileBytes: true,
  minFreeBytes: true,
  maxLines: true,
  maxLineBytes: true,
  concurrency: true,
  maxConcurrency: true,
  now: true,
} as const satisfies Record<keyof FolderBatchesOptions, true>;

const MIB = 1_048_576;
/** So often it is looked whether the time of a batch or of a file is over. */
const SWEEP_MS = 1000;

/**
 * Files and batches in a folder: `createGateway({ batches: await folderBatches({ folder: 'data' }) })`. What is under way when the process
 * ends goes on in the next one. Rejects with ConfigurationError where another process has the folder, or an option is wrong.
 */
export async function folderBatches(options: FolderBatchesOptions): Promise<BatchService> {
  checkOptions(options);
  const { folder, maxFileBytes = 1024 * MIB, minFreeBytes = 256 * MIB, now = Date.now } = options;
  const { maxLines = 10_000_000, maxLineBytes = 64 * MIB, concurrency, maxConcurrency } = options;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const lock = await takeLock(join(folder, 'gateway'));
  try {
    const files = await FolderFiles.open({ folder: join(folder, 'files'), maxFileBytes, minFreeBytes, now });
    const limits = { maxLines, maxLineBytes, concurrency, maxConcurrency };
    const batches = await FolderBatches.open({ folder: join(folder, 'batches'), files, now, ...limits });
    let timer: ReturnType<typeof setInterval> | undefined;
    return {
      files,
      batches,
      start(runner, onFailure) {
        batches.start(runner, onFailure);
        timer = setInterval(() => {
          batches.expire();
          files.sweep().catch(onFailure);
        }, SWEEP_MS);
        timer.unref();
      },
      async stop() {
        clearInterval(timer);
        await batches.stop();
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

function checkOptions(options: FolderBatchesOptions): void {
  expectOptions(options, 'The options of `folderBatches`');
  refuseUnknownNames(options, { known: NAMES, what: 'option of `folderBatches`' });
  expectPath('folder', options.folder, 'folder');
  expectCounts(options, ['maxFileBytes', 'maxLines', 'maxLineBytes', 'concurrency', 'maxConcurrency']);
  expectCounts(options, ['minFreeBytes'], 0);
}
