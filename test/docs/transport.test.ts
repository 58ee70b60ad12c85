import { describe, expect, test } from 'vitest';

import { startFakeServer } from '../../src/testing/fake-server.ts';
import { readCodeBlocks } from '../support/code-blocks.ts';
import { runExample } from '../support/run-example.ts';

describe('docs/transport.md', () => {
  test.each(readCodeBlocks('docs/transport.md', 'ts').map(({ code }) => [code]))(
    'shows what runs: %#',
    async (code) => {
      await using server = await startFakeServer({ like: 'tgi', script: [{ tokens: ['Who’s there?'] }] });

      const { printed } = await runExample(code, { 'http://localhost:8080': server.url });

      expect(printed).toEqual(['"Who’s there?"']);
      expect(server.requests.map(({ path }) => path)).toContain('/v1/chat/completions');
    },
  );
});
