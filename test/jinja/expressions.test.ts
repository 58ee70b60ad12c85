import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { TemplateUnsupportedError } from '../../src/prompt/jinja/errors.ts';
import { compileTemplate, toParsedValue } from '../../src/prompt/jinja/template.ts';
import { EXPRESSIONS } from './expressions.ts';
import { VARIABLES } from './generator.ts';

const expected: (string | null)[] = JSON.parse(
  readFileSync(new URL('expected/expressions.json', import.meta.url), 'utf8'),
);
const parsed = toParsedValue(VARIABLES);
const variables = parsed instanceof Map ? Object.fromEntries(parsed) : {};

/** Null where it is refused; `unsupported` where that is by name. */
function render(template: string): string | null | 'unsupported' {
  try {
    return compileTemplate(template).render(variables).text;
  } catch (error) {
    return error instanceof TemplateUnsupportedError ? 'unsupported' : null;
  }
}

test('expressions give the text that Python’s jinja2 gives, or are refused by name', () => {
  const rendered = EXPRESSIONS.map((template, at) => ({ template, ours: render(template), python: expected[at] }));

  expect(expected).toHaveLength(EXPRESSIONS.length);
  expect(rendered.filter(({ ours, python }) => ours !== python && ours !== 'unsupported')).toEqual([]);
  expect(rendered.filter(({ ours }) => ours === 'unsupported').length).toBeLessThan(EXPRESSIONS.length / 25);
});
