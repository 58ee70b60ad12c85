/** What a facade request becomes: the calls to send, and how each answer is read. */
import type { GenerateCall } from '../../servers/tgi.ts';
import type { GenerationReading } from '../generation.ts';
import type { GenerationRequest } from '../parameters.ts';
import { toParameters } from '../parameters.ts';
import { seedOfChoice, toSeed } from '../seed.ts';
import { toSentStops } from '../stop.ts';

/** One choice of the answer: choice i is read from call i. */
export interface PlannedChoice extends GenerationReading {
  call: GenerateCall;
}

/** What the fields of one endpoint add to the shared ones. */
export interface PlanInput {
  prompts: readonly string[];
  stops: readonly string[];
  echo: boolean;
  isTextOnly: boolean;
  /** Parameters of this endpoint: grammar, alternatives. */
  parameters: GenerateCall['parameters'];
}

/** All choices, prompt by prompt. */
export function toPlan(
  request: GenerationRequest,
  { prompts, stops, echo, isTextOnly, parameters }: PlanInput,
): PlannedChoice[] {
  const shared = toParameters(request);
  const seed = shared.best_of === undefined ? toSeed(request.seed) : undefined;
  const sent = toSentStops(stops);
  const all = { ...shared, return_full_text: echo, ...(sent.length > 0 && { stop: sent }), ...parameters };
  const choices = Array.from({ length: request.n ?? 1 }, (_, index) => index);
  return prompts.flatMap((inputs) =>
    choices.map((index) => ({
      call: { inputs, parameters: all, seed: seedOfChoice(seed, index), isTextOnly },
      stops,
      echo: echo ? inputs : '',
      isTextOnly,
    })),
  );
}
