// @ts-check
/** 256 vectors of 1,024 numbers: CPU milliseconds. */
import { DIMENSIONS, VECTORS } from '../answers.mjs';
import { EasyLLM } from 'easyllm';
import OpenAI from 'openai';
import { expectSame, measureCpu } from '../measure.mjs';

const input = Array.from({ length: VECTORS }, (_, index) => `text ${index}`);
const silent = { error() {}, warn() {}, info() {}, debug() {} };

/** @param {import('../run.mjs').Context} context */
export async function run({ server, rounds }) {
  const post = async (/** @type {string} */ path) =>
    (
      await fetch(server + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ inputs: input }),
      })
    ).json();
  const tei = new EasyLLM({ apiBase: `${server}/embed`, apiKey: null, logger: silent });
  const other = new EasyLLM({ apiBase: `${server}/base/v1`, apiKey: null, logger: silent });
  const openai = new OpenAI({ apiKey: 'none', baseURL: `${server}/base/v1` });

  const want = await post('/embed');
  const got = await tei.embeddings.create({ input });
  for (const [index, { embedding }] of got.data.entries()) expectSame('easyllm', embedding.join(), want[index].join());
  const typed = await other.embeddings.create({ input }, { vectors: 'float32array' });
  expectSame(
    'easyllm',
    typed.data[VECTORS - 1]?.embedding[DIMENSIONS - 1],
    Math.fround(want[VECTORS - 1][DIMENSIONS - 1]),
  );

  const options = { units: 1, repeat: 4, rounds, scale: 1 / 1000 };
  return {
    [`${VECTORS} × ${DIMENSIONS} embeddings as JSON, ms`]: await measureCpu(
      [
        { name: 'fetch', run: () => post('/embed') },
        { name: 'easyllm', run: () => tei.embeddings.create({ input }) },
        { name: 'easyllm, Float32Array', run: () => tei.embeddings.create({ input }, { vectors: 'float32array' }) },
      ],
      options,
    ),
    [`${VECTORS} × ${DIMENSIONS} embeddings as base64, ms`]: await measureCpu(
      [
        { name: 'fetch', run: () => post('/base/v1/embeddings') },
        { name: 'openai', run: () => openai.embeddings.create({ model: 'm', input }) },
        { name: 'easyllm', run: () => other.embeddings.create({ input, encoding_format: 'base64' }) },
        { name: 'easyllm, Float32Array', run: () => other.embeddings.create({ input }, { vectors: 'float32array' }) },
      ],
      options,
    ),
  };
}
