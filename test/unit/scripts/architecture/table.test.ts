import { expect, test } from 'vitest';
import { PLACES } from '../../../../scripts/architecture/layout.ts';
import { fillPart } from '../../../../scripts/architecture/page.ts';
import { toTable } from '../../../../scripts/architecture/table.ts';

const FILES = PLACES.map(({ folder }) => `src/${folder}a.ts`);

/** The cell of the table that says where a folder may import from. */
function targetsOf(name: string): string | undefined {
  const row = toTable(FILES)
    .split('\n')
    .find((line) => line.split(' | ')[1] === `\`${name}\``);
  return row?.split(' | ').at(-1)?.replace(' |', '');
}

test.each([
  ['base/', 'nothing'],
  ['facade/', '`base/`'],
  ['servers/', '`base/` `net/` `net/layers/` `servers/fast/`'],
  ['bridge/', '`base/` `prompt/` `facade/` `servers/`'],
  ['bridge/native/', '`base/` `prompt/` `facade/` `servers/` `bridge/`'],
  ['client/', 'lower levels'],
])('the table says where %s may import from', (name, targets) => {
  expect(targetsOf(name)).toBe(targets);
});

test('the table leaves out a folder without files', () => {
  expect(toTable(['src/base/a.ts'])).not.toContain('| `net/`');
});

test('fillPart puts text between markers, and leaves the rest', () => {
  const page = 'before\n\n<!-- part -->\n\nold\n\n<!-- /part -->\n\nafter\n';

  expect(fillPart(page, 'part', 'new')).toBe('before\n\n<!-- part -->\n\nnew\n\n<!-- /part -->\n\nafter\n');
});

test('fillPart throws for a page without the markers', () => {
  expect(() => fillPart('text', 'part', 'new')).toThrow('<!-- part -->');
});
