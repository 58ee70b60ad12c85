/** The typed clients: what they give is the body, event by event, and what fails is an error of ours. */
import { createOpenAIClient } from '../../../src/openai.ts';
import { createTeiClient } from '../../../src/tei.ts';
import { createTgiClient } from '../../../src/tgi.ts';
import { routes as openaiRoutes } from '../../../generated/openai.routes.ts';
import { routes as teiRoutes } from '../../../generated/tei.routes.ts';
import { routes as tgiRoutes } from '../../../generated/tgi.routes.ts';
import { difference, isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { comparing } from '../outcome.ts';
import { differenceOfError, expectedError, expectedInBandError } from '../expected-error.ts';
import { SILENT } from '../replay.ts';
import { readEventData } from '../sse.ts';
import { cutsOf } from './cuts.ts';
import { isIterable, methodOf } from './doors.ts';
import type { Exchange } from './exchange.ts';
import { type Neighbours, createReplayServer } from './server.ts';

type Found = string | undefined;

interface Operation {
  call(request: JsonObject | undefined): Promise<unknown>;
}

type Route = { method: string; path: string };

/** Undefined where the API of that server has no such operation in its document. */
export function hasTypedOperation(exchange: Exchange): boolean {
  return nameOf(exchange) !== undefined;
}

function routesOf({ server }: Exchange): Readonly<Record<string, Route>> {
  if (server === 'tgi') return tgiRoutes;
  return server === 'tei' ? teiRoutes : openaiRoutes;
}

function nameOf(exchange: Exchange): string | undefined {
  const { method, path } = exchange;
  const isSame = (route: Route) => route.path === path && route.method === method.toLowerCase();
  return Object.entries(routesOf(exchange)).find(([, route]) => isSame(route))?.[0];
}

const CREATE = { tgi: createTgiClient, tei: createTeiClient, openai: createOpenAIClient };

function operationOf(exchange: Exchange, neighbours: Neighbours, pieces?: readonly Uint8Array[]): Operation {
  const server = createReplayServer(exchange, neighbours, pieces === undefined ? {} : { pieces });
  const create = exchange.server === 'tgi' || exchange.server === 'tei' ? CREATE[exchange.server] : CREATE.openai;
  const client = create({
    apiBase: 'http://recorded.test',
    apiKey: null,
    logger: SILENT,
    maxRetries: 0,
    fetch: async (request) => server.fetch(request),
  });
  const operation = methodOf(client, nameOf(exchange) ?? '');
  return { call: async (request) => (exchange.method === 'GET' ? operation() : operation(request ?? {})) };
}

export async function checkTyped(exchange: Exchange, neighbours: Neighbours): Promise<Found[]> {
  const whole = await run(operationOf(exchange, neighbours), exchange);
  return [
    await comparing('typed', async () => differenceOfRun(whole, exchange)),
    await comparing('typed, cut', async () => {
      for (const { name, pieces } of cutsOf(new TextEncoder().encode(exchange.body))) {
        const found = difference(await run(operationOf(exchange, neighbours, pieces), exchange), whole, name);
        if (found !== undefined) return found;
      }
      return undefined;
    }),
  ];
}

interface Run {
  events: unknown[];
  answer?: unknown;
  error?: unknown;
}

async function run(operation: Operation, exchange: Exchange): Promise<Run> {
  const events: unknown[] = [];
  try {
    const answer = await operation.call(exchange.request);
    if (!isIterable(answer)) return { events, answer };
    for await (const event of answer) events.push(event);
    return { events };
  } catch (error) {
    return { events, error };
  }
}

function differenceOfRun({ events, answer, error }: Run, { status = 0, body, path, headers }: Exchange): Found {
  if (status >= 400)
    return differenceOfError(error, expectedError({ status, body, url: `http://recorded.test${path}` }));
  const isStream = headers.get('content-type')?.startsWith('text/event-stream') === true;
  if (!isStream) {
    if (error !== undefined) return `threw ${String(error)}`;
    return body === '' ? undefined : difference(answer, JSON.parse(body), 'the answer');
  }
  const all: unknown[] = readEventData(body)
    .filter((data) => data !== '[DONE]')
    .map((data) => JSON.parse(data));
  const failed = all.find((event) => isObject(event) && event['error'] !== undefined && event['error'] !== null);
  const good = failed === undefined ? all : all.slice(0, all.indexOf(failed));
  const found = difference(events, good, 'the events');
  if (found !== undefined) return found;
  if (isObject(failed)) return differenceOfError(error, expectedInBandError(failed));
  return error === undefined ? undefined : `threw ${String(error)}`;
}
