/** Chance that is the same for the same seed: numbers below a limit (Numerical Recipes' generator, of which the low bits are not used). */
export function createChance(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const ROUNDS = 2000;

/** Tries a property with one seed after the other, from FUZZ_SEED or 0: 2,000, or as many as fit into FUZZ_SECONDS. A failure names its seed. */
export function fuzz(name: string, property: (seed: number) => void): void {
  const seconds = Number(process.env['FUZZ_SECONDS'] ?? 0);
  const end = performance.now() + seconds * 1000;
  const first = Number(process.env['FUZZ_SEED'] ?? 0);
  for (let round = 0; round < ROUNDS || performance.now() < end; round += 1) {
    try {
      property(first + round);
    } catch (cause) {
      throw new Error(`${name} fails for seed ${first + round}`, { cause });
    }
  }
}
