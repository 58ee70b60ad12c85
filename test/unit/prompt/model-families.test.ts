import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { modelFamilies } from '../../../src/prompt/model-families.ts';
import { promptBuilderFor, promptBuilders, toPromptBuilder } from '../../../src/prompt.ts';

const examples = Object.values(promptBuilders).flatMap(({ name, models = [] }) => models.map((model) => [model, name]));

describe('promptBuilderFor', () => {
  test.each(examples)('knows the builder of %s: %s', (model, name) => {
    expect(promptBuilderFor(model)).toBe(name);
  });

  test('suggests one for models that no builder names', () => {
    expect(promptBuilderFor('Qwen/Qwen3-8B')).toBe('chatml');
    expect(promptBuilderFor('meta-llama/Llama-3.1-8B-Instruct')).toBe('llama3');
  });

  test.each(['', 'org/unheard-of', 'openai/gpt-oss-20b', 'x'.repeat(1_000_000)])('knows none of %.20s', (model) => {
    expect(promptBuilderFor(model)).toBeUndefined();
  });
});

test('docs/prompts.md has the table of families', () => {
  const page = readFileSync('docs/prompts.md', 'utf8').split('\n## Reading the answer back')[0] ?? '';
  const rows = [...page.matchAll(/^\| ([^|]+?) +\| `([a-z\d_]+)` +\|$/gm)].map(([, family, name]) => [family, name]);

  expect(rows).toEqual(modelFamilies.map(([family, , name]) => [family, name]));
});

test('a model given as a builder is told from a misspelled name', () => {
  expect(() => toPromptBuilder('Qwen/Qwen3-8B')).toThrow('promptBuilder: { hub: "Qwen/Qwen3-8B" }');
});
