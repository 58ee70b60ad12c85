import { describe, expect, test } from 'vitest';
import type { Check } from '../../../servers/checks.ts';
import type { Cell } from '../../../servers/table.ts';
import { listFailures, writeTable } from '../../../servers/table.ts';

const CHECKS: readonly Check[] = ['chat', 'tools'].map((name) => ({
  name,
  isVital: name === 'chat',
  run: async () => undefined,
}));

describe('the table of servers', () => {
  const column = (chat: Cell, tools: Cell) => ({
    name: 'llama.cpp',
    version: 'b1',
    cells: new Map([
      ['chat', chat],
      ['tools', tools],
    ]),
  });
  const tick: Cell = { isFailed: false, text: '' };
  const said: Cell = { isFailed: false, text: '12 | tokens' };
  const failed: Cell = { isFailed: true, text: 'Error: no\ncall' };

  test('has a tick, what was seen, and what failed', () => {
    const tables = [
      writeTable(CHECKS, [column(tick, failed)], '2026-11-29'),
      writeTable(CHECKS, [column(said, tick)], ''),
    ];

    expect(tables[0]).toContain('| chat | ✓ |\n| tools | no: Error: no call |');
    expect(tables[0]).toContain('Asked on 2026-11-29');
    expect(tables[1]).toContain(String.raw`| chat | 12 \| tokens |`);
  });

  test('holds no ports, which are others at each run', () => {
    const seen: Cell = { isFailed: true, text: 'APIError: 500 from http://127.0.0.1:39705/v1.' };

    expect(writeTable(CHECKS, [column(tick, seen)], '')).toContain('| no: APIError: 500 from http://127.0.0.1/v1. |');
  });

  test('fails by vital rows alone', () => {
    expect(listFailures(CHECKS, [column(tick, failed)])).toEqual([]);
    expect(listFailures(CHECKS, [column(failed, tick)])).toEqual(['llama.cpp: chat']);
  });
});
