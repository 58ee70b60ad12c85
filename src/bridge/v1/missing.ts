/** Choices that were asked for and not given: servers ignore `n`, or take one prompt of a list, or none. */
import { EasyLLMError } from '../../base/errors.ts';
import { expectFewRequests } from '../fan-out.ts';
import { seedOfChoice } from '../seed.ts';
import type { PlannedV1 } from './plan.ts';

/** A request for each of them alone. `places`: their numbers among the choices of their request. */
export function toMissingPlan(
  { call, indices, readings, hidesTextPass }: PlannedV1,
  places: readonly number[],
): PlannedV1[] {
  expectFewRequests({ prompts: places.length, n: 1, batchSize: 1 });
  return places.flatMap((place) => {
    const [index, reading] = [indices[place], readings[place]];
    if (index === undefined || reading === undefined) return [];
    return [{ call: toSingle(call, place), indices: [index], readings: [reading], hidesTextPass }];
  });
}

/** Statuses by which servers refuse a body for what it holds. */
const REFUSALS: ReadonlySet<number> = new Set([400, 406, 413, 415, 422]);

/** A request for each choice of a list of prompts that was refused; undefined where that cannot be what was refused. */
export function toSinglePlan(planned: PlannedV1, refusal: unknown): PlannedV1[] | undefined {
  const { mayBeSplit, indices } = planned;
  const status = EasyLLMError.isInstance(refusal) ? refusal.status : undefined;
  if (mayBeSplit !== true || status === undefined || !REFUSALS.has(status)) return undefined;
  return toMissingPlan(planned, [...indices.keys()]);
}

function toSingle(call: PlannedV1['call'], place: number): PlannedV1['call'] {
  const { n } = 'n' in call.body ? call.body : {};
  const choices = typeof n === 'number' ? n : 1;
  const single = { seed: seedOfChoice(call.seed, place % choices), choices: 1 };
  if (call.route === '/v1/chat/completions') return { ...call, ...single, body: withoutN(call.body) };
  const { prompt } = call.body;
  // A list of numbers is one prompt.
  const isList = Array.isArray(prompt) && typeof prompt[0] !== 'number';
  const own = isList ? prompt[Math.floor(place / choices)] : undefined;
  const body = withoutN(call.body);
  return { ...call, ...single, body: own === undefined || typeof own === 'number' ? body : { ...body, prompt: own } };
}

function withoutN<Body extends object>(body: Body): Body {
  if (!('n' in body)) return body;
  const { n: _, ...rest } = body;
  // `n` is optional in every body.
  return rest as unknown as Body;
}
