/** Where a body is cut into pieces: at every byte as far as that ends in a fair time, beyond that at places drawn from a seed. */

/** Up to this many bytes a body is cut at each. */
const EVERY_BYTE_UP_TO = 1500;
const DRAWN = 150;
const SEED = 20_261_129;

export const CUTS_IN_WORDS =
  `Bodies are cut in two at every byte up to ${EVERY_BYTE_UP_TO}, beyond at ${DRAWN} places drawn with the seed ${SEED}, ` +
  'and into single bytes.';

/** All ways in which the bytes are handed over, but for one piece. */
export function* cutsOf(bytes: Uint8Array): Generator<{ name: string; pieces: readonly Uint8Array[] }> {
  for (const at of placesOf(bytes.length)) {
    yield { name: `cut at ${at} of ${bytes.length}`, pieces: [bytes.subarray(0, at), bytes.subarray(at)] };
  }
  yield { name: 'in single bytes', pieces: Array.from(bytes, (_, at) => bytes.subarray(at, at + 1)) };
}

/** Lengths after which the bytes break off. */
export function breaksOf(bytes: Uint8Array): number[] {
  return placesOf(bytes.length);
}

function placesOf(length: number): number[] {
  const places = new Set<number>();
  for (let at = 1; at < Math.min(length, EVERY_BYTE_UP_TO); at += 1) places.add(at);
  let state = SEED;
  const drawn = length > EVERY_BYTE_UP_TO ? DRAWN : 0;
  for (let count = 0; count < drawn; count += 1) {
    // Park and Miller's generator.
    state = (state * 48_271) % 2_147_483_647;
    places.add(EVERY_BYTE_UP_TO + (state % (length - EVERY_BYTE_UP_TO)));
  }
  return [...places];
}
