/** The runtimes in which the contract must hold: the columns of the table. */
import type { Find } from './binaries.ts';
import { findBun, findChromium, findDeno, findNode, findWorkerd } from './binaries.ts';
import type { Launch } from './launch.ts';
import { asPage, asProgram, asWorker } from './launch.ts';

export interface Runtime {
  /** Heads its column, and chooses it on the command line. */
  name: string;
  find: Find;
  /** Runs the contract. */
  launch: Launch;
  /** Loads the package by `require`; or why it cannot. */
  launchRequire: Launch | string;
  /** The launcher that is bundled first, and the conditions that the runtime's bundlers set. */
  bundle?: { launcher: string; conditions: readonly string[] };
  /** Ends by itself, when it has nothing more to do. */
  endsByItself: boolean;
  /** How long it may take to close a connection that is given up. */
  closesWithinMs: number;
  /** Can read the token file of `hf auth login`. */
  readsFiles: boolean;
  /** Why it has no environment variables; null where it has them. */
  lacksEnvironment: string | null;
}

const PROGRAM = { endsByItself: true, closesWithinMs: 2000, readsFiles: true, lacksEnvironment: null };

const DENO_RUN = ['run', '--no-prompt', '--allow-net'];
const DENO_ALLOWED = [...DENO_RUN, '--allow-env', '--allow-read'];

const WORKER = {
  find: findWorkerd,
  // What wrangler sets.
  bundle: { launcher: 'worker.mjs', conditions: ['workerd', 'worker', 'browser'] },
  launchRequire: 'a worker has no `require`',
  endsByItself: true,
  closesWithinMs: 2000,
  readsFiles: false,
};

export const RUNTIMES: readonly Runtime[] = [
  ...[20, 22, 24, 26].map((major) => ({
    ...PROGRAM,
    name: `node${major}`,
    find: findNode(major),
    launch: asProgram('process.mjs'),
    launchRequire: asProgram('require.cjs'),
  })),
  {
    ...PROGRAM,
    name: 'bun',
    find: findBun,
    launch: asProgram('process.mjs'),
    launchRequire: asProgram('require.cjs'),
  },
  {
    ...PROGRAM,
    name: 'deno',
    find: findDeno,
    launch: asProgram('process.mjs', DENO_ALLOWED),
    launchRequire: asProgram('require.cjs', DENO_ALLOWED),
  },
  {
    ...PROGRAM,
    name: 'deno-net',
    find: findDeno,
    launch: asProgram('process.mjs', DENO_RUN),
    launchRequire: 'it runs without --allow-read',
    readsFiles: false,
    lacksEnvironment: 'it runs without --allow-env',
  },
  {
    ...WORKER,
    name: 'workerd',
    // The first date at which a redirect loses the token; and promises as before 2024-10-14, where one of a request that has ended is
    // waited for in vain. Unheard rejections are told of as they are now: then, also those that are heard a moment later.
    launch: asWorker('worker.bundle.mjs', {
      date: '2025-09-01',
      flags: ['no_handle_cross_request_promise_resolution', 'unhandled_rejection_after_microtask_checkpoint'],
    }),
    lacksEnvironment: 'a worker has no process',
  },
  {
    ...WORKER,
    name: 'workerd-node',
    // Since 2026-08-04 `nodejs_compat` is the default.
    launch: asWorker('worker.bundle.mjs', { date: '2026-11-01', flags: [] }),
    lacksEnvironment: null,
  },
  {
    name: 'chromium',
    find: findChromium,
    launch: asPage,
    launchRequire: 'a page has no `require`',
    bundle: { launcher: 'page.mjs', conditions: ['browser'] },
    endsByItself: false,
    // For five seconds it may read on, in the hope of using the connection again (net/http/http_response_body_drainer.h).
    closesWithinMs: 8000,
    readsFiles: false,
    lacksEnvironment: 'a page has no process',
  },
];
