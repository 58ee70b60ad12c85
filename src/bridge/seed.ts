/** Seeds: TGI's are u64, beyond what a JavaScript number holds. */
import { BadRequestError } from '../base/errors.ts';

const SEEDS = 2n ** 64n;

/** What llama.cpp and Ollama call a seed that they draw themselves; the request of a TGI does not have it. */
const DRAWN = -1n;

/** A seed as the caller gave it: an integer, or a string of digits for one above 2^53. */
export function toSeed(seed: number | string | null | undefined): bigint | undefined {
  if (seed === undefined || seed === null) return undefined;
  if (typeof seed === 'number' && !Number.isSafeInteger(seed)) {
    throw new BadRequestError(
      '`seed` is above 2^53, where numbers lose digits. Pass it as a string of digits, such as "2835381823020158940".',
      { param: 'seed' },
    );
  }
  const value = BigInt(seed);
  if (value >= DRAWN && value < SEEDS) return value;
  throw new BadRequestError('`seed` is out of range. Expected an integer from 0 to 2^64 − 1.', { param: 'seed' });
}

/** The seed of choice `index`: the same seed would give the same text n times. Wraps at 2^64. */
export function seedOfChoice(seed: bigint | undefined, index: number): bigint | undefined {
  return seed === undefined || seed === DRAWN ? seed : (seed + BigInt(index)) % SEEDS;
}
