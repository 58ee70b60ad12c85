/** What the compiler must accept and refuse of a gateway, by itself and inside other servers. */
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { Gateway, GatewayOptions, GatewaySettings, ModelRoutes } from '../../src/gateway.ts';
import { createGateway, parseGatewaySettings } from '../../src/gateway.ts';

const gateway: Gateway = createGateway({ apiBase: 'http://tgi.test' }, { auth: 'none' });

/** Lists and models that may not be changed are settings too, and what a file says is. */
const keys: readonly string[] = ['sk-first'];
const models: ModelRoutes = { small: { apiBase: 'http://small.test', promptBuilder: { hub: 'org/small' } } };
const options = { auth: { keys }, cors: keys, models, accessLog: ({ status }) => void status } satisfies GatewayOptions;
const settings: GatewaySettings = parseGatewaySettings({});

/** The default export of a Worker. */
interface WorkerModule {
  fetch: (request: Request, env: { KEY: string }, context: { waitUntil(work: Promise<unknown>): void }) => unknown;
}

export async function acceptances(): Promise<void> {
  gateway satisfies WorkerModule;
  createGateway({ apiBase: 'http://tgi.test', ...options }, { maxConcurrent: undefined });
  createGateway(settings);
  settings.cors satisfies string[] | '*' | undefined;
  settings.auth satisfies { keys: (string | { name: string })[] } | 'passthrough' | undefined;
  new Hono().mount('/llm', gateway.fetch);
  new Hono().all('/v1/*', (context) => gateway.fetch(context.req.raw, context.env));
  serve({ fetch: gateway.fetch, port: 0 });
  (await gateway.request('/v1/models', { headers: { authorization: 'Bearer sk-first' } })) satisfies Response;
}

export function refusals(): void {
  // @ts-expect-error A gateway answers requests, not addresses.
  gateway.fetch('http://localhost/health');
  // @ts-expect-error Routes are added to an application of one's own, which mounts the gateway.
  gateway.get('/', () => new Response());
  // @ts-expect-error A misspelled setting.
  createGateway({ apiBase: 'http://tgi.test' }, { maxBodyByte: 1 });
  // @ts-expect-error A misspelled setting of a model.
  createGateway({ models: { small: { apiBas: 'http://small.test' } } });
  // @ts-expect-error A way to ask that does not exist.
  createGateway({ apiBase: 'http://tgi.test', auth: 'open' });
}
