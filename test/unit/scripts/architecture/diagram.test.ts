import { describe, expect, test } from 'vitest';
import { toDiagram } from '../../../../scripts/architecture/diagram.ts';

const ALIASES = new Map([['#transport', ['src/net/node/transport.ts']]]);

function arrowsOf(files: Readonly<Record<string, string>>): readonly string[] {
  const lines = toDiagram(new Map(Object.entries(files)), { aliases: ALIASES }).split('\n');
  return lines.filter((line) => line.includes('-->')).map((line) => line.trim());
}

const TO_SERVERS = "import { a } from '../servers/tgi.ts';";

describe('the diagram of the architecture', () => {
  test('has an arrow for an import, types included', () => {
    expect(arrowsOf({ 'src/bridge/a.ts': "import type { a } from '../servers/tgi.ts';" })).toEqual([
      'bridge --> servers',
    ]);
  });

  test('has one arrow for many imports between the same folders', () => {
    expect(arrowsOf({ 'src/bridge/a.ts': TO_SERVERS, 'src/bridge/b.ts': TO_SERVERS })).toEqual(['bridge --> servers']);
  });

  test('tells the folders inside a folder apart', () => {
    expect(arrowsOf({ 'src/bridge/v1/a.ts': "import { b } from '../b.ts';" })).toEqual(['bridge_v1 --> bridge']);
  });

  test('leaves out what other arrows imply', () => {
    const above = `import { a } from '../bridge/a.ts';${TO_SERVERS}`;

    expect(arrowsOf({ 'src/operations/a.ts': above, 'src/bridge/a.ts': TO_SERVERS })).toEqual([
      'operations --> bridge',
      'bridge --> servers',
    ]);
  });

  test('follows the names that package.json resolves', () => {
    expect(arrowsOf({ 'src/client/a.ts': "import '#transport';" })).toEqual(['client --> net_node']);
  });

  test.each([
    ['level 0', { 'src/bridge/a.ts': "import { a } from '../base/errors.ts';" }],
    ['generated files', { 'src/bridge/a.ts': "import { a } from '../../generated/tgi.ts';" }],
    ['packages', { 'src/bridge/a.ts': "import { a } from 'zod';" }],
    ['a file of its own folder', { 'src/bridge/a.ts': "import { a } from './b.ts';" }],
  ])('has no arrow for an import of %s', (_, files) => {
    expect(arrowsOf(files)).toEqual([]);
  });
});
