/** Our gateway, and a client as a `fetch`, over a server that plays a model with tools: it thinks, says what it does, and calls. */
import { createGateway } from '../../../src/gateway.ts';
import type { GatewayConfig } from '../../../src/gateway.ts';
import { EasyLLM } from '../../../src/index.ts';
import { type Seat, apiKey, listen } from '../server.ts';

export { apiKey };

export const QUESTION = 'How is the weather in Paris?';
export const THOUGHT = 'The tool knows.';
export const SAID = 'Let me see.';
export const ANSWER = 'It is raining in Paris';

interface ChatRequest {
  messages: { role: string; content: unknown; tool_calls?: unknown[] }[];
  tools?: { function: { name: string } }[];
  response_format?: { type: string };
  stream?: boolean;
}

type Piece = Record<string, unknown>;

/** All requests that the server was sent. */
export const requests: ChatRequest[] = [];

const USAGE = {
  prompt_tokens: 30,
  completion_tokens: 8,
  total_tokens: 38,
  prompt_tokens_details: { cached_tokens: 20 },
  completion_tokens_details: { reasoning_tokens: 5 },
};

/** The commands that agents run are written by the model: this is the one that it writes here. */
export const COMMAND = 'echo rain-$((40+2))';

/** The pieces of the message that the model writes. A command's output says that it was run. */
function write({ messages, tools = [], response_format: format }: ChatRequest): Piece[] {
  const names = tools.map(({ function: { name } }) => name);
  const history = JSON.stringify(messages);
  const handoff = names.find((name) => name.startsWith('transfer_to_'));
  if (handoff !== undefined && !history.includes(handoff)) return call(handoff, '{}');
  const command = names.find((name) => name === 'exec_command' || name === 'shell_command');
  if (command !== undefined) {
    if (history.includes('rain-42')) return [{ content: 'The command said ' }, { content: 'rain-42' }];
    const argument = command === 'exec_command' ? { cmd: COMMAND } : { command: COMMAND };
    return call(command, JSON.stringify(argument));
  }
  if (names.includes('get_weather') && !history.includes('raining')) {
    return [
      { reasoning_content: 'The tool ' },
      { reasoning_content: 'knows.' },
      { content: 'Let me ' },
      { content: 'see.' },
      ...call('get_weather', '{"city":"Paris"}'),
    ];
  }
  if (format?.type === 'json_schema') return [{ content: '{"city":' }, { content: '"Paris"}' }];
  return [{ content: 'It is ' }, { content: 'raining in Paris' }];
}

function call(name: string, text: string): Piece[] {
  const half = Math.ceil(text.length / 2);
  const begun = { index: 0, id: `call_${name.slice(0, 20)}`, type: 'function' };
  return [
    { tool_calls: [{ ...begun, function: { name, arguments: text.slice(0, half) } }] },
    { tool_calls: [{ index: 0, function: { arguments: text.slice(half) } }] },
  ];
}

async function serve(request: Request): Promise<Response> {
  if (request.method === 'GET') {
    return Response.json({ object: 'list', data: [{ id: 'served', object: 'model', created: 1, owned_by: 'vllm' }] });
  }
  const body: ChatRequest = JSON.parse(await request.text());
  requests.push(body);
  const status = /fail (\d{3})/.exec(JSON.stringify(body.messages.at(-1)))?.[1];
  if (status !== undefined) {
    return Response.json({ error: { message: 'As asked.', type: 'test', code: 'test' } }, { status: Number(status) });
  }
  const pieces = write(body);
  const reason = pieces.some((piece) => 'tool_calls' in piece) ? 'tool_calls' : 'stop';
  const toChunk = (choices: object[], more = {}) => {
    const chunk = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: 'served', choices, ...more };
    return `data: ${JSON.stringify(chunk)}\n\n`;
  };
  if (body.stream === true) {
    const events = [
      ...pieces.map((delta) => toChunk([{ index: 0, delta, finish_reason: null }])),
      toChunk([{ index: 0, delta: {}, finish_reason: reason }]),
      toChunk([], { usage: USAGE }),
      'data: [DONE]\n\n',
    ];
    return new Response(events.join(''), { headers: { 'content-type': 'text/event-stream' } });
  }
  const message = { role: 'assistant', ...toMessage(pieces) };
  const choice = { index: 0, message, finish_reason: reason };
  return Response.json({ id: 'chatcmpl-1', created: 1, model: 'served', choices: [choice], usage: USAGE });
}

function toMessage(pieces: readonly Piece[]): Piece {
  const join = (name: string) => pieces.map((piece) => piece[name] ?? '').join('');
  const calls = pieces.flatMap((piece) => (Array.isArray(piece['tool_calls']) ? piece['tool_calls'] : []));
  const [first] = calls;
  const text = calls.map((each) => each.function.arguments).join('');
  return {
    content: join('content') || null,
    ...(join('reasoning_content') !== '' && { reasoning_content: join('reasoning_content') }),
    ...(first !== undefined && {
      tool_calls: [{ id: first.id, type: 'function', function: { name: first.function.name, arguments: text } }],
    }),
  };
}

const config: GatewayConfig = { apiKey: null, apiBase: 'http://vllm.test/v1', maxRetries: 0, fetch: serve };

/** The routes of the gateway that were asked. */
export const paths = new Set<string>();

/** A gateway without keys, for programs of their own. */
export const listenOpenGateway = () =>
  listen(createGateway({ ...config, accessLog: ({ path }) => paths.add(path) }).fetch);

async function sitInProcess(): Promise<Seat> {
  return { baseURL: 'http://easyllm/v1', fetch: new EasyLLM(config).fetch, close: async () => {} };
}

async function sitBehindGateway(): Promise<Seat> {
  const { url, close } = await listen(createGateway({ ...config, auth: { keys: [apiKey] } }).fetch);
  return { baseURL: `${url}/v1`, fetch: (input, init) => globalThis.fetch(input, init), close };
}

export const SEATS = [
  { name: 'client.fetch', sit: sitInProcess },
  { name: 'a gateway over a socket', sit: sitBehindGateway },
];
