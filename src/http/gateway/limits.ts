/** How many calls a gateway has under way. */
import type { Places } from '../../net/places.ts';
import type { PlainResponse } from '../plain.ts';
import type { AccessRecord } from './access.ts';
import { toRefusal } from './refusal.ts';
import type { Refusal } from './refusal.ts';

/** A call has a place until the last byte of its response; undefined where there is one. */
export function takePlace(places: Places | undefined, access: AccessRecord): PlainResponse | undefined {
  if (places === undefined) return undefined;
  if (!places.admit()) return toRefusal(TOO_MANY, { 'retry-after': '1' });
  access.onEnd(() => places.give());
  return undefined;
}

const TOO_MANY: Refusal = {
  status: 429,
  type: 'rate_limit_error',
  code: 'overloaded',
  message: 'The gateway has as many requests under way as it may. Try again later.',
};
