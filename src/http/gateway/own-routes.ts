/** What the gateway answers by itself, without a model. */
import type { Context } from 'hono';
import type { Hono } from 'hono/tiny';
import { createLoader } from '../../base/once.ts';
import type { HttpError } from '../responses.ts';
import { toErrorBody, toErrorResponse } from '../responses.ts';
import type { KeyMeter } from './key-meter.ts';
import { answerUsage } from './metering.ts';
import type { ReceivedEnv } from './reception.ts';
import { refuse } from './refusal.ts';
import type { Servers } from './servers.ts';

/** A quarter of a megabyte, which few ask for. */
const loadDocument = createLoader(() => import('../../../generated/openai.document.ts'));

/** Routes that ask for no key: those of balancers, and the picture that browsers want beside anything else. */
export function addOpenRoutes(
  app: Hono<ReceivedEnv>,
  { isReady, servers }: { isReady: () => boolean; servers: Servers },
): void {
  app.get('/health', (context) => (isReady() ? context.json({ status: 'ok' }) : toErrorResponse(SHUTTING_DOWN)));
  app.get('/ready', async (context) => {
    if (!isReady()) return toErrorResponse(SHUTTING_DOWN);
    return (await servers.isReady()) ? context.json({ status: 'ok' }) : toErrorResponse(NOT_READY);
  });
  app.get('/favicon.ico', (context) => context.body(null, 204));
  for (const path of ['/ready', '/favicon.ico']) app.all(path, refuseMethod);
}

interface Sources {
  meters: ReadonlyMap<string, KeyMeter>;
  writeMetrics: (() => Promise<string>) | undefined;
}

/** Routes for who may use the gateway. */
export function addOwnRoutes(app: Hono<ReceivedEnv>, { meters, writeMetrics }: Sources): void {
  app.get('/openapi.json', async (context) => {
    const { documentJson } = await loadDocument();
    return context.body(documentJson, 200, { 'content-type': 'application/json' });
  });
  app.get('/usage', answerUsage(meters));
  if (writeMetrics !== undefined) app.get('/metrics', async (context) => context.text(await writeMetrics()));
  const paths = ['/openapi.json', '/usage', ...(writeMetrics === undefined ? [] : ['/metrics'])];
  for (const path of paths) app.all(path, refuseMethod);
}

/** A route that is read only, asked by another method. */
function refuseMethod({ req }: Context): Response {
  const allow = { allow: 'GET, HEAD, OPTIONS' };
  if (req.method === 'OPTIONS') return new Response(null, { status: 204, headers: allow });
  return refuse(
    {
      status: 405,
      code: 'method_not_allowed',
      message: `${req.method} ${req.path} is not offered. Use ${allow.allow}.`,
    },
    allow,
  );
}

const NOT_READY: HttpError = {
  status: 503,
  body: toErrorBody({
    message: 'No server behind this gateway answers. Try again later.',
    type: 'server_error',
    param: null,
    code: 'not_ready',
  }),
  headers: {},
};

const SHUTTING_DOWN: HttpError = {
  status: 503,
  body: toErrorBody({
    message: 'The gateway is shutting down.',
    type: 'server_error',
    param: null,
    code: 'shutting_down',
  }),
  headers: {},
};
