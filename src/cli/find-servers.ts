/** Which servers listen on this machine, for somebody who has named none. */
import { isObject, tryParse } from '../base/check.ts';
import type { JsonObject } from '../base/check.ts';
import { ConfigurationError } from '../base/errors.ts';
import { isTeiInfo, isTgiInfo } from '../bridge/dialect.ts';
import type { Dialect } from '../bridge/dialect.ts';
import { recognise } from '../bridge/v1/recognition.ts';
import { readEnvironment } from '../client/config/env.ts';

/** TGI and llama.cpp, vLLM, Ollama, SGLang, LM Studio. */
const USUAL_PORTS: readonly number[] = [8080, 8000, 11434, 30000, 1234];

/** One that listens on loopback never takes so long. */
const ANSWER_MS = 1000;

export interface FoundServer {
  /** For `--api-base`. */
  readonly url: string;
  /** What it is, as far as it says. */
  readonly name: string;
  readonly models: readonly string[];
}

/** Refuses a command that names no server and no model: the default, Hugging Face's router, wants a model. */
export async function expectServer(
  command: string,
  { 'api-base': apiBase, model }: { 'api-base'?: string | undefined; model?: string | undefined },
): Promise<void> {
  const { EASYLLM_API_BASE: own, HUGGINGFACE_API_BASE: other } = readEnvironment();
  if ((apiBase ?? own ?? other ?? model) !== undefined) return;
  const found = await findServers(USUAL_PORTS);
  throw new ConfigurationError(describeMissingServer(command, found));
}

export function describeMissingServer(command: string, found: readonly FoundServer[]): string {
  const lines = found.map(({ url, name, models }) => {
    // Where there are several, one has to be named.
    const model = models.length > 1 ? ` --model ${models[0]}` : '';
    return `  easyllm ${command} --api-base ${url}${model}   (${name}${models.length > 1 ? `, ${models.length} models` : ''})`;
  });
  return [
    'Which server? Pass --api-base URL, or set EASYLLM_API_BASE; for Hugging Face’s router pass --model NAME.',
    ...(lines.length === 0
      ? [
          `On this machine nothing answers at the usual ports (${USUAL_PORTS.join(', ')}). To try without a model: easyllm fake`,
        ]
      : ['On this machine:', ...lines]),
  ].join('\n');
}

/** The servers that answer at these ports of loopback, in their order. */
export async function findServers(ports: readonly number[]): Promise<FoundServer[]> {
  const found = await Promise.all(ports.map((port) => ask(`http://127.0.0.1:${port}`)));
  return found.filter((server) => server !== undefined);
}

async function ask(url: string): Promise<FoundServer | undefined> {
  const [listed, info] = await Promise.all([read(`${url}/v1/models`), read(`${url}/info`)]);
  if (listed === undefined && info === undefined) return undefined;
  const entries = Array.isArray(listed?.body['data']) ? listed.body['data'].filter(isObject) : undefined;
  const models = (entries ?? []).flatMap(({ id }) => (typeof id === 'string' ? [id] : []));
  const name = nameOf({ entries, server: listed?.server ?? null, info: info?.body });
  return name === undefined ? undefined : { url, name, models };
}

/** As their makers write them. */
const NAMES: Partial<Record<Dialect, string>> = {
  vllm: 'vLLM',
  sglang: 'SGLang',
  llamacpp: 'llama.cpp',
  ollama: 'Ollama',
  lmdeploy: 'LMDeploy',
};

function nameOf({
  entries,
  server,
  info,
}: {
  entries: JsonObject[] | undefined;
  server: string | null;
  info?: JsonObject | undefined;
}) {
  if (info !== undefined && isTgiInfo(info)) return 'TGI';
  if (info !== undefined && isTeiInfo(info)) return 'TEI';
  if (entries === undefined) return undefined;
  const { dialect } = recognise({ models: entries, server });
  return dialect === undefined ? 'OpenAI’s API' : (NAMES[dialect] ?? dialect);
}

interface Read {
  readonly body: JsonObject;
  readonly server: string | null;
}

/** JSON of a good answer; undefined for anything else that may listen there. */
async function read(url: string): Promise<Read | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS), redirect: 'error' });
    const body = response.ok ? tryParse(await response.text()) : undefined;
    return isObject(body) ? { body, server: response.headers.get('server') } : undefined;
  } catch {
    return undefined;
  }
}
