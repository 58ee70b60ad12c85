import { describe, expect, test } from 'vitest';
import { toPicture } from '../../../../scripts/architecture/picture.ts';

function arrowsOf(files: Readonly<Record<string, string>>): number {
  return toPicture(new Map(Object.entries(files))).split('marker-end=').length - 1;
}

const TO_UPSTREAM = "import { a } from '../upstream/tgi.ts';";

describe('the picture of the architecture', () => {
  test('has an arrow for an import, types included', () => {
    expect(arrowsOf({ 'src/bridge/a.ts': "import type { a } from '../upstream/tgi.ts';" })).toBe(1);
  });

  test('has one arrow for many imports between the same parts', () => {
    expect(arrowsOf({ 'src/bridge/a.ts': TO_UPSTREAM, 'src/bridge/b.ts': TO_UPSTREAM })).toBe(1);
  });

  test('leaves out what other arrows imply', () => {
    const above = `import { a } from '../bridge/a.ts';${TO_UPSTREAM}`;

    expect(arrowsOf({ 'src/operations/a.ts': above, 'src/bridge/a.ts': TO_UPSTREAM })).toBe(2);
  });

  test.each([
    ['level 0', { 'src/bridge/a.ts': "import { a } from '../errors.ts';" }],
    ['generated files', { 'src/bridge/a.ts': "import { a } from '../../generated/tgi.ts';" }],
    ['a folder by the file that is its door', { 'src/gateway.ts': "import { a } from './gateway/access.ts';" }],
  ])('has no arrow for an import of %s', (_, files) => {
    expect(arrowsOf(files)).toBe(0);
  });
});
