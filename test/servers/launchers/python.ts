/** vLLM and `transformers serve`, where they are on the PATH and SERVERS_MODEL is the folder of a model with safetensors. */
import { isThere, run, startServer } from '../processes.ts';
import type { Launcher } from '../server.ts';
import { Missing } from '../server.ts';

interface Program {
  readonly name: string;
  readonly program: string;
  readonly version: readonly string[];
  readonly serve: (model: string, port: number) => readonly string[];
  /** What the server calls the model of a folder. */
  readonly model: (folder: string) => string;
  readonly ready: string;
}

const PROGRAMS: readonly Program[] = [
  {
    name: 'vLLM',
    program: 'vllm',
    version: ['--version'],
    serve: (model, port) => [
      'serve',
      model,
      '--served-model-name',
      'small',
      '--host',
      '127.0.0.1',
      '--port',
      String(port),
      '--max-model-len',
      '2048',
    ],
    model: () => 'small',
    ready: '/health',
  },
  {
    name: 'transformers',
    program: 'transformers',
    version: ['version'],
    serve: (_, port) => ['serve', '--host', '127.0.0.1', '--port', String(port)],
    model: (folder) => folder,
    ready: '/health',
  },
];

export const PYTHON: readonly Launcher[] = PROGRAMS.map(({ name, program, version, serve, model, ready }) => ({
  name,
  async start() {
    if (!(await isThere(program))) throw new Missing(`${program} is not on the PATH.`);
    const folder = process.env['SERVERS_MODEL'];
    if (folder === undefined) throw new Missing('SERVERS_MODEL is not set: the folder of a model with safetensors.');
    const printed = await run(program, version);
    const { url, close } = await startServer(program, { args: (port) => serve(folder, port), ready });
    const found = /\d+\.\d+\.\d+\S*/.exec(printed)?.[0] ?? 'unknown';
    return { name, version: found, url, model: model(folder), embeddings: undefined, contextLength: 2048, close };
  },
}));
