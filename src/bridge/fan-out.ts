/** How many requests, and choices, one call may become: a body of a hundred bytes can ask for thousands. */
import { BadRequestError } from '../base/errors.ts';

/** The most requests that one call makes. */
const MAX_REQUESTS = 2048;
/** The most choices that one call answers, also where the server takes them in one request. */
const MAX_CHOICES = 65_536;

/** Refuses prompts and `n` that would become too many requests of `batchSize` prompts; without one, a single request takes all. */
export function expectFewRequests({ prompts, n, batchSize }: { prompts: number; n: number; batchSize?: number }): void {
  const param = prompts > 1 ? 'prompt' : 'n';
  const product = `\`prompt\` (${prompts}) times \`n\` (${n})`;
  const choices = prompts * n;
  if (choices > MAX_CHOICES)
    throw tooMany(`${product} is ${choices} choices, of at most ${MAX_CHOICES} a call.`, param);
  if (batchSize === undefined) return;
  const requests = Math.ceil(prompts / batchSize) * n;
  if (requests > MAX_REQUESTS)
    throw tooMany(`${product} is ${requests} requests, of at most ${MAX_REQUESTS} a call.`, param);
}

/** Refuses inputs that would become too many batches. */
export function expectFewBatches(inputs: number, batchSize: number): void {
  const requests = Math.ceil(inputs / batchSize);
  if (requests <= MAX_REQUESTS) return;
  const what = `\`input\` (${inputs}) in batches of ${batchSize} is ${requests} requests`;
  throw tooMany(`${what}, of at most ${MAX_REQUESTS} a call.`, 'input');
}

function tooMany(what: string, param: string): BadRequestError {
  return new BadRequestError(`${what} Send them in several calls.`, { param, code: 'too_many_requests_per_call' });
}
