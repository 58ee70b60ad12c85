/** The ways by which a program asks: in process, and through the `fetch` that other clients are given. */
import { EasyLLM } from '../../../src/index.ts';
import { type JsonObject, isObject, parseJson } from '../json.ts';
import { SILENT } from '../replay.ts';
import { readEventData } from '../sse.ts';
import type { Exchange } from './exchange.ts';
import type { Seen } from './ours.ts';
import { type Neighbours, type ReplayOptions, type ReplayServer, createReplayServer } from './server.ts';

export interface Call {
  exchange: Exchange;
  neighbours: Neighbours;
  endpoint: Seen['endpoint'];
  request: JsonObject;
  replay?: ReplayOptions;
  apiBase?: string;
  maxRetries?: number;
}

export interface CallSeen extends Seen {
  server: ReplayServer;
}

export async function callInProcess(call: Call): Promise<CallSeen> {
  const { client, server } = connect(call);
  const seen = { endpoint: call.endpoint, isStream: call.request['stream'] === true };
  const parts: JsonObject[] = [];
  try {
    const owner = call.endpoint === 'chat' ? client.chat.completions : client.completions;
    const answer = await methodOf(owner, 'create')(call.request);
    if (isIterable(answer)) for await (const chunk of answer) parts.push(toPlain(chunk));
    else parts.push(toPlain(answer));
    return { ...seen, parts, ...toCounts(server, seen.isStream), server };
  } catch (error) {
    return { ...seen, parts, error, ...toCounts(server, seen.isStream), server };
  }
}

function toCounts({ given, bodies }: ReplayServer, isStream: boolean): Pick<Seen, 'given' | 'askedWhole'> {
  return { given, askedWhole: isStream ? bodies.filter(({ stream }) => stream !== true).length : 0 };
}

/** The bodies that a client of OpenAI's API gets; an error is the one in the body. */
export async function callByFetch(call: Call): Promise<CallSeen> {
  const { client, server } = connect(call);
  const route = call.endpoint === 'chat' ? 'chat/completions' : 'completions';
  const response = await client.fetch(`http://easyllm/v1/${route}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(call.request),
  });
  const text = await response.text();
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
  const seen = { endpoint: call.endpoint, isStream, ...toCounts(server, isStream), server };
  const data = isStream ? readEventData(text) : [text];
  const parts = data.filter((each) => each !== '[DONE]').map(parseJson);
  if (isStream && data.at(-1) !== '[DONE]')
    return { ...seen, parts: [], error: new Error(`no [DONE] at the end of ${text}`) };
  const failed = parts.filter(isObject).find(({ error }) => isObject(error));
  const good = parts.filter(isObject).filter((part) => part !== failed);
  return { ...seen, parts: good, ...(failed === undefined ? {} : { error: { status: response.status, ...failed } }) };
}

export function connect({
  exchange,
  neighbours,
  replay,
  apiBase,
  maxRetries = 0,
}: Omit<Call, 'endpoint' | 'request'>): {
  client: EasyLLM;
  server: ReplayServer;
} {
  const server = createReplayServer(exchange, neighbours, replay);
  const client = new EasyLLM({
    apiBase: apiBase ?? 'http://recorded.test/v1',
    apiKey: null,
    logger: SILENT,
    maxRetries,
    fetch: async (request) => server.fetch(request),
  });
  return { client, server };
}

/** A method for requests as programs in JavaScript give them, which no compiler has seen. */
export function methodOf(owner: object, name: string): (...input: unknown[]) => Promise<unknown> {
  return Reflect.get(owner, name).bind(owner);
}

export function isIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

function toPlain(value: unknown): JsonObject {
  const plain: unknown = JSON.parse(JSON.stringify(value));
  return isObject(plain) ? plain : {};
}
