/** The lines of `real-servers.jsonl` and `other-servers.jsonl`: requests to real servers, each with the exact response. */
import { type JsonObject, isObject, parseJson } from '../json.ts';

export type Server =
  'tgi' | 'tei' | 'llamacpp' | 'vllm' | 'ollama' | 'transformers' | 'infinity' | 'litellm' | 'unknown';

export interface Exchange {
  id: string;
  server: Server;
  method: string;
  path: string;
  /** Undefined where the request had no JSON body, or none is recorded. */
  request: JsonObject | undefined;
  /** Undefined where the server died without a response. */
  status: number | undefined;
  headers: Headers;
  body: string;
  /** What the recorder says of it. */
  note: string;
}

/** Reads the text of a file. Throws for a line that is no exchange, naming it. */
export function parseExchanges(file: string, text: string): Exchange[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const row = parseJson(line);
    const exchange = isObject(row) ? toExchange(row, line) : undefined;
    if (exchange === undefined) throw new Error(`${file}, line ${index + 1}: not an exchange.`);
    return [exchange];
  });
}

const SERVERS: readonly [start: string, server: Server][] = [
  ['text-generation', 'tgi'],
  ['tgi', 'tgi'],
  ['text-embeddings', 'tei'],
  ['tei', 'tei'],
  ['llama.cpp', 'llamacpp'],
  ['vllm', 'vllm'],
  ['ollama', 'ollama'],
  ['transformers', 'transformers'],
  ['infinity', 'infinity'],
  ['litellm', 'litellm'],
];

function toExchange(row: JsonObject, line: string): Exchange | undefined {
  const { name, what, server, request, response, note } = row;
  if (!isObject(request) || !isObject(response) || typeof server !== 'string') return undefined;
  const named = typeof name === 'string' ? name : `${server}: ${String(what)}`;
  const target = String(request['path'] ?? request['url'] ?? '');
  const { body } = response;
  return {
    id: named,
    server: [named, server].map(serverOf).find((each) => each !== 'unknown') ?? 'unknown',
    method: String(request['method'] ?? 'GET'),
    path: target.split('?', 1)[0] ?? target,
    request: toRequest(line),
    status: typeof response['status'] === 'number' ? response['status'] : undefined,
    headers: toHeaders(response['headers']),
    body: String((isObject(body) ? body['text'] : body) ?? ''),
    note: typeof note === 'string' ? note : '',
  };
}

function serverOf(text: string): Server {
  return SERVERS.find(([start]) => text.startsWith(start))?.[1] ?? 'unknown';
}

/** With JavaScript's own numbers, as a program would give them. Files write the body as text or as JSON. */
function toRequest(line: string): JsonObject | undefined {
  const row: unknown = JSON.parse(line);
  const request = isObject(row) ? row['request'] : undefined;
  const body = isObject(request) ? request['body'] : undefined;
  const parsed = typeof body === 'string' ? parseJson(body) : body;
  return isObject(parsed) ? parsed : undefined;
}

/** Leaves out what a `fetch` has dealt with before it hands over the response. */
const TRANSFER = /^(content-encoding|content-length|transfer-encoding|connection|keep-alive)$/i;

function toHeaders(recorded: unknown): Headers {
  const pairs = Array.isArray(recorded) ? recorded : Object.entries(isObject(recorded) ? recorded : {});
  const headers = new Headers();
  for (const pair of pairs) {
    if (!Array.isArray(pair) || TRANSFER.test(String(pair[0]))) continue;
    headers.append(String(pair[0]), String(pair[1]));
  }
  return headers;
}
