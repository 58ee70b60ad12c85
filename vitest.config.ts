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

export default defineConfig({
  resolve: { alias },
  test: {
    include: ['test/**/*.test.ts'],
    // Packages of their own, with tests and dependencies of their own.
    exclude: ['test/clients/**', 'test/runtimes/**'],
    globalSetup: ['test/support/global-setup.ts'],
  },
});
