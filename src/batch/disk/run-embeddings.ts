/** `runEmbeddings`: a file of texts to a file of vectors. */
import { rm } from 'node:fs/promises';
import { expectOptions } from '../../base/check.ts';
import { ConfigurationError } from '../../base/errors.ts';
import type { EasyLLM } from '../../client/easyllm.ts';
import { operationsOf, optionsOf } from '../../client/easyllm.ts';
import { createEmbedWork } from '../embed-work.ts';
import { isThere, manifestPathOf } from './manifest.ts';
import { toBatchSettings, toParameters } from './options.ts';
import type { BatchOptions, BatchResult } from './options.ts';
import { loadParquet, writeParquet } from './parquet.ts';
import { runWork } from './run-batch.ts';

/** As of `runBatch`, but for what stands in the input and the output. */
export interface EmbeddingsOptions extends Omit<BatchOptions, 'endpoint'> {
  /** Each line of the input is a text. Default: each is JSON, a string or an object with `text`, and maybe `id`. */
  plain?: boolean | undefined;
  /** How many numbers a vector has, where the model leaves the choice. Default: the model's own. */
  dimensions?: number | undefined;
}

/**
 * Embeds texts, grouped to what the server takes at once. A row has the text's `id` (else the number of its line), its `line` from 1, and
 * its `embedding`. An output that ends in `.parquet` is made when all rows are there, by `hyparquet-writer`, which you install; until then
 * they stand in a file beside it. Any other is a file of JSON lines, `{ custom_id, line, embedding }`. Stops, goes on and rejects as
 * `runBatch` does.
 */
export async function runEmbeddings(client: EasyLLM, options: EmbeddingsOptions): Promise<BatchResult> {
  expectOptions(options, 'The options of `runEmbeddings`');
  const { plain, dimensions, ...given } = options;
  const settings = toBatchSettings(given);
  const { output, model, overwrite = false, dryRun = false } = settings;
  const isParquet = /\.parquet$/i.test(output);
  const work = createEmbedWork(operationsOf(client), {
    plain,
    model,
    dimensions,
    vectors: isParquet ? 'base64' : 'numbers',
  });
  const own = { embed: true, ...(plain === true && { plain }), ...(dimensions !== undefined && { dimensions }) };
  const parameters = { ...own, ...toParameters(settings, optionsOf(client)) };
  const { onRetry } = optionsOf(client);
  if (!isParquet) return runWork(work, { settings, parameters, onRetry });
  if (!dryRun) await loadParquet();
  const rows = `${output}.rows.jsonl`;
  const makeWay = async () => {
    if (overwrite) await rm(output, { force: true });
    else await expectOwn(output, rows);
  };
  const onEnd = async (result: BatchResult) => {
    if (result.remaining > 0) return;
    await writeParquet(rows, output);
    // Rows stay where others may join them.
    if (result.failed === 0) await rm(rows, { force: true });
  };
  const isComplete = async () => (await isThere(output)) && !(await isThere(rows));
  const result = await runWork(work, {
    settings: { ...settings, output: rows },
    parameters,
    onRetry,
    makeWay,
    isComplete,
    onEnd,
  });
  return { ...result, output };
}

/** A Parquet file without its rows is complete, or someone else's. */
async function expectOwn(output: string, rows: string): Promise<void> {
  if (!(await isThere(output)) || (await isThere(manifestPathOf(rows)))) return;
  throw new ConfigurationError(`${output} is there already. Choose another name, or pass \`overwrite\`.`, {
    code: 'output_exists',
  });
}
