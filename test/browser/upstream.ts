/** A server with an OpenAI-shaped API, as vLLM is: what it is told decides what it does. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';

interface Asked {
  model: string;
  prompt?: string;
  messages?: { role: string; content: unknown }[];
  tools?: { function: { name: string } }[];
}

export interface Upstream extends AsyncDisposable {
  readonly url: string;
  /** The bodies that were sent to it. */
  readonly asked: Asked[];
  /** How many streams were left by their reader before their end. */
  readonly left: number;
}

const THOUGHT =
  'The question has a known answer: the capital of France. I should say it, and add a fact worth knowing.';
const PROSE = `The capital of France is **Paris**. It lies on the Seine, in the north of the country.

1. About 2.1 million people live in the city itself.
2. Its metro has more than 300 stations.

\`\`\`python
print("Bonjour, Paris!")
\`\`\``;

/** Each piece of an answer, as the deltas of a stream. */
function* toDeltas({ messages = [], tools = [] }: Asked): Generator<object> {
  const last = messages.at(-1);
  const name = tools[0]?.function.name;
  if (name !== undefined && last?.role === 'user') {
    yield { tool_calls: [{ index: 0, id: 'call_1', type: 'function', function: { name, arguments: '{"city":' } }] };
    yield { tool_calls: [{ index: 0, function: { arguments: ' "Paris"}' } }] };
    return;
  }
  if (last?.role === 'tool') return yield { content: `The tool says: ${String(last.content)}` };
  if (JSON.stringify(last?.content ?? '').includes('think')) {
    for (const word of THOUGHT.match(/\S+\s*/g) ?? []) yield { reasoning_content: word };
  }
  for (const word of PROSE.match(/\s*\S+/g) ?? []) yield { content: word };
}

/** Serves on a free port of loopback. */
export async function serveUpstream(): Promise<Upstream> {
  const asked: Asked[] = [];
  let left = 0;
  const server = createServer((request, response) => {
    void answer(request, response, asked, () => (left += 1));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  // A server that listens on a port has an address of this shape.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    get left() {
      return left;
    },
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  asked: Asked[],
  onLeft: () => void,
): Promise<void> {
  if (request.method === 'GET') {
    const data = [{ id: 'served', object: 'model', created: 1, owned_by: 'vllm', max_model_len: 131_072 }];
    return sendJson(response, request.url === '/v1/models' ? 200 : 404, { object: 'list', data });
  }
  // What the gateway sends is JSON of this shape.
  const body = (await json(request)) as Asked;
  asked.push(body);
  const said = JSON.stringify(body.messages?.at(-1) ?? body.prompt);
  if (said.includes('fail')) {
    const message = 'max_tokens must be at least 1, got 0';
    return sendJson(response, 400, { error: { message, type: 'BadRequestError', param: 'max_tokens', code: 400 } });
  }
  await stream(response, body, { isEndless: said.includes('endless'), onLeft });
}

async function stream(
  response: ServerResponse,
  body: Asked,
  { isEndless, onLeft }: { isEndless: boolean; onLeft: () => void },
): Promise<void> {
  let isLeft = false;
  response.once('close', () => {
    isLeft = !response.writableEnded;
    if (isLeft) onLeft();
  });
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const head = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: body.model };
  const send = (more: object) => response.write(`data: ${JSON.stringify({ ...head, ...more })}\n\n`);
  const sendPiece = (delta: object, finish: string | null = null) =>
    body.prompt === undefined
      ? send({ choices: [{ index: 0, delta, finish_reason: finish }] })
      : send({
          object: 'text_completion',
          choices: [{ index: 0, text: 'content' in delta ? delta.content : '', finish_reason: finish }],
        });
  let count = 0;
  const rounds = isEndless ? Number.POSITIVE_INFINITY : 1;
  for (let round = 0; round < rounds; round += 1) {
    for (const delta of toDeltas(body)) {
      if (isLeft) return;
      sendPiece(delta);
      count += 1;
      await wait(4);
    }
  }
  sendPiece({}, (body.tools ?? []).length > 0 && body.messages?.at(-1)?.role === 'user' ? 'tool_calls' : 'stop');
  send({ choices: [], usage: { prompt_tokens: 24, completion_tokens: count, total_tokens: 24 + count } });
  response.end('data: [DONE]\n\n');
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}
