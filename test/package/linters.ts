/** What tools for packages say of this one. */
import { join } from 'node:path';
import { runNode } from './command.ts';
import { ROOT, TOOLS } from './consumer.ts';
import type { Row } from './table.ts';

export function linterRows(tarball: string): Row[] {
  const run = async (tool: string, args: string[]) => {
    await runNode([join(TOOLS, tool), ...args], { cwd: ROOT });
    return 'clean';
  };
  return [
    { name: 'publint --strict', check: () => run('publint/src/cli.js', ['--strict', tarball]) },
    // The package is ESM alone: `require` gets that, from Node 20.19 on, and there is no code for resolvers older than `exports`.
    {
      name: 'attw --profile esm-only',
      check: () => run('@arethetypeswrong/cli/dist/index.js', ['--profile', 'esm-only', '--format', 'ascii', tarball]),
    },
    { name: 'knip', check: () => run('knip/bin/knip.js', ['--no-progress', '--config', 'test/package/knip.jsonc']) },
  ];
}
