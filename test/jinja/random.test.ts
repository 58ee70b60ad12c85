import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { TemplateRuntimeError, TemplateSyntaxError, TemplateUnsupportedError } from '../../src/prompt/jinja/errors.ts';
import { compileTemplate, toParsedValue } from '../../src/prompt/jinja/template.ts';
import { fuzz } from '../support/fuzz.ts';
import { VARIABLES, randomTemplate } from './generator.ts';

const expected = readFileSync(new URL('expected/random.txt', import.meta.url), 'utf8')
  .trim()
  .split('\n');
const parsed = toParsedValue(VARIABLES);
const variables = parsed instanceof Map ? Object.fromEntries(parsed) : {};

/** The text of a random template, or undefined where it is refused as a template may be: all else is a fault. */
function render(seed: number): string | undefined {
  try {
    return compileTemplate(randomTemplate(seed)).render(variables).text;
  } catch (error) {
    if (error instanceof TemplateSyntaxError || error instanceof TemplateRuntimeError) return undefined;
    if (error instanceof TemplateUnsupportedError) return undefined;
    throw error;
  }
}

test('random templates give the text that Python’s jinja2 gives, or are refused where it refuses them', () => {
  fuzz('a template', (seed) => {
    const text = render(seed);
    const digest = text === undefined ? '-' : createHash('sha256').update(text).digest('hex').slice(0, 8);

    expect(digest).toBe(expected[seed] ?? digest);
  });
});
