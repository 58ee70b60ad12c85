/** How many calls a gateway has under way. */
import type { MiddlewareHandler } from 'hono';
import type { Places } from '../../net/places.ts';
import type { ReceivedEnv } from './reception.ts';
import { refuse } from './refusal.ts';
import type { Refusal } from './refusal.ts';

/** A call has a place until the last byte of its response. */
export function limitConcurrency(places: Places): MiddlewareHandler<ReceivedEnv> {
  return async (context, next) => {
    if (!places.admit()) return refuse(TOO_MANY, { 'retry-after': '1' });
    context.var.access.onEnd(() => places.give());
    return next();
  };
}

const TOO_MANY: Refusal = {
  status: 429,
  type: 'rate_limit_error',
  code: 'overloaded',
  message: 'The gateway has as many requests under way as it may. Try again later.',
};
