/** The gateway on a Node server, from listening to a shutdown that loses no answer. */
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { createAdaptorServer } from '@hono/node-server';
import type { Logger } from 'pino';
import type { EasyLLM } from '../client/easyllm.ts';
import type { GatewayMetrics } from '../http/gateway/access.ts';
import { createGateway } from '../http/gateway/gateway.ts';
import type { GatewayOptions } from '../http/gateway/settings.ts';
import { listenOn } from './arguments.ts';
import { createMetrics } from './metrics.ts';

/**
 * Against callers that send slowly, or too much before the body. Idle connections stay open for longer than balancers and clients keep
 * theirs (60 s in nginx and AWS): who closes first must not be us, or a request that is on its way is lost.
 */
const SERVER_OPTIONS = {
  headersTimeout: 10_000,
  requestTimeout: 60_000,
  keepAliveTimeout: 75_000,
  maxHeaderSize: 16_384,
};

/** A gateway that listens, and knows how many requests are under way. */
export class Serving {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #isReady = true;
  #inFlight = 0;
  #whenIdle: (() => void) | undefined;

  constructor(client: EasyLLM, options: GatewayOptions, log: Logger) {
    const { metrics, write } = createMetrics();
    const gateway = createGateway(client, {
      ...options,
      metrics: this.#counting(metrics),
      writeMetrics: write,
      accessLog: (entry) => log.info(entry, 'request'),
      onFailure: (error) => log.error(error),
      isReady: () => this.#isReady,
    });
    const fetch = async (request: Request) => this.#closing(await gateway.fetch(request));
    // The default is HTTP/1.1 without TLS, which is this class.
    this.#server = createAdaptorServer({ fetch, serverOptions: SERVER_OPTIONS }) as Server;
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
  }

  async listen(port: number, host: string): Promise<string> {
    await listenOn(`${toUrlHost(host)}:${port}`, () => once(this.#server.listen(port, host), 'listening'));
    // A server that listens on a port has an address of this shape.
    const address = this.#server.address() as AddressInfo;
    return `http://${toUrlHost(host)}:${address.port}`;
  }

  /** Health says so first; what is under way may go on for so long; then the process ends. */
  async stop(limitMs: number): Promise<void> {
    const end = performance.now() + limitMs;
    this.#isReady = false;
    await this.#idle(limitMs);
    await Promise.race([this.#hangUp(), wait(Math.max(0, end - performance.now()))]);
    process.exit(0);
  }

  #idle(limitMs: number): Promise<void> {
    return new Promise((resolve) => {
      this.#whenIdle = resolve;
      setTimeout(resolve, limitMs);
      this.#noteIdle();
    });
  }

  /** The last byte is handed over, and written before the next turn of the event loop ends. */
  #noteIdle(): void {
    if (this.#inFlight === 0) setTimeout(() => this.#inFlight === 0 && this.#whenIdle?.(), 50);
  }

  /** Ends each connection when its reader has taken what was written. `close` of the server would not wait for that. */
  async #hangUp(): Promise<void> {
    this.#server.on('connection', (socket) => socket.destroy());
    const closed = [...this.#sockets].map((socket) => once(socket, 'close'));
    for (const socket of this.#sockets) socket.destroySoon();
    await Promise.allSettled(closed);
  }

  /**
   * What is left of a body that was too large is never read, so that no other request can follow it. And a gateway that ends sends its
   * callers to the next one: one that is asked again and again over a connection that it keeps would never be idle.
   */
  #closing(response: Response): Response {
    if (response.status === 413 || !this.#isReady) response.headers.set('connection', 'close');
    return response;
  }

  #counting({ start, end }: GatewayMetrics): GatewayMetrics {
    return {
      start: () => {
        this.#inFlight += 1;
        start();
      },
      end: (entry) => {
        this.#inFlight -= 1;
        end(entry);
        this.#noteIdle();
      },
    };
  }
}

/** A host as a URL writes it: an IPv6 address in brackets. */
export function toUrlHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
