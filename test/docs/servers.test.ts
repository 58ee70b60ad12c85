import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { DIALECTS } from '../../src/bridge/dialect.ts';
import { dialects } from '../../src/bridge/v1/dialects/all.ts';

const rows = readFileSync('docs/servers.md', 'utf8').split('\n');
/** What TGI alone knows is told of all others in one sentence. */
const TGI_ALONE = rows.find((line) => line.startsWith('What TGI alone knows')) ?? '';

describe('docs/servers.md', () => {
  test.each(DIALECTS)('says of %s at which version it was seen, and what it passes over', (dialect) => {
    const row = rows.find((line) => line.startsWith(`| \`${dialect}\``)) ?? '';
    const { name, seenAt, ignores = {}, wantsMaxTokens, renamed = {} } = dialects[dialect];
    const fields = [
      ...Object.values(ignores).flatMap((ignored) => Object.keys(ignored)),
      ...(wantsMaxTokens ? ['max_completion_tokens'] : []),
      ...Object.keys(renamed).filter((field) => /^guided_(json|regex|choice|grammar)$/.test(field)),
    ];

    const said = seenAt === 'any' ? fields : [name, seenAt.replace('in its', 'its'), ...fields];

    expect(row).not.toBe('');
    expect(said.filter((text) => !`${row}${TGI_ALONE}`.includes(text))).toEqual([]);
  });
});
