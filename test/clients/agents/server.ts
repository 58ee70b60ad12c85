/** An OpenAI-shaped server as vLLM is, which thinks, calls a tool where it may, and reads its result; and our gateway before it. */
import { createGateway } from '../../../src/gateway.ts';
import { EasyLLM } from '../../../src/index.ts';
import { type Seat, apiKey, listen } from '../server.ts';

interface ChatRequest {
  messages: { role: string; content: unknown }[];
  tools?: unknown[];
  response_format?: { type: string };
  stream?: boolean;
}

type Delta = Record<string, unknown>;

const USAGE = { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 };

/** What the server says, in the order in which it streams. */
function deltasOf({ messages, tools, response_format: format }: ChatRequest): { deltas: Delta[]; reason: string } {
  const last = messages.at(-1);
  if (last?.role === 'tool')
    return { deltas: [{ content: 'It is ' }, { content: String(last.content) }], reason: 'stop' };
  if (format?.type === 'json_schema')
    return { deltas: [{ content: '{"city":' }, { content: '"Paris"}' }], reason: 'stop' };
  if (tools === undefined) return { deltas: [{ content: 'Hello' }, { content: ' there' }], reason: 'stop' };
  const call = { index: 0, id: 'call-1', type: 'function', function: { name: 'get_weather', arguments: '{"city":' } };
  const rest = { index: 0, function: { arguments: '"Paris"}' } };
  return {
    deltas: [{ reasoning: 'The tool ' }, { reasoning: 'knows.' }, { tool_calls: [call] }, { tool_calls: [rest] }],
    reason: 'tool_calls',
  };
}

const ENVELOPE = { id: 'chatcmpl-1', created: 1, model: 'served', system_fingerprint: 'fp-1' };

function answer(request: ChatRequest): Response {
  const { deltas, reason } = deltasOf(request);
  if (request.stream === true) {
    const choices = [
      ...deltas.map((delta) => [{ index: 0, delta, logprobs: null, finish_reason: null }]),
      [{ index: 0, delta: {}, logprobs: null, finish_reason: reason }],
      [],
    ];
    const chunks = choices.map((each, at) => ({
      ...ENVELOPE,
      object: 'chat.completion.chunk',
      choices: each,
      ...(at === choices.length - 1 ? { usage: USAGE } : {}),
    }));
    const events = chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join('');
    return new Response(`${events}data: [DONE]\n\n`, { headers: { 'content-type': 'text/event-stream' } });
  }
  const isCall = reason === 'tool_calls';
  const message = isCall
    ? {
        content: null,
        reasoning: 'The tool knows.',
        tool_calls: [
          { id: 'call-1', type: 'function', function: { name: 'get_weather', arguments: '{"city":"Paris"}' } },
        ],
      }
    : { content: deltas.map(({ content }) => content).join('') };
  const choice = { index: 0, message: { role: 'assistant', ...message }, logprobs: null, finish_reason: reason };
  return Response.json({ ...ENVELOPE, object: 'chat.completion', choices: [choice], usage: USAGE });
}

async function serve(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname === '/v1/models') {
    return Response.json({ object: 'list', data: [{ id: 'served', object: 'model', created: 1, owned_by: 'vllm' }] });
  }
  if (pathname === '/v1/chat/completions') return answer(await request.json());
  return Response.json({ detail: 'Not Found' }, { status: 404 });
}

const config = { apiKey: null, apiBase: 'http://vllm.test/v1', maxRetries: 0, fetch: serve };

async function sitInProcess(): Promise<Seat> {
  return { baseURL: 'http://easyllm/v1', fetch: new EasyLLM(config).fetch, close: async () => {} };
}

async function sitBehindGateway(): Promise<Seat> {
  const { url, close } = await listen(createGateway({ ...config, auth: { keys: [apiKey] } }).fetch);
  return { baseURL: `${url}/v1`, fetch: (input, init) => globalThis.fetch(input, init), close };
}

export { apiKey };

export const SEATS = [
  { name: 'client.fetch', sit: sitInProcess },
  { name: 'a gateway over a socket', sit: sitBehindGateway },
];
