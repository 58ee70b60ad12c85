/** The keys of callers: whose each is, and what it may ask for. */
import { ConfigurationError } from '../../base/errors.ts';
import { didYouMean } from '../../base/spelling.ts';
import type { Locate } from './configuration-error.ts';
import type { KeySetting } from './key-settings.ts';

/** Whose a key is, and its limits. The key itself is kept as a hash, elsewhere. */
export interface KeyHolder {
  /** For the log, the metrics and `/usage`. */
  name: string;
  /** The models that it sees. Default: all. */
  models?: readonly string[] | undefined;
  /** Requests a minute. */
  rpm?: number | undefined;
  /** Tokens a minute. */
  tpm?: number | undefined;
  maxConcurrent?: number | undefined;
  /** Under what its files and batches are kept: its name, which stays when the key is changed; of a key without one, its hash. */
  owner?: string | undefined;
}

/** A key that is written as a text is called by its place. */
export function toKeyHolder(setting: KeySetting, index: number): KeyHolder {
  if (typeof setting === 'string') return { name: `key-${index + 1}` };
  const { name, models, rpm, tpm, maxConcurrent } = setting;
  return { name, models, rpm, tpm, maxConcurrent };
}

/** Finds the holder of a key that a caller sends; undefined for one that is not among them. */
export function createKeyRing(settings: readonly KeySetting[]): (sent: string) => Promise<KeyHolder | undefined> {
  // No promise is kept: on Workers that of a request which has ended never settles.
  let ring: { hash: Uint8Array; holder: KeyHolder }[] | undefined;
  return async (sent) => {
    const [hash, known] = await Promise.all([sha256(sent), ring ?? Promise.all(settings.map(toEntry))]);
    ring = known;
    let found: KeyHolder | undefined;
    // All of them are compared to the end: the time tells nothing of how near a key was.
    for (const entry of known) if (isSame(entry.hash, hash)) found = entry.holder;
    return found;
  };
}

async function toEntry(setting: KeySetting, index: number): Promise<{ hash: Uint8Array; holder: KeyHolder }> {
  const hash = await toHash(setting);
  const hex = Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const holder = toKeyHolder(setting, index);
  // The place of a key in the settings is no name: another key may stand there later.
  return { hash, holder: { ...holder, owner: typeof setting === 'string' ? `key:${hex}` : `name:${holder.name}` } };
}

/** The holders of keys by what their files and batches are kept under. */
export async function holdersByOwner(settings: readonly KeySetting[]): Promise<ReadonlyMap<string, KeyHolder>> {
  const entries = await Promise.all(settings.map(toEntry));
  return new Map(entries.map(({ holder }) => [holder.owner ?? '', holder]));
}

/** Throws ConfigurationError for a name or a key that two have, and for a model that is not there. */
export function checkKeys(
  { auth, models }: { auth?: unknown; models?: Readonly<Record<string, unknown>> | undefined },
  locate?: Locate,
): void {
  const settings = keysOf(auth);
  const names = new Map<string, number>();
  const keys = new Map<string, number>();
  for (const [index, setting] of settings.entries()) {
    const path = ['auth', 'keys', index];
    const { name, models: allowed = [] } = toKeyHolder(setting, index);
    const first = names.get(name);
    if (first !== undefined) {
      throw wrong(`has the name of \`auth.keys[${first}]\`, "${name}". Give each key its own.`, path, locate);
    }
    names.set(name, index);
    const key = typeof setting === 'string' ? setting : (setting.key ?? setting.sha256?.toLowerCase() ?? '');
    const same = keys.get(key);
    if (same !== undefined) throw wrong(`is the same key as \`auth.keys[${same}]\`.`, path, locate);
    keys.set(key, index);
    const unknown = models === undefined ? -1 : allowed.findIndex((model) => !Object.hasOwn(models, model));
    if (models === undefined || unknown < 0) continue;
    const model = allowed[unknown] ?? '';
    const advice = `${didYouMean(model, Object.keys(models), '"')} Known are ${Object.keys(models).join(', ').slice(0, 300)}.`;
    throw wrong(
      `is "${model.slice(0, 64)}", which is not among \`models\`.${advice}`,
      [...path, 'models', unknown],
      locate,
    );
  }
}

/** As `checkKeys`, for a key beside the hash of the same one. */
export async function checkHashes(auth: unknown): Promise<void> {
  const settings = keysOf(auth);
  const seen = new Map<string, number>();
  for (const [index, setting] of settings.entries()) {
    const hash = (await toHash(setting)).join();
    const same = seen.get(hash);
    if (same !== undefined) throw wrong(`is the same key as \`auth.keys[${same}]\`.`, ['auth', 'keys', index]);
    seen.set(hash, index);
  }
}

/** None where callers have keys of their own, or need none. */
export function keysOf(auth: unknown): readonly KeySetting[] {
  return typeof auth === 'object' && auth !== null && 'keys' in auth ? (auth.keys as readonly KeySetting[]) : [];
}

async function toHash(setting: KeySetting): Promise<Uint8Array> {
  if (typeof setting === 'string') return sha256(setting);
  const { key, sha256: hash = '' } = setting;
  if (key !== undefined) return sha256(key);
  return Uint8Array.from(hash.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}

async function sha256(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  let difference = one.length ^ other.length;
  for (const [index, byte] of one.entries()) difference |= byte ^ (other[index] ?? 0);
  return difference === 0;
}

function wrong(what: string, path: readonly PropertyKey[], locate?: Locate): ConfigurationError {
  const param = path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text === '' ? String(part) : `${text}.${String(part)}`,
    '',
  );
  const where = [locate?.(path), `\`${param}\``].filter((part) => part !== undefined).join(', ');
  return new ConfigurationError(`${where} ${what}`, { param });
}
