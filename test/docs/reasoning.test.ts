import { describe, expect, test } from 'vitest';
import { startFakeServer } from '../../src/testing.ts';
import { readCodeBlocks } from '../support/code-blocks.ts';
import { runExample } from '../support/run-example.ts';

describe('docs/reasoning.md', () => {
  const [streamed, without] = readCodeBlocks('docs/reasoning.md', 'ts').map(({ code }) => code);

  test('reads thoughts and answer of a stream', async () => {
    await using server = await startFakeServer({ like: 'vllm', script: [{ reasoning: ['Hmm. '], tokens: ['51'] }] });
    const { written } = await runExample(streamed ?? '', { 'http://localhost:8000': server.url });

    expect(written).toBe('Hmm. 51');
  });

  test('switches them off by the template', async () => {
    await using server = await startFakeServer({ like: 'vllm', script: [{ tokens: ['51'] }] });
    const { printed } = await runExample(without ?? '', { 'http://localhost:8000': server.url });

    expect(printed).toEqual(['"51"']);
    expect(JSON.parse(server.requests.at(-1)?.body ?? '')).toMatchObject({
      chat_template_kwargs: { enable_thinking: false },
    });
  });
});
