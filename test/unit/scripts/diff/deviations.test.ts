import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { judge, readDeviations } from '../../../../scripts/diff/deviations.ts';
import { compareSpecs } from '../../../../scripts/diff/difference.ts';

const DOCUMENTS = [
  { spec: 'tgi', document: 'tgi-3.3.6' },
  { spec: 'tgi', document: 'tgi-2.0.4' },
  { spec: 'tei', document: 'tei-1.9' },
  { spec: 'openai', document: 'openai-2026-08' },
  { spec: 'vllm', document: 'vllm-0.32.0', besides: 'vllm-0.32.0-pooling' },
];

describe('openapi/deviations.yaml', () => {
  test.each(DOCUMENTS)('explains every difference from $document, and nothing else', ({ spec, document, besides }) => {
    const theirs = [document, besides ?? []]
      .flat()
      .map((name) => JSON.parse(readFileSync(`test/fixtures/openapi/${name}.json`, 'utf8')));
    const ours = parse(readFileSync(`openapi/${spec}.yaml`, 'utf8'));
    const { prefix, deviations } = readDeviations(spec);

    const { unexplained, unused } = judge(compareSpecs(theirs, ours, prefix), deviations, theirs[0].info.version);

    expect({ unexplained, unused }).toEqual({ unexplained: [], unused: [] });
  });
});

describe('judge', () => {
  const anywhere = { reason: 'r', source: 's', in: ['*'], from: undefined, below: undefined };

  test('explains a line at the places an entry names, and leaves it at the others', () => {
    const deviation = { ...anywhere, in: ['GET /a *'], differences: ['~ *: string → *'] };
    const difference = { line: '~ x.y: string → integer', places: ['GET /a 200', 'GET /b 200'] };

    expect(judge([difference], [deviation], '1.0.0')).toEqual({
      explained: [{ ...difference, places: ['GET /a 200'] }],
      unexplained: [{ ...difference, places: ['GET /b 200'] }],
      unused: [],
    });
  });

  test('names the lines that no difference has', () => {
    const deviation = { ...anywhere, differences: ['+ gone', '+ operation'] };
    const { unused } = judge([{ line: '+ operation', places: ['GET /'] }], [deviation], '1.0.0');

    expect(unused).toEqual([{ line: '+ gone', reason: 'r' }]);
  });

  test.each([
    ['2.9.9', false],
    ['3.0.0', true],
    ['3.3.6-dev0', true],
    ['3.10.0', false],
  ])('holds an entry from 3.0.0 below 3.10 for %s: %s', (version, isHeld) => {
    const deviation = { ...anywhere, from: '3.0.0', below: '3.10', differences: ['+ operation'] };
    const { explained } = judge([{ line: '+ operation', places: ['GET /'] }], [deviation], version);

    expect(explained.length > 0).toBe(isHeld);
  });
});

describe('readDeviations', () => {
  test.each([
    ['tgi:\n  deviations: [{ source: s, differences: [a] }]', 'reason or source is missing'],
    ['tgi:\n  deviations: [{ reason: r, source: s }]', 'differences are missing'],
    ['tgi:\n  deviations: [{ reason: r, source: s, differences: [a], at: GET }]', 'there is no "at"'],
  ])('refuses %j', (text, message) => {
    expect(() => readDeviations('tgi', text)).toThrow(message);
  });
});
