// @ts-check
/** What stands between callers and a server, each in a process of its own: ours, others' where they are installed, and two by hand. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { cpus, tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {{ file: string, args: readonly string[], isNode?: boolean, env?: Record<string, string> }} Command
 * @typedef {{ cpuUs: number, rssBytes: number }} Usage
 * @typedef {{ url: string, headers: Record<string, string>, startMs: number, usage: () => Promise<Usage>, end: () => Promise<void> }} Relay
 * @typedef {{ port: number, upstream: string, folder: string }} Place
 */

const HERE = fileURLToPath(new URL('.', import.meta.url));
const serve = (/** @type {Place} */ { port, upstream }, /** @type {string} */ log) => ({
  file: process.execPath,
  args: [`${HERE}../dist/src/cli.js`, 'serve', '--port', `${port}`, '--api-base', `${upstream}/v1`, '--log', log],
  isNode: true,
});
const byHand =
  (/** @type {string} */ name) =>
  (/** @type {Place} */ { port, upstream }) => ({
    file: process.execPath,
    args: [`${HERE}relays/${name}.mjs`, `${port}`, upstream],
    isNode: true,
  });
const PORTKEY = `${process.env['PORTKEY_PACKAGE'] ?? `${HERE}node_modules/@portkey-ai/gateway`}/build/start-server.js`;

/** @type {Record<string, { command: (place: Place) => Command, isThere?: () => boolean, headers?: (upstream: string) => Record<string, string> }>} */
const RELAYS = {
  'JSON proxy': { command: byHand('json') },
  'piping proxy': { command: byHand('pipe') },
  easyllm: { command: (place) => serve(place, 'info') },
  'easyllm, no log': { command: (place) => serve(place, 'error') },
  nginx: {
    isThere: () => spawnSync('nginx', ['-v']).status === 0,
    command: ({ port, upstream, folder }) => {
      const { origin, host, pathname } = new URL(upstream);
      const config = readFileSync(`${HERE}relays/nginx.conf`, 'utf8')
        .replaceAll('{folder}', folder)
        .replaceAll('{port}', `${port}`)
        .replaceAll('{host}', host)
        .replaceAll('{path}', `${origin.replace(host, 'upstream')}${pathname}/`);
      writeFileSync(`${folder}/nginx.conf`, config);
      return { file: 'nginx', args: ['-c', `${folder}/nginx.conf`, '-p', folder] };
    },
  },
  Portkey: {
    isThere: () => existsSync(PORTKEY),
    command: ({ port }) => ({
      file: process.execPath,
      args: [PORTKEY, '--headless', `--port=${port}`],
      isNode: true,
      // It refuses addresses of this machine otherwise.
      env: { TRUSTED_CUSTOM_HOSTS: '127.0.0.1,localhost' },
    }),
    headers: (upstream) => ({ 'x-portkey-provider': 'openai', 'x-portkey-custom-host': `${upstream}/v1` }),
  },
  LiteLLM: {
    isThere: () => spawnSync(process.env['LITELLM'] ?? 'litellm', ['--version']).status === 0,
    command: ({ port, upstream, folder }) => {
      const model = {
        model_name: '*',
        litellm_params: { model: 'openai/m', api_base: `${upstream}/v1`, api_key: 'x' },
      };
      // JSON is YAML.
      writeFileSync(`${folder}/litellm.yaml`, JSON.stringify({ model_list: [model] }));
      const args = ['--config', `${folder}/litellm.yaml`, '--port', `${port}`, '--host', '127.0.0.1'];
      const env = {
        // It asks GitHub for prices otherwise.
        LITELLM_LOCAL_MODEL_COST_MAP: 'True',
        // Later versions start without a key of callers for development alone.
        LITELLM_DANGEROUSLY_PERMIT_WEAK_OR_UNSET_MASTER_KEY: 'true',
      };
      return { file: process.env['LITELLM'] ?? 'litellm', args, env };
    },
  },
};

const isThere = (/** @type {string} */ name) => RELAYS[name]?.isThere?.() ?? true;
export const RELAY_NAMES = Object.keys(RELAYS).filter(isThere);
export const MISSING_NAMES = Object.keys(RELAYS).filter((name) => !RELAY_NAMES.includes(name));

const HAS_CORE = cpus().length > 1 && spawnSync('taskset', ['-V']).status === 0;
const START_LIMIT_MS = 120_000;

/** Starts one on a core of its own, and waits for its first answer. @param {string} name @param {string} upstream @returns {Promise<Relay>} */
export async function startRelay(name, upstream) {
  const relay = RELAYS[name];
  if (relay === undefined) throw new Error(`There is no relay ${name}.`);
  const folder = mkdtempSync(`${tmpdir()}/easyllm-bench-`);
  const port = await findPort();
  const { file, args, isNode = false, env = {} } = relay.command({ port, upstream, folder });
  const all = isNode ? ['--import', `${HERE}relays/usage.mjs`, ...args] : [...args];
  const start = performance.now();
  const child = spawn(HAS_CORE ? 'taskset' : file, HAS_CORE ? ['-c', '0', file, ...all] : all, {
    stdio: [
      'ignore',
      'ignore',
      process.env['BENCH_SHOW'] === undefined ? 'ignore' : 'inherit',
      ...(isNode ? [/** @type {const} */ ('ipc')] : []),
    ],
    env: { ...process.env, ...env },
  });
  // Also where this process fails.
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const closed = once(child, 'close');
  const url = `http://127.0.0.1:${port}`;
  const headers = { 'content-type': 'application/json', ...relay.headers?.(upstream) };
  const end = async () => {
    child.kill(name === 'nginx' ? 'SIGQUIT' : 'SIGTERM');
    const timer = setTimeout(kill, 3000);
    await closed;
    clearTimeout(timer);
    process.off('exit', kill);
    rmSync(folder, { recursive: true, force: true });
  };
  const isUp = async () => {
    const body = '{"model":"m","messages":[{"role":"user","content":"Hi"}]}';
    return fetch(`${url}/v1/chat/completions`, { method: 'POST', headers, body }).then(
      async (response) => (await response.text()) !== '' && response.ok,
      () => false,
    );
  };
  while (!(await isUp())) {
    if (performance.now() - start < START_LIMIT_MS && child.exitCode === null) continue;
    await end();
    throw new Error(`${name} does not answer.`);
  }
  const startMs = performance.now() - start;
  return { url, headers, startMs, end, usage: async () => (isNode ? askUsage(child) : readUsage(child.pid ?? 0)) };
}

/** @param {import('node:child_process').ChildProcess} child @returns {Promise<Usage>} */
async function askUsage(child) {
  const answered = once(child, 'message');
  child.send('usage');
  const [usage] = await answered;
  return usage;
}

/** Of a process without Node, with its children, as Linux counts: in hundredths of a second. @param {number} pid @returns {Usage} */
function readUsage(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
  const own = {
    cpuUs: (Number(fields[11]) + Number(fields[12])) * 10_000,
    rssBytes: Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4096,
  };
  return children
    .map((child) => readUsage(Number(child)))
    .reduce((sum, each) => ({ cpuUs: sum.cpuUs + each.cpuUs, rssBytes: sum.rssBytes + each.rssBytes }), own);
}

/** @returns {Promise<number>} */
async function findPort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  server.close();
  await once(server, 'close');
  return port;
}
