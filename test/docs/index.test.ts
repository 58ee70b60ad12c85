import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

describe('docs/README.md', () => {
  test('lists every page once, each with a line of its own', () => {
    const pages = readdirSync('docs').filter((name) => name.endsWith('.md') && name !== 'README.md');
    const listed = [...readFileSync('docs/README.md', 'utf8').matchAll(/^- \[[^\]]+\]\(([\w-]+\.md)\): .+$/gm)];

    expect(listed.map(([, name]) => name).toSorted()).toEqual(pages.toSorted());
  });
});
