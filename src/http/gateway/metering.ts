/** The limits of keys, and what each key has used. */
import type { Context } from 'hono';
import { tryParse } from '../../base/check.ts';
import type { PlainResponse } from '../plain.ts';
import type { BodyOperation } from '../routes.ts';
import { KeyMeter } from './key-meter.ts';
import type { Admitted } from './key-meter.ts';
import type { KeyHolder } from './keys.ts';
import type { LimitStore } from './limit-store.ts';
import type { ReceivedEnv } from './reception.ts';
import { refuse, toRefusal } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import { estimateTokens } from './token-estimate.ts';

export function createMeters(holders: readonly KeyHolder[], limits: LimitStore): ReadonlyMap<string, KeyMeter> {
  return new Map(holders.map((holder) => [holder.name, new KeyMeter(holder, limits)]));
}

/** What a call is counted by. */
interface MeteredCall {
  operation: BodyOperation;
  body: string;
  holder: KeyHolder | undefined;
}

/** Counts calls of models, each for its key; one that is over a limit is refused. Undefined for a call that nobody counts. */
export async function meterCall(
  meters: ReadonlyMap<string, KeyMeter>,
  { operation, body, holder }: MeteredCall,
): Promise<Admitted | { refusal: PlainResponse } | undefined> {
  const meter = holder === undefined ? undefined : meters.get(holder.name);
  if (meter === undefined) return undefined;
  // To count the tokens of a request makes the model write none.
  const takesTokens = meter.countsTokens && operation !== 'countInput' && operation !== 'readPrompt';
  const admitted = await meter.begin(takesTokens ? estimateTokens(tryParse(body)) : undefined);
  if (!('message' in admitted)) return admitted;
  const refusal: Refusal = {
    status: 429,
    type: 'rate_limit_error',
    code: 'rate_limit_exceeded',
    message: `The key "${meter.holder.name}" ${admitted.message}.`,
  };
  return { refusal: toRefusal(refusal, admitted.headers) };
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
