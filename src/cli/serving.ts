/** The gateway on a Node server, with a shutdown that loses no response. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { createLoader } from '../base/once.ts';
import type { EasyLLM } from '../client/easyllm.ts';
import type { GatewayMetrics } from '../http/gateway/access.ts';
import { DEFAULT_SEND_TIMEOUT_MS } from '../http/gateway/answer.ts';
import { keysOf, toKeyHolder } from '../http/gateway/keys.ts';
import { createParts } from '../http/gateway/parts.ts';
import type { GatewayParts } from '../http/gateway/parts.ts';
import { MAX_TIMER_MS } from '../net/attempt.ts';
import type { GatewayOptions } from '../http/gateway/settings.ts';
import { listenOn } from './arguments.ts';
import { doLater } from './late.ts';
import { createLateMetrics } from './late-metrics.ts';
import type { Metrics } from './metrics.ts';
import { answerCall } from './node-calls.ts';
import type { Listener } from './other-routes.ts';

/**
 * Limits for callers that send slowly, or send too much before the body. Idle connections stay open longer than those of balancers and
 * clients (60 s in nginx and AWS): if the gateway closed one first, a request on its way would be lost.
 */
const SERVER_OPTIONS = {
  headersTimeout: 10_000,
  requestTimeout: 60_000,
  // Node looks for slow callers each 30 s otherwise, and until then they are served.
  connectionsCheckingInterval: 1000,
  keepAliveTimeout: 75_000,
  maxHeaderSize: 16_384,
};

const loadOtherRoutes = createLoader(() => import('./other-routes.ts'));

/** Serves the gateway, and knows how many requests are under way. */
export class Serving {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #batches: GatewayOptions['batches'];
  #isReady = true;
  #inFlight = 0;
  #whenIdle: (() => void) | undefined;
  readonly #log: Logger;
  readonly #metrics: Metrics;
  #parts: GatewayParts;
  /** Undefined until it is loaded, and asked for with these settings. */
  #answerOther: Listener | undefined;
  #stallMs = DEFAULT_SEND_TIMEOUT_MS;

  /** `metrics`: of a worker, those of all. `isPlain`: whether calls of models are answered without Hono. */
  constructor(
    client: EasyLLM,
    options: GatewayOptions,
    log: Logger,
    { metrics, isPlain = true }: { metrics?: Metrics | undefined; isPlain?: boolean } = {},
  ) {
    this.#log = log;
    this.#metrics = metrics ?? createLateMetrics((error) => log.error(error));
    this.#parts = this.#create(client, options);
    doLater(loadOtherRoutes, (error) => log.error(error));
    const isClosing = () => !this.#isReady;
    this.#batches = options.batches;
    const serverOptions = options.batches === undefined ? SERVER_OPTIONS : { ...SERVER_OPTIONS, requestTimeout: 0 };
    this.#server = createServer(serverOptions, (incoming, outgoing) => {
      const { calls } = this.#parts;
      if (isPlain && answerCall({ calls, incoming, outgoing, isClosing })) return;
      if (this.#answerOther !== undefined) void this.#answerOther(incoming, outgoing);
      else void this.#answerFirst(incoming, outgoing);
    });
    if (options.batches !== undefined) this.#server.on('request', limitTime);
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    this.#closeStalled();
  }

  /** Answers requests by other settings from now on; those under way end by the ones that they began with. */
  use(client: EasyLLM, options: GatewayOptions): void {
    this.#parts = this.#create(client, options);
    this.#answerOther = undefined;
    this.#server.timeout = this.#stallMs;
  }

  /** A request for another route, the first one since the start or since the settings are new. */
  async #answerFirst(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    try {
      const { createOtherRoutes } = await loadOtherRoutes();
      this.#answerOther ??= createOtherRoutes(this.#parts, () => !this.#isReady);
      await this.#answerOther(incoming, outgoing);
    } catch (error) {
      this.#log.error(error);
      outgoing.destroy();
    }
  }

  #create(client: EasyLLM, options: GatewayOptions): GatewayParts {
    const { metrics, know } = this.#metrics;
    know(toModelNames(options));
    const parts = createParts(client, {
      ...options,
      metrics: this.#counting(metrics),
      writeMetrics: this.#metrics.write,
      accessLog: (entry) => this.#log.info(entry, 'request'),
      onFailure: (error) => this.#log.error(error),
      isReady: () => this.#isReady,
    });
    this.#stallMs = Math.min(options.sendTimeout ?? DEFAULT_SEND_TIMEOUT_MS, MAX_TIMER_MS);
    return parts;
  }

  /** Closes a connection that took nothing for so long though there is something to send, or over which nothing is asked. */
  #closeStalled(): void {
    const answering = new Set<Socket>();
    this.#server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
      answering.add(socket);
      response.once('close', () => answering.delete(socket));
    });
    this.#server.setTimeout(this.#stallMs, (socket: Socket) => {
      const isWaiting = answering.has(socket) && socket.writableLength === 0;
      // The server behind takes its time; Node tells of a silence once.
      if (isWaiting) socket.setTimeout(this.#stallMs);
      else socket.destroy();
    });
  }

  async listen(port: number, host: string): Promise<string> {
    await listenOn(`${toUrlHost(host)}:${port}`, () => once(this.#server.listen(port, host), 'listening'));
    // A server on a port, and not on a pipe, has an address of this shape.
    const address = this.#server.address() as AddressInfo;
    return `http://${toUrlHost(host)}:${address.port}`;
  }

  /** `/health` answers 503 first; then requests under way have this long to end; then connections are closed. */
  async stop(limitMs: number): Promise<void> {
    const end = performance.now() + limitMs;
    this.#isReady = false;
    // Lines of batches that are under way end as requests do; what is left goes on when the gateway is started again.
    await Promise.race([this.#batches?.stop(), wait(limitMs)]);
    await this.#idle(end - performance.now());
    await Promise.race([this.#hangUp(), wait(Math.max(0, end - performance.now()))]);
  }

  /** How many connections of callers are open. */
  get connections(): number {
    return this.#sockets.size;
  }

  /** Ends all connections at once. */
  async close(): Promise<void> {
    await this.#batches?.stop();
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #idle(limitMs: number): Promise<void> {
    return new Promise((resolve) => {
      this.#whenIdle = resolve;
      setTimeout(resolve, limitMs);
      this.#noteIdle();
    });
  }

  /** A response ends when its last byte is handed over. Node needs a moment more to write it. */
  #noteIdle(): void {
    const end = this.#whenIdle;
    if (end !== undefined && this.#inFlight === 0) setTimeout(() => this.#inFlight === 0 && end(), 50);
  }

  /** Ends each connection once its reader has taken all that was written. The server's own `close` would not wait for that. */
  async #hangUp(): Promise<void> {
    this.#server.on('connection', (socket) => socket.destroy());
    const closed = [...this.#sockets].map((socket) => once(socket, 'close'));
    for (const socket of this.#sockets) socket.destroySoon();
    await Promise.allSettled(closed);
  }

  #counting({ start, end, ...others }: GatewayMetrics): GatewayMetrics {
    return {
      ...others,
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

/** A file may take as long as its sender goes on sending; everything else has the time that Node would give it. */
function limitTime(request: IncomingMessage, response: ServerResponse): void {
  if (request.method === 'POST' && /\/files\/?(?:\?|$)/.test(request.url ?? '')) return;
  const timer = setTimeout(() => {
    if (!request.complete) request.destroy();
  }, SERVER_OPTIONS.requestTimeout);
  timer.unref();
  response.once('close', () => clearTimeout(timer));
}

/** The names of models in the settings. */
function toModelNames({ models = {}, auth }: GatewayOptions): string[] {
  return [...Object.keys(models), ...keysOf(auth).flatMap((key, index) => toKeyHolder(key, index).models ?? [])];
}

/** A host as a URL writes it: an IPv6 address in brackets. */
export function toUrlHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
