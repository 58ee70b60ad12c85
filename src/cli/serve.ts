/** `easyllm serve`: the gateway on Node, with what only Node has: files, a log, metrics, signals. */
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { createAdaptorServer } from '@hono/node-server';
import { destination, pino } from 'pino';
import type { Logger } from 'pino';
import { EasyLLM, connectionOf } from '../client/easyllm.ts';
import type { GatewayMetrics } from '../http/gateway/access.ts';
import { createGateway } from '../http/gateway/gateway.ts';
import { isLoopbackHost } from '../http/gateway/loopback.ts';
import { parseGatewaySettings } from '../http/gateway/settings.ts';
import type { GatewayOptions, GatewaySettings } from '../http/gateway/settings.ts';
import {
  CLIENT_OPTIONS,
  UsageError,
  listenOn,
  parseJson,
  print,
  readArguments,
  readInput,
  toClientOptions,
  toNumber,
  toPort,
} from './arguments.ts';
import { createMetrics } from './metrics.ts';

export const help = `Usage: easyllm serve [options]

Serves OpenAI's API over HTTP, for any client in any language. Prints where it listens. Log lines are JSON,
on standard error; GET /metrics is for Prometheus. On SIGTERM /health says 503, streams end, and it exits.

      --port N               the port (default 8000); 0 takes a free one
      --host HOST            the address to listen on (default 127.0.0.1)
      --api-key KEY          a key that callers must send; may be given several times
      --no-auth              serve everyone who can reach HOST, without keys
      --config FILE          settings as JSON: models, limits, cors, auth (see docs/gateway.md)
  -p, --prompt-builder NAME  the model's prompt format (else HUGGINGFACE_PROMPT)
      --api-base URL         the server behind (else HUGGINGFACE_API_BASE)
      --log LEVEL            fatal, error, warn, info (default), debug or silent
      --shutdown-limit S     how long streams may go on after SIGTERM, in seconds (default 30)

Without keys it answers this machine only, by a loopback name. The server's own token comes from
HUGGINGFACE_TOKEN and is never shown.
Example: easyllm serve --api-base http://localhost:8080 --prompt-builder llama3`;

const DEFAULT_PORT = 8000;
const DEFAULT_SHUTDOWN_SECONDS = 30;

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

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'];

export async function run(args: string[]): Promise<void> {
  const { model: _, ...shared } = CLIENT_OPTIONS;
  const options = {
    ...shared,
    port: { type: 'string' },
    host: { type: 'string', default: '127.0.0.1' },
    'api-key': { type: 'string', multiple: true },
    'no-auth': { type: 'boolean' },
    config: { type: 'string' },
    log: { type: 'string', default: 'info' },
    'shutdown-limit': { type: 'string' },
  } as const;
  const { values } = readArguments({ args, options });
  if (values.help === true) return print(help);
  const port = toPort(values.port) ?? DEFAULT_PORT;
  const limit = toNumber('shutdown-limit', values['shutdown-limit']) ?? DEFAULT_SHUTDOWN_SECONDS;
  if (!LOG_LEVELS.includes(values.log)) throw new UsageError(`--log expects one of ${LOG_LEVELS.join(', ')}.`);
  const settings = values.config === undefined ? {} : await readSettings(values.config);
  const auth = toAuth({ keys: values['api-key'], isOpen: values['no-auth'] === true, settings });
  refuseOpenAddress(values.host, auth);

  const log = pino({ level: values.log }, destination(2));
  const client = toClient({ ...settings, ...toClientOptions(values) }, log);
  const gateway = new Serving(client, { ...settings, auth }, log);
  const url = await gateway.listen(port, values.host);
  print(`listening on ${url}`);
  // The same signal again does not wait: nobody listens to it any more.
  const stop = () => void gateway.stop(limit * 1000);
  process.once('SIGTERM', stop).once('SIGINT', stop);
  return undefined;
}

async function readSettings(file: string): Promise<GatewaySettings> {
  return parseGatewaySettings(parseJson(file, await readInput(file)), file);
}

function toAuth({
  keys,
  isOpen,
  settings,
}: {
  keys: string[] | undefined;
  isOpen: boolean;
  settings: GatewaySettings;
}): GatewayOptions['auth'] {
  if (isOpen && (keys !== undefined || settings.auth !== undefined)) {
    throw new UsageError('--no-auth and keys exclude each other.');
  }
  if (isOpen) return 'none';
  return keys === undefined ? settings.auth : { keys };
}

function refuseOpenAddress(host: string, auth: GatewayOptions['auth']): void {
  if (auth !== undefined || isLoopbackHost(toUrlHost(host))) return;
  throw new UsageError(
    `--host ${host} can be reached by others. Pass --api-key KEY; or --no-auth, to serve everyone who can reach it.`,
  );
}

/** A wrong setting, the environment's included, stops the start and not each request. */
function toClient(options: GatewaySettings, log: Logger): EasyLLM {
  const {
    auth: _auth,
    cors: _cors,
    models: _models,
    maxBodyBytes: _body,
    maxConcurrent: _most,
    commitAfterMs: _commit,
    ...rest
  } = options;
  const client = new EasyLLM({
    ...rest,
    logger: {
      error: (message) => log.error(message),
      warn: (message) => log.warn(message),
      info: (message) => log.info(message),
      debug: (message) => log.debug(message),
    },
  });
  connectionOf(client);
  return client;
}

/** A gateway that listens, and knows how many requests are under way. */
class Serving {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #isReady = true;
  #inFlight = 0;
  #whenIdle: (() => void) | undefined;

  constructor(
    client: EasyLLM,
    { auth, cors, models, maxBodyBytes, maxConcurrent, commitAfterMs }: GatewayOptions,
    log: Logger,
  ) {
    const { metrics, write } = createMetrics();
    const gateway = createGateway(client, {
      auth,
      cors,
      models,
      maxBodyBytes,
      maxConcurrent,
      commitAfterMs,
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

function toUrlHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
