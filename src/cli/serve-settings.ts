/** The settings of `easyllm serve`: the file, the flags over it, and keys of the environment. They are read anew at each reload. */
import { checkHashes } from '../http/gateway/keys.ts';
import { isLoopbackHost } from '../http/gateway/loopback.ts';
import { parseGatewaySettings } from '../http/gateway/settings.ts';
import type { GatewayOptions, GatewaySettings } from '../http/gateway/settings.ts';
import { UsageError, note } from './arguments.ts';
import { DEFAULT_MAX_CONCURRENT, readSettings } from './serve-flags.ts';
import { toUrlHost } from './serving.ts';

/** What of the flags decides the settings. */
type Flags = Parameters<typeof readSettings>[0] & {
  config?: string | undefined;
  host: string;
  'no-auth'?: boolean | undefined;
};

/** The settings, and who may ask: `--no-auth` is no setting of a file. */
export type ServeSettings = Omit<GatewaySettings, 'auth'> & Pick<GatewayOptions, 'auth'>;

/** Throws UsageError and ConfigurationError for what is wrong, also for an address that is open to all without a word of that. */
export async function loadSettings(flags: Flags): Promise<ServeSettings> {
  const given = { ...(await readFile(flags.config)), ...readSettings(flags) };
  const isOpen = flags['no-auth'] === true;
  const keys = readKeys();
  if (given.auth === undefined && !isOpen) Object.assign(given, keys);
  else if (keys.auth !== undefined) {
    note(`EASYLLM_API_KEYS is not used: ${isOpen ? '--no-auth asks for no key' : 'other settings name the keys'}.`);
  }
  const auth = toAuth(given, isOpen);
  refuseOpenAddress(flags.host, auth);
  await checkHashes(auth);
  return { ...given, auth, maxConcurrent: given.maxConcurrent ?? DEFAULT_MAX_CONCURRENT };
}

async function readFile(file: string | undefined): Promise<GatewaySettings> {
  if (file === undefined) return {};
  const { readGatewayFile } = await import('./gateway-file.ts');
  return readGatewayFile(file);
}

/** Keys of callers in the environment, with commas between them. */
function readKeys(): GatewaySettings {
  const keys = (process.env['EASYLLM_API_KEYS'] ?? '').split(',').map((key) => key.trim());
  const given = keys.filter((key) => key !== '');
  return given.length === 0 ? {} : parseGatewaySettings({ auth: { keys: given } }, 'EASYLLM_API_KEYS');
}

function toAuth({ auth }: GatewaySettings, isOpen: boolean): GatewayOptions['auth'] {
  if (!isOpen) return auth;
  if (auth === undefined) return 'none';
  throw new UsageError('--no-auth and keys exclude each other.');
}

function refuseOpenAddress(host: string, auth: GatewayOptions['auth']): void {
  if (auth !== undefined || isLoopbackHost(toUrlHost(host))) return;
  throw new UsageError(
    `--host ${host} can be reached by others. Pass --api-key KEY; or --no-auth, to serve everyone who can reach it.`,
  );
}

/** The settings of one of several workers: of limits that each counts by itself it has its part, and of the file of bodies its own. */
export function toWorkerSettings(settings: ServeSettings, { workers, number }: { workers: number; number: number }) {
  const { maxConcurrent = 0, auth, requestLog } = settings;
  const own: ServeSettings = { ...settings, maxConcurrent: shareOf(maxConcurrent, workers) };
  if (typeof auth === 'object') {
    own.auth = {
      keys: auth.keys.map((key) =>
        typeof key === 'string' || key.maxConcurrent === undefined
          ? key
          : { ...key, maxConcurrent: shareOf(key.maxConcurrent, workers) },
      ),
    };
  }
  const file = typeof requestLog === 'string' ? { file: requestLog } : requestLog;
  if (file !== undefined) own.requestLog = { ...file, file: `${file.file}-worker-${number}` };
  return own;
}

/** At least one. Without a limit there is none for a part. */
function shareOf(limit: number, workers: number): number {
  return limit === 0 || limit === Infinity ? limit : Math.max(1, Math.floor(limit / workers));
}
