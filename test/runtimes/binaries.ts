/** Where the binaries of runtimes are: in the packages that carry them, or on PATH. */
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The file of a runtime's binary. Throws an error that says why there is none, and how to come by it. */
export type Find = () => Promise<string>;

const PACKAGES = fileURLToPath(new URL('node_modules', import.meta.url));
const PLATFORM = `${process.platform}-${process.arch}`;

/** By platform, for those that have one. */
type Places = Readonly<Record<string, string>>;

const BUN: Places = {
  'darwin-arm64': '@oven/bun-darwin-aarch64/bin/bun',
  'darwin-x64': '@oven/bun-darwin-x64/bin/bun',
  'linux-arm64': '@oven/bun-linux-aarch64/bin/bun',
  'linux-x64': '@oven/bun-linux-x64/bin/bun',
};

const DENO: Places = {
  'darwin-arm64': '@deno/darwin-arm64/deno',
  'darwin-x64': '@deno/darwin-x64/deno',
  'linux-arm64': '@deno/linux-arm64-glibc/deno',
  'linux-x64': '@deno/linux-x64-glibc/deno',
};

const WORKERD: Places = {
  'darwin-arm64': '@cloudflare/workerd-darwin-arm64/bin/workerd',
  'darwin-x64': '@cloudflare/workerd-darwin-64/bin/workerd',
  'linux-arm64': '@cloudflare/workerd-linux-arm64/bin/workerd',
  'linux-x64': '@cloudflare/workerd-linux-64/bin/workerd',
};

const CHROMIUM = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

export const findBun = findPackaged(BUN[PLATFORM]);
export const findDeno = findPackaged(DENO[PLATFORM]);
export const findWorkerd = findPackaged(WORKERD[PLATFORM]);

/** The Node that runs this stands in where no package has its major version for this platform. */
export function findNode(major: number): Find {
  const find = findPackaged(`node${major}-${PLATFORM}/bin/node`);
  const isOwn = process.versions.node.startsWith(`${major}.`);
  return () => find().catch((error: unknown) => (isOwn ? process.execPath : Promise.reject(error)));
}

/** Debian calls it by the first name, Ubuntu by the second, Google by the others. */
export const findChromium: Find = async () => {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  for (const file of folders.flatMap((folder) => CHROMIUM.map((name) => join(folder, name)))) {
    if (await isExecutable(file)) return file;
  }
  throw new Error(`None of ${CHROMIUM.join(', ')} is on PATH. On Debian: apt-get install chromium.`);
};

function findPackaged(place: string | undefined): Find {
  return async () => {
    if (place === undefined) throw new Error(`No package carries it for ${PLATFORM}.`);
    const file = join(PACKAGES, place);
    if (await isExecutable(file)) return file;
    throw new Error(
      `No node_modules/${place}. There is none for ${PLATFORM}, or it was not installed: npm ci --prefix test/runtimes.`,
    );
  };
}

async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}
