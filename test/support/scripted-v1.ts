/**
 * An OpenAI-shaped server as vLLM is, for unchanged clients: it thinks, calls a tool where it may and reads its result, writes the
 * object that a format asks for, scores prompts, and embeds.
 */

interface ChatRequest {
  messages: { role: string; content: unknown }[];
  tools?: { function: { name: string } }[];
  tool_choice?: unknown;
  response_format?: { type: string };
  stream?: boolean;
}

type Delta = Record<string, unknown>;

const USAGE = { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 };
const ENVELOPE = { id: 'chatcmpl-1', created: 1, model: 'served', system_fingerprint: 'fp-1' };
const THOUGHT = ['The tool ', 'knows.'];
const OBJECT = ['{"city":', '"Paris"}'];

const SCRIPTED_VECTOR = [0.5, -0.25, 0.125, 0.75];

/** Answers as the whole server would. `words` are what the numbers of tokens mean. */
export async function serveV1(request: Request, words: readonly string[] = []): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname === '/v1/models') {
    return Response.json({ object: 'list', data: [{ id: 'served', object: 'model', created: 1, owned_by: 'vllm' }] });
  }
  const body = await request.text();
  if (pathname === '/v1/chat/completions') return chat(JSON.parse(body));
  if (pathname === '/v1/completions') return complete(JSON.parse(body), words);
  if (pathname === '/v1/embeddings') return embed(JSON.parse(body));
  return Response.json({ detail: 'Not Found' }, { status: 404 });
}

function chat(request: ChatRequest): Response {
  const { message, deltas, reason } = say(request);
  if (request.stream === true) return stream(deltas, reason);
  const choice = { index: 0, message: { role: 'assistant', ...message }, logprobs: null, finish_reason: reason };
  return Response.json({ ...ENVELOPE, object: 'chat.completion', choices: [choice], usage: USAGE });
}

/** What the server says, whole, and in the order in which it streams. */
function say({ messages, tools, response_format: format }: ChatRequest): {
  message: object;
  deltas: readonly Delta[];
  reason: string;
} {
  const last = messages.at(-1);
  if (last?.role === 'tool') return text('It is ', String(last.content));
  if (format?.type === 'json_schema') return text(...OBJECT);
  const name = tools?.[0]?.function.name;
  if (name === undefined) return text('Hello', ' there');
  const [first = '', second = ''] = OBJECT;
  const call = { id: 'call-1', type: 'function' };
  return {
    message: {
      content: null,
      reasoning: THOUGHT.join(''),
      tool_calls: [{ ...call, function: { name, arguments: OBJECT.join('') } }],
    },
    deltas: [
      ...THOUGHT.map((reasoning) => ({ reasoning })),
      { tool_calls: [{ ...call, index: 0, function: { name, arguments: first } }] },
      { tool_calls: [{ index: 0, function: { arguments: second } }] },
    ],
    reason: 'tool_calls',
  };
}

function text(...pieces: readonly string[]) {
  return { message: { content: pieces.join('') }, deltas: pieces.map((content) => ({ content })), reason: 'stop' };
}

function stream(deltas: readonly Delta[], reason: string): Response {
  const choices = [
    ...deltas.map((delta) => [{ index: 0, delta, logprobs: null, finish_reason: null }]),
    [{ index: 0, delta: {}, logprobs: null, finish_reason: reason }],
    [],
  ];
  const events = choices.map((each, at) => {
    const usage = at === choices.length - 1 ? { usage: USAGE } : {};
    return `data: ${JSON.stringify({ ...ENVELOPE, object: 'chat.completion.chunk', choices: each, ...usage })}\n\n`;
  });
  return new Response(`${events.join('')}data: [DONE]\n\n`, { headers: { 'content-type': 'text/event-stream' } });
}

interface CompletionRequest {
  prompt: string | number[] | string[] | number[][];
  echo?: boolean;
  logprobs?: number | null;
  max_tokens?: number;
}

const GENERATED = ' end';

function complete(
  { prompt, echo, logprobs, max_tokens: limit = 16 }: CompletionRequest,
  words: readonly string[],
): Response {
  const prompts = Array.isArray(prompt) && typeof prompt[0] !== 'number' ? prompt : [prompt];
  const choices = prompts.map((each, index) => {
    const asked = Array.isArray(each) ? each.map((id) => words[Number(id)] ?? '?').join(' ') : String(each);
    const tokens = [...(echo === true ? tokensOf(asked) : []), ...(limit === 0 ? [] : [GENERATED])];
    const before = echo === true ? 0 : tokensOf(asked).length;
    return {
      index,
      text: tokens.join(''),
      logprobs: typeof logprobs === 'number' ? logprobsOf(tokens, before) : null,
      finish_reason: 'length',
    };
  });
  return Response.json({ ...ENVELOPE, id: 'cmpl-1', object: 'text_completion', choices, usage: USAGE });
}

function logprobsOf(tokens: readonly string[], before: number): object {
  const numbers = tokens.map((token, at) => (before + at === 0 ? null : logprobOf(token, before + at)));
  return {
    tokens,
    token_logprobs: numbers,
    // Every other token is not the likeliest in its place.
    top_logprobs: numbers.map((number, at) =>
      number === null ? null : { [tokens[at] ?? '']: number, ...(at % 2 === 0 ? { ' likelier': number / 2 } : {}) },
    ),
    text_offset: tokens.map((_, at) => tokens.slice(0, at).join('').length),
  };
}

/** Words with the space before them. */
export function tokensOf(prompt: string): string[] {
  return prompt.match(/\s*\S+/g) ?? [];
}

/** How likely a token is at a place: made up, and exact in binary, so that sums are. */
export function logprobOf(token: string, at: number): number {
  const sum = [...token.trim()].reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
  return -(1 + ((sum + 31 * at) % 97)) / 16;
}

function embed({ input, encoding_format: format }: { input: unknown; encoding_format?: string }): Response {
  const bytes = Buffer.from(new Float32Array(SCRIPTED_VECTOR).buffer);
  const embedding = format === 'base64' ? bytes.toString('base64') : SCRIPTED_VECTOR;
  const data = [input].flat().map((_, index) => ({ object: 'embedding', index, embedding }));
  return Response.json({ object: 'list', data, model: 'served', usage: { prompt_tokens: 2, total_tokens: 2 } });
}
