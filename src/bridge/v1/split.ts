/** How the choices of one request are shared out over the requests that are sent. */
import type { ChatCompletionRequest } from '../../../generated/openai.ts';
import type { Dialect } from '../dialect.ts';
import { expectFewRequests } from '../fan-out.ts';
import { seedOfChoice, toSeed } from '../seed.ts';
import { factsOf } from './dialects/all.ts';

/** One request to send. */
interface Part {
  /** Which choices it is for. */
  indices: number[];
  seed: bigint | undefined;
  /** Its prompts. */
  from: number;
  to: number;
}

interface SplitOptions {
  dialect: Dialect | undefined;
  prompts: number;
  /** How many prompts a request holds. Default: all, or one where the server takes no list. */
  batchSize?: number | undefined;
}

/** How many prompts every TGI takes in one request (`--max-client-batch-size`); for more it has to be asked. */
export const SAFE_BATCH_SIZE = 4;

/** One request for each batch of prompts, and where the server ignores `n` for each choice. */
export function splitRequest(
  { n, seed }: Pick<ChatCompletionRequest, 'n' | 'seed'>,
  { dialect, prompts, batchSize = prompts }: SplitOptions,
): Part[] {
  const { ignores, singlePrompts } = factsOf(dialect);
  const first = toSeed(seed);
  const choices = n ?? 1;
  const isSplit = ignores?.chat?.n === 'requests';
  const size = singlePrompts ? 1 : batchSize;
  expectFewRequests({ prompts, n: choices, ...((isSplit || singlePrompts) && { batchSize: size }) });
  const perRequest = isSplit ? 1 : choices;
  const parts: Part[] = [];
  for (let from = 0; from < prompts; from += size) {
    const to = Math.min(prompts, from + size);
    for (let choice = 0; choice < choices; choice += perRequest) {
      const indices = Array.from({ length: to - from }, (_, place) => (from + place) * choices + choice);
      const all = isSplit
        ? indices
        : indices.flatMap((index) => Array.from({ length: choices }, (_, at) => index + at));
      parts.push({ indices: all, seed: seedOfChoice(first, choice), from, to });
    }
  }
  return parts;
}
