/** `npm run test:package`: packs the package, installs it in empty projects, and tries there what users do with it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleRows } from './bundles.ts';
import { addPrograms, compilerRows } from './compilers.ts';
import { createProject, pack } from './consumer.ts';
import { contentRows } from './contents.ts';
import { licenceRows } from './licences.ts';
import { linterRows } from './linters.ts';
import { loadingRows } from './loading.ts';
import { moduleRows } from './modules.ts';
import { print, tryAll } from './table.ts';

/** Older ones of this major do not compile under TypeScript 6 and 7 with `exactOptionalPropertyTypes`. */
const NODE_TYPES = '@types/node@20.19.43';
/** The optional peers whose doors cannot be opened without them. */
const PEERS = ['@opentelemetry/api@1.9.1', 'msw@2.14.7'];

/** `--require-all`: what is not on this machine is a failure. */
const requireAll = process.argv.includes('--require-all');
const start = performance.now();
// Outside of the project, whose own packages must not be found.
const folder = await mkdtemp(join(tmpdir(), 'easyllm-package-'));
try {
  const tarball = await pack(folder);
  const plain = await createProject(join(folder, 'plain'), [tarball]);
  const withNodeTypes = await createProject(join(folder, 'with-node-types'), [tarball, NODE_TYPES]);
  const withPeers = await createProject(join(folder, 'with-peers'), [tarball, ...PEERS]);
  await Promise.all([plain, withNodeTypes].map(addPrograms));

  const groups = [
    await tryAll(await moduleRows(plain, requireAll)),
    await tryAll(loadingRows(withPeers)),
    await tryAll(contentRows(tarball, join(plain, 'node_modules/easyllm'))),
    await tryAll(licenceRows(plain)),
    await tryAll(linterRows(tarball)),
    await tryAll(await bundleRows(plain, requireAll)),
    await tryAll(compilerRows({ plain, withNodeTypes, withPeers }), { atOnce: availableParallelism() }),
  ];
  const isGood = groups.every(Boolean);
  print(`\n${isGood ? 'All hold' : 'Some do not hold'}, after ${((performance.now() - start) / 1000).toFixed(0)} s.`);
  process.exitCode = isGood ? 0 : 1;
} finally {
  await rm(folder, { recursive: true });
}
