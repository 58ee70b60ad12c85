import { describe, expect, test } from 'vitest';
import type { FakeAnswer, FakeRequest } from '../../src/testing/fake-tgi.ts';
import { startFakeTgi } from '../../src/testing/fake-tgi.ts';
import { readCodeBlocks } from '../support/code-blocks.ts';
import { runExample } from '../support/run-example.ts';

const USAGE = { prompt_tokens: 3, completion_tokens: 9, total_tokens: 12 };

/** A server in OpenAI's shape, which knows one answer. */
function answer({ path, body }: FakeRequest): FakeAnswer {
  if (path !== '/v1/chat/completions') return { status: 404, steps: [{ send: '{"error":"no such route"}' }] };
  const toChoice = (member: string, content: string) => ({
    index: 0,
    [member]: { role: 'assistant', content },
    finish_reason: 'stop',
  });
  const { stream, response_format: format } = JSON.parse(body);
  if (stream !== true) {
    const text = format === undefined ? 'Paris.' : '{"city":"Paris"}';
    return { steps: [{ send: JSON.stringify({ id: 'x', choices: [toChoice('message', text)], usage: USAGE }) }] };
  }
  const chunk = JSON.stringify({ id: 'x', choices: [toChoice('delta', 'Who’s there?')] });
  return {
    headers: { 'content-type': 'text/event-stream' },
    steps: [{ send: `data: ${chunk}\n\ndata: [DONE]\n\n` }],
  };
}

describe('docs/responses.md', () => {
  const want = ['"Paris."', '"Who’s there?"', '"Paris"', '"completed"'];

  test.each(readCodeBlocks('docs/responses.md', 'ts').map((block, index) => ({ ...block, want: want[index] })))(
    '$name prints what it says',
    async ({ code, want: text = 'no such example' }) => {
      await using server = await startFakeTgi({ script: answer });

      const { printed } = await runExample(code, { 'http://localhost:8080': server.url });

      expect(printed).toContain(text);
    },
  );
});
