import { expect, test } from 'vitest';
import { readManifest } from '../../../../scripts/architecture/manifest.ts';

test('readManifest gives packages, and the sources of what package.json names', () => {
  const manifest = readManifest(
    JSON.stringify({
      dependencies: { zod: '^4' },
      peerDependencies: { pino: '^10' },
      devDependencies: { vitest: '4' },
      bin: { easyllm: 'dist/src/cli.js' },
      exports: {
        '.': { types: './dist/src/index.d.ts', default: './dist/src/index.js' },
        './openapi/*': './openapi/*',
      },
      imports: {
        '#transport': { node: './dist/src/net/node/a.js', bun: './dist/src/b.js', default: './dist/src/b.js' },
      },
    }),
  );

  expect(manifest).toEqual({
    packages: new Set(['zod', 'pino']),
    doors: new Set(['src/index.ts', 'src/cli.ts']),
    commands: new Set(['src/cli.ts']),
    aliases: new Map([['#transport', ['src/net/node/a.ts', 'src/b.ts']]]),
  });
});
