/** The server of a soak: TGI's native streams, each at its own pace and with its own fault. */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';

import { readPlan, toTokens } from './faults.ts';
import type { Plan } from './faults.ts';

export interface SoakServer {
  url: string;
  /** How many answers are under way. */
  readonly open: number;
  /** How many connections are. */
  connections(): Promise<number>;
  close(): void;
}

export async function startServer(paceMs: number): Promise<SoakServer> {
  const attempts = new Map<string, number>();
  let open = 0;
  const server = createServer((incoming, response) => {
    open += 1;
    response.on('close', () => (open -= 1)).on('error', () => {});
    void answer(incoming, response).catch(() => response.destroy());
  });
  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const plan = readPlan(await text(incoming));
    if (plan === undefined) return void response.writeHead(404).end();
    const attempt = (attempts.get(plan.name) ?? 0) + 1;
    attempts.set(plan.name, attempt);
    if (attempt > 1 || !failFirst(plan, response)) await stream(plan, response, paceMs);
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get open() {
      return open;
    },
    connections: () => new Promise((resolve) => server.getConnections((_, count) => resolve(count))),
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** The faults of a first attempt; false for the others. */
function failFirst({ fault }: Plan, response: ServerResponse): boolean {
  const busy = JSON.stringify({ error: 'Model is overloaded', error_type: 'overloaded' });
  if (fault === '429') response.writeHead(429, { 'retry-after-ms': '100' }).end(busy);
  else if (fault === '503') response.writeHead(503).end('Service Unavailable');
  else if (fault === 'reset') response.socket?.resetAndDestroy();
  else if (fault === 'overload') response.writeHead(200, EVENTS).end(`data: ${busy}\n\n`);
  else return false;
  return true;
}

const EVENTS = { 'content-type': 'text/event-stream' };

async function stream(plan: Plan, response: ServerResponse, paceMs: number): Promise<void> {
  const tokens = toTokens(plan);
  response.writeHead(200, EVENTS);
  for (const [index, token] of tokens.entries()) {
    if (plan.fault === 'drop' && index === plan.at) return void response.destroy();
    if (plan.fault === 'stall' && index === plan.at) return;
    const isLast = index === tokens.length - 1;
    const details = isLast ? { finish_reason: 'length', generated_tokens: tokens.length, seed: null } : null;
    const event = {
      index,
      token: { id: index, text: token, logprob: -1, special: false },
      generated_text: isLast ? tokens.join('') : null,
      details,
    };
    response.write(`data: ${JSON.stringify(event)}\n\n`);
    if (response.destroyed) return;
    if (!isLast) await wait(paceMs);
  }
  response.end();
}
