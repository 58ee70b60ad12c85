/** Ollama, where it is on the PATH. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isThere, run, startServer } from '../processes.ts';
import type { Launcher } from '../server.ts';
import { Missing } from '../server.ts';
import { fetchModel } from './smollm2.ts';

const MODEL = 'smollm2';

export const OLLAMA: Launcher = {
  name: 'Ollama',
  async start(setting) {
    if (!(await isThere('ollama'))) throw new Missing('ollama is not on the PATH.');
    const file = await fetchModel(setting);
    const folder = join(setting.cache, 'ollama');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'Modelfile'), `FROM ${file}\nPARAMETER num_ctx 2048\n`);
    // Its address is a variable, and no flag.
    const server = await startServer('sh', {
      args: (port) => ['-c', `OLLAMA_HOST=127.0.0.1:${port} OLLAMA_MODELS="${folder}/models" exec ollama serve`],
      ready: '/api/version',
    });
    const host = server.url.replace('http://', '');
    await run('sh', ['-c', `OLLAMA_HOST=${host} ollama create ${MODEL} -f "${folder}/Modelfile"`]).catch(
      async (error: unknown) => {
        await server.close();
        throw error;
      },
    );
    const { version = 'unknown' }: { version?: string } = JSON.parse(
      await (await fetch(`${server.url}/api/version`)).text(),
    );
    const { url, close } = server;
    return {
      name: 'Ollama',
      version,
      url,
      model: MODEL,
      embeddings: { url, model: MODEL },
      contextLength: 2048,
      close,
    };
  },
};
