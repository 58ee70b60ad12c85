/** Servers, each at its addresses. */
import type { EasyLLMOptions } from '../../../src/index.ts';
import { EasyLLM } from '../../../src/index.ts';
import { fakeServer } from '../../../src/testing.ts';
import type { Script, ServerName } from '../../../src/testing.ts';

/** What generates texts. */
export type Like = Exclude<ServerName, 'tei'>;

export const messages = [{ role: 'user' as const, content: 'Knock knock.' }];
const schema = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
export const format = { type: 'json_schema' as const, json_schema: { name: 'place', schema } };
export const tools = ['weather', 'time'].map((name) => ({
  type: 'function' as const,
  function: { name, parameters: schema },
}));
export const named = { type: 'function' as const, function: { name: 'weather' } };
export const usage = { stream: true, stream_options: { include_usage: true } } as const;
export const TOKENS = ['Who', '’s', ' there', '? 😀'];
export const TEXT = TOKENS.join('');

/** A server under any base is found at the one that it is given; the others at both of theirs. */
export const PLACES: readonly (readonly [Like, string])[] = [
  ...(['tgi', 'vllm', 'llamacpp', 'ollama', 'sglang'] as const).flatMap((like) =>
    ['', '/v1'].map((path) => [like, path] as const),
  ),
  ['openai', '/v1'],
  ['openai', '/api/paas/v4'],
  ['openai', '/v1beta/openai'],
];

/** A client of a server at one of its addresses, which is not told which server it is. */
export function connect(
  like: ServerName,
  path: string,
  { script, ...options }: EasyLLMOptions & { script?: Script } = {},
) {
  const server = fakeServer({ like, ...(script !== undefined && { script }) });
  const warnings: string[] = [];
  const client = new EasyLLM({
    apiBase: `http://server.test${path}`,
    apiKey: null,
    maxRetries: 0,
    logger: { error() {}, warn: (words) => void warnings.push(words), info() {}, debug() {} },
    fetch: server,
    ...options,
  });
  const bodies = () => server.requests.filter(({ method }) => method === 'POST').map(({ body }) => JSON.parse(body));
  return { client, server, bodies, warnings };
}

/** The same server, whose bytes come one by one. */
export function byBytes(fetch: (request: Request) => Promise<Response>): (request: Request) => Promise<Response> {
  return async (request) => {
    const response = await fetch(request);
    const bytes = new Uint8Array(await response.arrayBuffer());
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let at = 0; at < bytes.length; at += 1) controller.enqueue(bytes.subarray(at, at + 1));
        controller.close();
      },
    });
    return new Response(bytes.length === 0 ? null : body, response);
  };
}
