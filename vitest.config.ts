import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import manifest from './package.json' with { type: 'json' };

/** Tests import `easyllm/…` as users do, and get the source of what package.json exports under that name. */
const alias = Object.entries(manifest.exports).flatMap(([name, target]) => {
  if (typeof target === 'string') return [];
  const source = target.default.replace('./dist/', './').replace(/\.js$/, '.ts');
  const find = new RegExp(`^${name.replace('.', manifest.name)}$`);
  return [{ find, replacement: fileURLToPath(new URL(source, import.meta.url)) }];
});

const TRANSPORTS = { node: './src/net/node/transport.ts', fetch: './src/net/fetch-transport.ts' };

/** What `#transport` means: the transport that package.json chooses for Node, or the one for runtimes without `node:http`. */
function withTransport(name: keyof typeof TRANSPORTS) {
  const replacement = fileURLToPath(new URL(TRANSPORTS[name], import.meta.url));
  return { resolve: { alias: [...alias, { find: /^#transport$/, replacement }] } };
}

/** Generous, for a machine that is busy with other things: what must end sooner has a deadline of its own in the code. */
const limits = {
  testTimeout: 300_000 + 1000 * Number(process.env['FUZZ_SECONDS'] ?? 0),
  hookTimeout: 300_000,
  expect: { poll: { timeout: 60_000 } },
};

export default defineConfig({
  test: {
    // On two cores one file at a time leaves one of them idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    globalSetup: 'test/support/global-setup.ts',
    projects: [
      {
        ...withTransport('node'),
        test: {
          ...limits,
          name: 'node',
          include: ['test/**/*.test.ts'],
          // Packages of their own, with tests and dependencies of their own.
          exclude: ['test/browser/**', 'test/clients/**', 'test/package/**', 'test/runtimes/**'],
        },
      },
      {
        ...withTransport('fetch'),
        test: {
          ...limits,
          name: 'fetch',
          include: ['test/faults/**/*.test.ts'],
          env: { EASYLLM_TEST_TRANSPORT: 'fetch' },
        },
      },
      {
        ...withTransport('node'),
        test: {
          ...limits,
          name: 'hono',
          // What a gateway answers by Hono is what it answers without.
          include: [
            'test/contract/gateway/**/*.test.ts',
            'test/contract/gateway*.test.ts',
            'test/attacks/gateway/**/*.test.ts',
          ],
          env: { EASYLLM_TEST_DOOR: 'hono' },
        },
      },
    ],
  },
});
