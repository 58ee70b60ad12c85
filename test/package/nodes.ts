/** The versions of Node that the package is loaded in: from the oldest that it supports on. */
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { TOOLS } from './consumer.ts';

/** The first of its kind: `require` of ES modules came with 20.19 and 22.12. */
const OTHERS = { '20.19.0': 'node20', '22.12.0': 'node22', '24.21.0': 'node24', '26.12.1': 'node26' } as const;

interface Node {
  version: string;
  /** The path of its binary; undefined where there is none for this platform. */
  binary: string | undefined;
}

/** The one that runs this, and those that come as packages. */
export function findNodes(): Promise<Node[]> {
  const others = Object.entries(OTHERS).map(async ([version, folder]) => {
    const file = join(TOOLS, folder, 'bin/node');
    const binary = await access(file).then(
      () => file,
      () => undefined,
    );
    return { version, binary };
  });
  return Promise.all([{ version: process.versions.node, binary: process.execPath }, ...others]);
}
