import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { NEEDS_NODE, placeOf, PLACES, placesOf } from '../../../../scripts/architecture/layout.ts';

test('what may need Node exists', () => {
  expect(NEEDS_NODE.filter((name) => !existsSync(`src/${name}`))).toEqual([]);
});

test('what the layout names has a line', () => {
  const folders = PLACES.map(({ folder }) => folder);
  const named = PLACES.flatMap(({ sees = [], seenBy = [] }) => [...sees, ...seenBy]);

  expect(named.filter((name) => !folders.includes(name))).toEqual([]);
});

test('a file belongs to the innermost folder that has a line', () => {
  expect(placeOf('src/bridge/v1/stream.ts')?.folder).toBe('bridge/v1/');
  expect(placeOf('src/bridge/v1/parts/stream.ts')?.folder).toBe('bridge/v1/');
  expect(placeOf('src/bridge/stop.ts')?.folder).toBe('bridge/');
  expect(placeOf('src/index.ts')?.folder).toBe('');
  expect(placeOf('src/unknown/a.ts')).toBeUndefined();
  expect(placeOf('test/unit/a.ts')).toBeUndefined();
});

test('a folder without files has no place yet', () => {
  expect(placesOf(['src/index.ts', 'src/net/a.ts', 'src/base/a.ts']).map(({ folder }) => folder)).toEqual([
    'base/',
    'net/',
    '',
  ]);
});
