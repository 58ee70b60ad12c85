import { describe, expect, test } from 'vitest';
import { startFakeServer } from '../../src/testing.ts';
import { readCodeBlocks } from '../support/code-blocks.ts';
import { printedBy, runExample } from '../support/run-example.ts';

describe('docs/rerank.md', () => {
  test('has an example of search that prints what it says', async () => {
    const [{ code } = { code: '' }] = readCodeBlocks('docs/rerank.md', 'ts');
    await using vectors = await startFakeServer({ like: 'tei' });
    await using ranker = await startFakeServer({ like: 'tei' });

    const { printed } = await runExample(code, {
      'http://localhost:8080': vectors.url,
      'http://localhost:8081': ranker.url,
    });

    expect(printed).toEqual(printedBy(code));
  });
});
