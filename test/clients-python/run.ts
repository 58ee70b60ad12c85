/**
 * `npm run test:clients:python`: unchanged Python clients against our gateway. They are installed with pip into a folder of the system's
 * own for temporary files; those that pip cannot install are skipped by name, and are failures with `-- --require-all`.
 */
import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { KEY, startGateways } from './gateways.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const PIP_LIMIT_MS = 900_000;
const CLIENT_LIMIT_MS = 300_000;

type Clients = Readonly<Record<string, readonly string[]>>;

const clients: Clients = JSON.parse(readFileSync(join(HERE, 'clients.json'), 'utf8'));
const asked = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const isAllRequired = process.argv.includes('--require-all');
const names = Object.keys(clients).filter((name) => asked.length === 0 || asked.includes(name));

/** The interpreter of an environment that is kept for the next run; undefined where there is no Python to make one of. */
function createEnvironment(): string | undefined {
  const hash = createHash('sha256').update(JSON.stringify(clients)).digest('hex').slice(0, 12);
  const folder = join(tmpdir(), `easyllm-clients-python-${hash}`);
  const python = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  if (existsSync(python)) return python;
  const made = spawnSync('python3', ['-m', 'venv', folder], { stdio: 'ignore', timeout: PIP_LIMIT_MS });
  return made.status === 0 ? python : undefined;
}

/** Undefined where it is installed, else pip's last word. */
function install(python: string, packages: readonly string[]): string | undefined {
  const options = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input', ...packages];
  const { status, stderr, error } = spawnSync(python, options, { encoding: 'utf8', timeout: PIP_LIMIT_MS });
  if (status === 0) return undefined;
  return error?.message ?? stderr.trim().split('\n').at(-1) ?? 'pip failed';
}

/** Undefined where it passed, else what it wrote. */
async function run(python: string, name: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const file = join(HERE, `test_${name.replaceAll('-', '_')}.py`);
  try {
    await promisify(execFile)(python, [file], { env, timeout: CLIENT_LIMIT_MS });
    return undefined;
  } catch (error) {
    const written = typeof error === 'object' && error !== null && 'stderr' in error ? String(error.stderr) : '';
    return written.trim() || String(error);
  }
}

async function main(): Promise<number> {
  const python = createEnvironment();
  const gateways = await startGateways();
  const env = {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    EASYLLM_KEY: KEY,
    EASYLLM_V1: gateways.v1,
    EASYLLM_TGI: gateways.tgi,
  };
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const name of names) {
    const missing = python === undefined ? 'there is no python3 with venv' : install(python, clients[name] ?? []);
    const failed = missing === undefined && python !== undefined ? await run(python, name, env) : undefined;
    const outcome = missing !== undefined ? 'skipped' : failed === undefined ? 'passed' : 'failed';
    counts[outcome] += 1;
    console.log(
      `${outcome} ${name}${missing === undefined ? '' : `: ${missing}`}${failed === undefined ? '' : `:\n${failed}`}`,
    );
  }
  await gateways.close();
  console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  const isEmpty = names.length === 0;
  if (isEmpty) console.error(`No client is called ${asked.join(', ')}. There are ${Object.keys(clients).join(', ')}.`);
  return counts.failed > 0 || isEmpty || (isAllRequired && counts.skipped > 0) ? 1 : 0;
}

process.exitCode = await main();
