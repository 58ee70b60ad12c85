import { describe, expect, test } from 'vitest';
import { listChanges, reportChanges } from '../../../../scripts/diff/breaking.ts';
import { BREAKING, PAIRS } from './oasdiff-pairs.ts';

/** Where oasdiff thinks otherwise, and why we do not follow. */
const OTHERWISE: Readonly<Record<string, string>> = {
  'a success is added': 'A caller that was promised 200 alone does not read 202.',
  'a header is of another type': 'A caller that reads a word is not helped by a number.',
};

describe('listChanges', () => {
  test('finds what oasdiff finds to break callers, but for what is said here', () => {
    const found = PAIRS.filter(({ old, fresh }) =>
      listChanges({ ...old }, { ...fresh }).some(({ breaks }) => breaks.callers),
    );
    const names = found.map(({ name }) => name);

    expect(PAIRS.length).toBeGreaterThan(100);
    expect(names.filter((name) => !BREAKING.has(name))).toEqual(Object.keys(OTHERWISE));
    expect([...BREAKING].filter((name) => !names.includes(name))).toEqual([]);
  });

  test('finds each pair the other way round to break servers, and not callers alone', () => {
    const pair = PAIRS.find(({ name }) => name === 'request: a value is added') ?? { old: {}, fresh: {} };

    expect(listChanges({ ...pair.old }, { ...pair.fresh }).map(({ breaks }) => breaks)).toEqual([
      { callers: false, servers: true },
    ]);
    expect(listChanges({ ...pair.fresh }, { ...pair.old }).map(({ breaks }) => breaks)).toEqual([
      { callers: true, servers: false },
    ]);
  });

  test('sees a field of an event that is named otherwise', () => {
    const stream = (field: string) => {
      const contentSchema = { type: 'object', required: [field], properties: { [field]: { type: 'string' } } };
      const data = { type: 'string', contentMediaType: 'application/json', contentSchema };
      const content = { 'text/event-stream': { itemSchema: { type: 'object', properties: { data } } } };
      return { paths: { '/a': { post: { responses: { 200: { content } } } } } };
    };

    expect(listChanges(stream('text'), stream('texts')).map(({ line, breaks }) => [line, breaks.callers])).toEqual([
      ['- data.text: required string', true],
      ['+ data.texts: required string', false],
    ]);
  });

  test('sees who is let in, the name, formats and headers', () => {
    const document = (operation: object) => ({ paths: { '/a': { get: operation } } });
    const response = (format: string, headers: object) => ({
      responses: { 200: { headers, content: { 'application/json': { schema: { type: 'string', format } } } } },
    });
    const old = document({ operationId: 'a', ...response('date', {}) });
    const fresh = document({
      operationId: 'b',
      security: [{ key: [] }],
      ...response('uuid', { 'x-a': { schema: {} } }),
    });

    expect(listChanges(old, fresh).map(({ line }) => line)).toEqual([
      '- security none',
      '~ it: format date → uuid',
      '+ security key',
      '~ operationId: a → b',
      '+ header x-a',
    ]);
  });
});

test('reportChanges groups them, as text and as Markdown', () => {
  const changes = listChanges({ paths: { '/a': { get: {} } } }, { paths: { '/b': { get: {} } } });

  expect(reportChanges(changes, false)).toBe(
    'Breaks callers\n  - operation\n      GET /a\n\nBreaks servers\n  + operation\n      GET /b\n\n1 break callers, 1 break servers, of 2 differences',
  );
  expect(reportChanges(changes, true)).toContain(
    '### Breaks callers\n\n| where | what |\n| --- | --- |\n| `GET /a` | `- operation` |\n',
  );
});
