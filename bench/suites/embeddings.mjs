// @ts-check
/** 256 vectors of 1,024 numbers: CPU milliseconds. */
import { DIMENSIONS, VECTORS, vectors } from '../answers.mjs';
import { measureApart } from '../apart.mjs';

const TIMES = 4;
const LAST = vectors().map((vector) => Math.fround(vector[DIMENSIONS - 1] ?? Number.NaN));

/** @param {import('../run.mjs').Context} context */
export async function run({ server, rounds }) {
  const shared = { rounds, without: ['easyllm, native'] };
  /** @param {'embed' | 'embedBase64'} way @returns {(client: import('../apart.mjs').Apart) => Promise<number>} */
  const measure =
    (way) =>
    async ({ perform }) =>
      (await perform({ way, times: TIMES })).cpuUs / TIMES / 1000;
  return {
    [`${VECTORS} × ${DIMENSIONS} embeddings as JSON, ms`]: await measureApart({
      ...shared,
      base: `${server}/embed`,
      way: 'embed',
      want: LAST.join(),
      measure: measure('embed'),
    }),
    [`${VECTORS} × ${DIMENSIONS} embeddings as base64, ms`]: await measureApart({
      ...shared,
      base: `${server}/base`,
      way: 'embedBase64',
      want: VECTORS,
      measure: measure('embedBase64'),
    }),
  };
}
