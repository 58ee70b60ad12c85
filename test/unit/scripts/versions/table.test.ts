import { expect, test } from 'vitest';

import { writeVersions } from '../../../../scripts/versions/table.ts';

test('each version is a row: since when, what changed, and the examples of older ones', () => {
  const [, , ...rows] = writeVersions([
    { since: '1.4.0', change: 'There is chat', before: ['Old', 'Older'], decides: {} },
    { since: '2.1.0', change: 'Streams end', before: [], decides: { ends: 'They did not.' } },
  ]).split('\n');

  expect(rows).toEqual(['| 1.4.0 | There is chat | `Old`, `Older` |', '| 2.1.0 | Streams end | – |']);
});
