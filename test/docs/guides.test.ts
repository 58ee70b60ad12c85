/** What holds for every page: its examples compile, and its links lead somewhere. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCodeBlocks } from '../support/code-blocks.ts';
import { problemsOf } from '../support/compile-examples.ts';

const PAGES = ['README.md', 'CONTRIBUTING.md', ...readdirSync('docs').flatMap(toPage)];

/** Packages of the examples that this package does not have: `test/clients` compiles those. */
const FOREIGN = /from '(openai|ai|@ai-sdk\/.*|@langchain\/.*|@huggingface\/inference|undici)'/;

/** A page without its blocks of code, where `#` is no heading. */
function proseOf(page: string): string {
  return readFileSync(page, 'utf8').replaceAll(/^```[\s\S]*?^```$/gm, '');
}

/** As GitHub makes them of headings. */
function anchorsOf(page: string): string[] {
  return [...proseOf(page).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function toPage(name: string): string[] {
  return name.endsWith('.md') ? [`docs/${name}`] : [];
}

describe('the guides', () => {
  test('have examples that compile', () => {
    const examples = PAGES.flatMap((page) => readCodeBlocks(page, 'ts')).filter(({ code }) => !FOREIGN.test(code));

    expect(examples.length).toBeGreaterThanOrEqual(40);
    expect(problemsOf(examples)).toEqual([]);
  });

  test.each(PAGES)('%s has links that lead somewhere', (page) => {
    const links = [
      ...proseOf(page)
        .replaceAll(/`[^`\n]*`(?!\])/g, '')
        .matchAll(/\]\((?!\w+:)([^)\s#]*)(?:#([^)\s]+))?\)/g),
    ];
    const broken = links.filter(([, path = '', anchor]) => {
      const target = path === '' ? page : join(dirname(page), path);
      if (!existsSync(target)) return true;
      return anchor !== undefined && !anchorsOf(target).includes(anchor);
    });

    expect(broken.map(([link]) => link)).toEqual([]);
  });
});
