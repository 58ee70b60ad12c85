import { readFileSync } from 'node:fs';

import { afterEach, describe, expect, test } from 'vitest';

import * as easyllm from '../../src/index.ts';
import type { FakeAnswer, FakeTgi } from '../../src/testing/fake-tgi.ts';
import { startFakeTgi } from '../../src/testing/fake-tgi.ts';
import { generated, streaming, toEvents, toErrorEvent } from '../../src/testing/native-answers.ts';
import { readCodeBlocks } from '../support/code-blocks.ts';
import { printedBy, runExample } from '../support/run-example.ts';

const BUSY = { error: 'Model is overloaded', error_type: 'overloaded' };
const [upon = ''] = toEvents([' upon a', ' time']);

/** How the server behaves in each example, in the order of the page. */
const SCRIPTS: readonly (readonly FakeAnswer[])[] = [
  [{ status: 429, steps: [{ send: JSON.stringify(BUSY) }] }],
  [streaming([{ send: upon }, 'cut'])],
  [{ status: 429, headers: { 'retry-after-ms': '1' }, steps: [toErrorEvent(BUSY)] }, generated(' there')],
  [{ steps: ['stall'] }],
  [{ status: 503, steps: [{ send: '{"error":"loading","estimated_time":0.1}' }] }, generated(' there')],
  [{ steps: ['stall'] }],
  [generated(' there')],
];

const EXAMPLES = readCodeBlocks('docs/errors-and-retries.md', 'ts').map((block, index) => ({
  ...block,
  script: SCRIPTS[index] ?? [],
}));

describe('docs/errors-and-retries.md', () => {
  const servers: FakeTgi[] = [];

  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });

  test('has as many examples as there are servers for them', () => {
    expect(EXAMPLES).toHaveLength(SCRIPTS.length);
  });

  test.each(EXAMPLES)('$name prints what it says', async ({ code, script }) => {
    const server = await startFakeTgi({ script });
    servers.push(server);

    const { printed } = await runExample(code, { 'http://localhost:8080': server.url });

    expect(printed).toEqual(printedBy(code));
  });

  test('names every class', () => {
    const page = readFileSync(new URL('../../docs/errors-and-retries.md', import.meta.url), 'utf8');
    const classes = Object.values(easyllm).flatMap((value) => ('isInstance' in value ? [value.name] : []));

    expect(classes.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });
});
