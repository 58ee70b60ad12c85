import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { promptBuilders } from '../../../src/prompt.ts';
import { responseTemplates } from '../../../src/prompt/response/families.ts';
import { toReadingNeed } from '../../../src/prompt/response/markers.ts';
import type { ResponseField, ResponseTemplateName } from '../../../src/prompt.ts';

const names = Object.keys(responseTemplates) as ResponseTemplateName[];

function openings(name: ResponseTemplateName): unknown[] {
  return Object.entries<ResponseField>(responseTemplates[name].fields)
    .filter(([field]) => field !== 'tool_calls')
    .map(([, { open, open_pattern }]) => open ?? open_pattern)
    .filter((marker) => marker !== undefined);
}

describe('what has to be read without tools', () => {
  test.each(names)('is no less than the template of %s opens', (name) => {
    const read = { nothing: [], plain: ['<think>'], special: openings(name) }[toReadingNeed(name, false)];

    expect(read).toEqual(openings(name));
  });

  test('is all of a stranger’s template, and of any where tools are offered', () => {
    expect(toReadingNeed({ start_anchor: 'A', fields: { content: {} } }, false)).toBe('special');
    expect(toReadingNeed('llama3', true)).toBe('special');
    expect(toReadingNeed(undefined, true)).toBe('nothing');
  });
});

test('formats of families that have a response template carry it', () => {
  const { chatml, llama3, mistral, gemma, deepseek } = promptBuilders;

  expect([chatml, llama3, mistral, gemma, deepseek].map(({ responseTemplate }) => responseTemplate)).toEqual([
    'qwen',
    'llama3',
    'mistral',
    'gemma3',
    'deepseek',
  ]);
});

test('docs/prompts.md has a row for each response template', () => {
  const page = readFileSync('docs/prompts.md', 'utf8').split('\n## Reading the answer back')[1] ?? '';
  const rows = [...page.matchAll(/^\| [^|]+ \| `([a-z\d_]+)` +\|$/gm)].map(([, name]) => name);

  expect(rows).toEqual(names);
});
