/** The gateway as `easyllm serve` runs it, in this process, and callers that write what they like. */
import { connect as connectSocket } from 'node:net';
import type { Socket } from 'node:net';
import { pino } from 'pino';

import { Serving } from '../../src/cli/serving.ts';
import { EasyLLM } from '../../src/client/easyllm.ts';
import type { EasyLLMOptions } from '../../src/client/options.ts';
import type { GatewayOptions } from '../../src/http/gateway/settings.ts';

export interface ServedGateway extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  /** The lines of its log. */
  readonly log: string[];
  /** How many connections of callers are open. */
  readonly connections: number;
}

/** Whether calls of models are answered without Hono: each test is run on both ways (vitest.config.ts). */
const WAY = { isPlain: process.env['EASYLLM_TEST_DOOR'] !== 'hono' };

/** Starts one on a free port of loopback. */
export async function serveGateway(
  client: EasyLLMOptions,
  options: GatewayOptions = {},
  way: { isPlain: boolean } = WAY,
): Promise<ServedGateway> {
  const log: string[] = [];
  const logger = pino({ level: 'info' }, { write: (line: string) => void log.push(line) });
  const serving = new Serving(new EasyLLM({ apiKey: null, maxRetries: 0, ...client }), options, logger, way);
  const url = await serving.listen(0, '127.0.0.1');
  return {
    url,
    port: Number(new URL(url).port),
    log,
    get connections() {
      return serving.connections;
    },
    [Symbol.asyncDispose]: async () => serving.close(),
  };
}

/** A request as its bytes. */
export function rawRequest(
  target: string,
  { method = 'GET', headers = {}, body }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): string {
  const all = {
    host: 'localhost',
    ...(body !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n${body ?? ''}`;
}

/** A caller on a socket of its own. */
export class Caller {
  readonly socket: Socket;
  /** What has come. */
  received = '';
  readonly closed: Promise<unknown>;

  constructor(port: number, { isReading = true }: { isReading?: boolean } = {}) {
    this.socket = connectSocket(port, '127.0.0.1');
    this.socket.on('error', () => {});
    this.closed = new Promise((resolve) => this.socket.once('close', resolve));
    if (isReading) this.socket.on('data', (bytes) => (this.received += bytes.toString('latin1')));
    else this.socket.pause();
  }

  write(data: string | Uint8Array): this {
    this.socket.write(data);
    return this;
  }

  /** The status of the answer; 0 where the connection closed without one. */
  async status(): Promise<number> {
    const read = () => Number(/^HTTP\/1\.1 (\d+)/.exec(this.received)?.[1] ?? 0);
    while (read() === 0 && !this.socket.destroyed) {
      await Promise.race([new Promise((resolve) => this.socket.once('data', resolve)), this.closed]);
    }
    return read();
  }
}
