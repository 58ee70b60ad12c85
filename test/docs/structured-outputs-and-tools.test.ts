import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCodeBlocks } from '../support/code-blocks.ts';
import { runProgram } from '../support/program.ts';

const EXAMPLES = readCodeBlocks('docs/structured-outputs-and-tools.md', 'ts');

/** What a TGI would answer to the page's requests, by the route and what is asked. */
function answer(
  path: string,
  body: { response_format?: unknown; tools?: unknown; messages?: { role: string }[] },
): unknown {
  if (path === '/info') return { model_id: 'm', max_best_of: 2 };
  if (path === '/') return [{ generated_text: 'Hello from the native API.' }];
  const prompt = '<|user|>Hello!';
  if (path === '/chat_tokenize') {
    return { tokenize_response: [{ id: 1, text: prompt, start: 0, stop: prompt.length }], templated_text: prompt };
  }
  const message =
    body.tools !== undefined && body.messages?.at(-1)?.role === 'user'
      ? {
          tool_calls: [{ id: '0', type: 'function', function: { name: 'get_weather', arguments: '{"city":"Paris"}' } }],
        }
      : { content: body.response_format === undefined ? 'It rains.' : '{"city":"Paris","days":3}' };
  return { id: '', choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: 'stop' }] };
}

describe('docs/structured-outputs-and-tools.md', () => {
  let server: Server;
  let url: string;

  beforeAll(async () => {
    server = createServer(async (request, response) => {
      let text = '';
      for await (const chunk of request) text += String(chunk);
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(answer(request.url ?? '', JSON.parse(text === '' ? '{}' : text))));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    url = typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : '';
  });

  afterAll(() => void server.close());

  test.each(
    [
      'It rains. Hello from the native API.\n',
      'Paris 3\n',
      'InvalidOutputError The answer does not fit the schema: days: Too big: expected number to be <=1\n',
      'It rains. 4\n',
      "1 <|user|>Hello! [ '<|user|>Hello!' ]\n",
    ].map((printed, at) => ({ at, printed })),
  )('example $at prints $printed', async ({ at, printed }) => {
    const code = (EXAMPLES[at]?.code ?? '').replaceAll('http://localhost:8080', url);

    expect(await runProgram(code)).toEqual({ code: 0, stdout: printed, stderr: '' });
  });

  test('has no other examples', () => {
    expect(EXAMPLES).toHaveLength(5);
  });
});
