/** What goes wrong in a soak, chosen by a seed, and what must become of it. */

/** How a stream of the server goes. The first four happen to the first attempt alone: a retry mends them. */
export const FAULTS = ['none', '429', '503', 'reset', 'overload', 'drop', 'stall', 'leave'] as const;
export type Fault = (typeof FAULTS)[number];

/** How often each comes among a hundred streams. */
const SHARES: Readonly<Record<Fault, number>> = {
  none: 58,
  '429': 6,
  '503': 6,
  reset: 6,
  overload: 6,
  drop: 6,
  stall: 4,
  leave: 8,
};

/** What a stream of a soak is: its own marks are made of its name. */
export interface Plan {
  readonly name: string;
  readonly fault: Fault;
  readonly tokens: number;
  /** After so many tokens the server breaks off or is silent, or the caller leaves. */
  readonly at: number;
}

/** A generator of numbers from 0 to 1 (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function createPlan(number: number, random: () => number): Plan {
  const tokens = 8 + Math.floor(random() * 16);
  let left = random() * 100;
  const fault = FAULTS.find((name) => (left -= SHARES[name]) < 0) ?? 'none';
  return { name: `s${number}`, fault, tokens, at: 1 + Math.floor(random() * (tokens - 2)) };
}

/** The plan as a prompt, which the server reads. */
export function toPrompt({ name, fault, tokens, at }: Plan): string {
  return `[${name} ${fault} ${tokens} ${at}]`;
}

export function readPlan(body: string): Plan | undefined {
  const [, name = '', fault, tokens, at] = /\[(s\d+) (\w+) (\d+) (\d+)\]/.exec(body) ?? [];
  const known = FAULTS.find((each) => each === fault);
  return known === undefined ? undefined : { name, fault: known, tokens: Number(tokens), at: Number(at) };
}

/** The marks of a stream: no two of all streams are alike. */
export function toTokens({ name, tokens }: Plan): string[] {
  return Array.from({ length: tokens }, (_, index) => `<${name}.${index}>`);
}
