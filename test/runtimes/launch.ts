/** How the contract is run in a program, in a worker and on a page. */
import { copyFile, mkdtemp, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { runChild } from './child.ts';
import type { Ended } from './child.ts';

/** One run of the contract. */
export interface Run {
  binary: string;
  /** Where the package is installed, with the launchers and bundles beside it. */
  folder: string;
  /** Of the contract's server. */
  url: string;
  /** Resolves when the contract has been run to its end. */
  ended: Promise<void>;
}

export type Launch = (run: Run) => Promise<Ended>;

const LIMIT_MS = 180_000;

/** A program of Node, Bun or Deno; ends by itself. */
export function asProgram(file: string, before: readonly string[] = []): Launch {
  return ({ binary, folder, url }) => start(binary, [...before, file, url], folder);
}

/** `workerd test`, which ends when the worker has answered. */
export function asWorker(bundle: string, compatibility: Compatibility): Launch {
  return async ({ binary, folder, url }) => {
    const own = await mkdtemp(join(folder, 'worker-'));
    await copyFile(join(folder, bundle), join(own, bundle));
    await writeFile(join(own, 'worker.capnp'), toConfiguration({ bundle, url, ...compatibility }));
    return start(binary, ['test', 'worker.capnp'], own);
  };
}

/** The date whose behaviour the runtime shows, and single behaviours of other dates. */
export interface Compatibility {
  date: string;
  flags: readonly string[];
}

function toConfiguration({ bundle, url, date, flags }: { bundle: string; url: string } & Compatibility): string {
  return `using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "main", worker = .worker),
    (name = "internet", network = (allow = ["private"])),
  ],
);

const worker :Workerd.Worker = (
  modules = [(name = "worker", esModule = embed "${basename(bundle)}")],
  bindings = [(name = "baseUrl", text = "${url}"), (name = "self", service = "main")],
  compatibilityDate = "${date}",
  compatibilityFlags = [${flags.map((flag) => `"${flag}"`).join(', ')}],
);
`;
}

/** Nothing is downloaded, and no name is looked up. */
const OFFLINE = [
  '--disable-background-networking',
  '--disable-component-update',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

/** A page in a browser without a window, which is closed at the contract's end. */
export const asPage: Launch = async ({ binary, folder, url, ended }) => {
  const profile = await mkdtemp(join(folder, 'profile-'));
  const flags = ['--headless', '--disable-gpu', '--no-first-run', ...OFFLINE, `--user-data-dir=${profile}`];
  // The sandbox is not to be had for root.
  const isRoot = process.getuid?.() === 0;
  return start(binary, [...flags, ...(isRoot ? ['--no-sandbox'] : []), url], folder, ended);
};

/** Without the environment of this process, and with folders of its own: nothing is found by chance, and nothing is left. */
function start(command: string, input: readonly string[], folder: string, until?: Promise<void>): Promise<Ended> {
  const own = { HOME: join(folder, 'home'), TMPDIR: join(folder, 'temporary') };
  const env = { ...own, PATH: process.env['PATH'], NO_COLOR: '1', DENO_NO_UPDATE_CHECK: '1' };
  return runChild(command, input, { cwd: folder, env, limitMs: LIMIT_MS, ...(until !== undefined && { until }) });
}
