import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { TemplateRuntimeError } from '../../src/prompt/jinja/errors.ts';
import { compileTemplate, toParsedValue } from '../../src/prompt/jinja/template.ts';
import { conversations } from './conversations.ts';
import { FAMILIES } from './families.ts';

/** What Python’s jinja2 makes of each: the text, or null where it refuses. */
const expected: Record<string, (string | null)[]> = JSON.parse(
  readFileSync(new URL('expected/families.json', import.meta.url), 'utf8'),
);

/** strftime_now of the data. */
const now = (): Date => new Date(2026, 10, 29, 14, 5, 9);

function render(source: string, conversation: string): string | null {
  const variables = toParsedValue(conversation);
  if (!(variables instanceof Map)) throw new TypeError('The conversation is no object.');
  try {
    return compileTemplate(source, now).render(Object.fromEntries(variables)).text;
  } catch (error) {
    if (error instanceof TemplateRuntimeError) return null;
    throw error;
  }
}

test.each(Object.entries(FAMILIES))('%j renders every conversation as Python’s jinja2 does', (name, source) => {
  expect(conversations.map((conversation) => render(source, conversation))).toEqual(expected[name]);
});

test('the corpus is large enough', () => {
  expect(Object.keys(FAMILIES).length).toBeGreaterThanOrEqual(40);
  expect(conversations.length).toBe(20);
});
