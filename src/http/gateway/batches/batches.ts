/** Files and batches in a gateway: their routes, and the lines that it answers by itself. */
import type { MiddlewareHandler } from 'hono';
import { ConfigurationError } from '../../../base/errors.ts';
import type { BatchService } from '../../../batch/service.ts';
import { toAudience } from '../answer.ts';
import { keysOf } from '../keys.ts';
import type { ReceivedEnv } from '../reception.ts';
import type { GatewayOptions } from '../settings.ts';
import { createLineRunner } from './line-runner.ts';
import type { LineRunnerParts } from './line-runner.ts';
import { serveBatches } from './routes.ts';

interface BatchParts extends Pick<GatewayOptions, 'auth' | 'cors'> {
  service: BatchService;
  onFailure: (error: unknown) => void;
}

export type BatchRoutes = MiddlewareHandler<ReceivedEnv>;

/** Starts the service, and gives its routes. Throws ConfigurationError where callers send tokens of their own. */
export function startBatches(
  { service, auth, cors, onFailure }: BatchParts,
  parts: Pick<LineRunnerParts, 'handlerFor' | 'meters' | 'places' | 'sinks'>,
): BatchRoutes {
  if (auth === 'passthrough') {
    throw new ConfigurationError(
      'Batches are answered when their callers are gone, and with `auth: "passthrough"` the gateway has no token then. Give it keys, or leave `batches` out.',
      { param: 'batches' },
    );
  }
  const audience = toAudience(auth);
  service.start(createLineRunner({ keys: keysOf(auth), audience, onFailure, ...parts }), onFailure);
  return serveBatches({ service, audience, cors, onFailure });
}
