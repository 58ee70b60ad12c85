/** The limits of keys, and what each key has used. */
import type { Context, MiddlewareHandler } from 'hono';
import { tryParse } from '../../base/check.ts';
import { routesAt } from '../routes.ts';
import { KeyMeter } from './key-meter.ts';
import type { KeyHolder } from './keys.ts';
import type { LimitStore } from './limit-store.ts';
import type { ReceivedEnv } from './reception.ts';
import { refuse } from './refusal.ts';
import { estimateTokens } from './token-estimate.ts';

export function createMeters(holders: readonly KeyHolder[], limits: LimitStore): ReadonlyMap<string, KeyMeter> {
  return new Map(holders.map((holder) => [holder.name, new KeyMeter(holder, limits)]));
}

/** Counts calls of models, each for its key; one that is over a limit is refused. */
export function meterKeys(meters: ReadonlyMap<string, KeyMeter>): MiddlewareHandler<ReceivedEnv> {
  return async (context, next) => {
    const { holder, access, body = '' } = context.var;
    const operation = context.req.method === 'POST' ? routesAt(context.req.path).post : undefined;
    const meter = holder === undefined || operation === undefined ? undefined : meters.get(holder.name);
    if (meter === undefined) return next();
    // To count the tokens of a request makes the model write none.
    const takesTokens = meter.countsTokens && operation !== 'countInput' && operation !== 'readPrompt';
    const admitted = await meter.begin(takesTokens ? estimateTokens(tryParse(body)) : undefined);
    if ('message' in admitted) {
      return refuse(
        {
          status: 429,
          type: 'rate_limit_error',
          code: 'rate_limit_exceeded',
          message: `The key "${meter.holder.name}" ${admitted.message}.`,
        },
        admitted.headers,
      );
    }
    access.onEnd(admitted.end);
    await next();
    for (const [name, value] of Object.entries(admitted.headers)) context.header(name, value);
    return undefined;
  };
}

/** `GET /usage`: a key's own figures. */
export function answerUsage(meters: ReadonlyMap<string, KeyMeter>) {
  return async (context: Context<ReceivedEnv>): Promise<Response> => {
    const meter = meters.get(context.var.holder?.name ?? '');
    if (meter !== undefined) return context.json(await meter.usage());
    return refuse({
      status: 404,
      code: 'route_not_found',
      message: 'There is nothing to tell: usage is counted by key, and this gateway has none.',
    });
  };
}
