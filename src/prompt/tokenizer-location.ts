/** Reads the files of a tokenizer: from a path, a URL or the Hugging Face Hub. */
import { APIConnectionError, ConfigurationError } from '../base/errors.ts';
import { toAPIError } from '../net/api-error.ts';
import { readText as readResponseText } from '../net/body.ts';

/** How what is not a file is fetched. */
export interface LocationOptions {
  /** Global `fetch` by default. */
  readonly fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined;
  /** The Hub's access token, asked for only for addresses of https://huggingface.co; undefined sends none. */
  readonly token?: ((url: URL) => string | undefined | Promise<string | undefined>) | undefined;
}

export const HUB = 'https://huggingface.co';
const TIMEOUT_MS = 30_000;
const MAX_FILE_BYTES = 32 * 1024 * 1024;
const MAX_HUB_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** A string is a path, or a URL if it begins with `https:`, `http:` or `file:`. */
export function toUrl(location: string): URL {
  if (!/^(https?|file):/i.test(location)) return nodeProcess().getBuiltinModule('node:url').pathToFileURL(location);
  if (URL.canParse(location)) return new URL(location);
  throw new ConfigurationError('The address of the tokenizer config is not a URL.');
}

/** The text at a `file:`, `http:` or `https:` address; undefined if there is nothing. */
export async function readTokenizerText(location: URL, options: LocationOptions): Promise<string | undefined> {
  return location.protocol === 'file:' ? readFile(location) : fetchText(location, options);
}

async function readFile(location: URL): Promise<string | undefined> {
  const { readFile: read } = nodeProcess().getBuiltinModule('node:fs/promises');
  try {
    return await read(location, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw new ConfigurationError(`${describe(location)} cannot be read.`, { cause });
  }
}

async function fetchText(location: URL, options: LocationOptions): Promise<string | undefined> {
  const response = await fetchFollowing(location, options, MAX_HUB_REDIRECTS);
  if (response.ok) return readBody(response, location);
  discard(response);
  const { status } = response;
  if (status === 404) return undefined;
  if (status === 401 || status === 403) {
    throw new ConfigurationError(
      `${describe(location)} was refused (${status}): the model does not exist, or it is private or gated and the token may not read it.`,
      { status },
    );
  }
  throw toAPIError({ status, message: `${describe(location)} was not delivered.`, headers: response.headers });
}

/** Follows redirects by hand, so that each address is asked for its own token: another host never sees the Hub's. */
async function fetchFollowing(location: URL, options: LocationOptions, redirects: number): Promise<Response> {
  const response = await fetchOnce(location, options, 'manual');
  // A browser hides where a redirect leads; following it there drops the token on the way to another origin.
  if (response.type === 'opaqueredirect') return fetchOnce(location, options, 'follow');
  const target = response.headers.get('location');
  if (!REDIRECTS.has(response.status) || target === null || !URL.canParse(target, location.href)) return response;
  discard(response);
  // `data:` would make the redirecting server the author of the file, and no other scheme is of the web.
  if (!/^https?:$/.test(new URL(target, location.href).protocol)) {
    throw new ConfigurationError(`${describe(location)} redirects to an address that is not one of http.`);
  }
  if (redirects === 0) throw new ConfigurationError(`${describe(location)} redirects too often.`);
  return fetchFollowing(new URL(target, location), options, redirects - 1);
}

async function fetchOnce(
  location: URL,
  { fetch = globalThis.fetch, token }: LocationOptions,
  redirect: 'manual' | 'follow',
): Promise<Response> {
  const bearer = location.origin === HUB ? await token?.(location) : undefined;
  const headers: Record<string, string> =
    bearer === undefined || bearer === '' ? {} : { authorization: `Bearer ${bearer}` };
  try {
    return await fetch(location.href, { headers, redirect, signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch (cause) {
    throw new APIConnectionError(
      `${describe(location)} could not be fetched. Offline, pass the path of a downloaded tokenizer_config.json instead.`,
      { cause },
    );
  }
}

/** Frees the connection. Not awaited: a body that was cloned waits for its other half. */
function discard({ body }: Response): void {
  body?.cancel().catch(() => undefined);
}

async function readBody(response: Response, location: URL): Promise<string> {
  try {
    return await readResponseText(response, { maxBytes: MAX_FILE_BYTES, url: describe(location) });
  } catch (cause) {
    if (APIConnectionError.isInstance(cause)) {
      throw new APIConnectionError(
        `${describe(location)} is larger than 32 MiB, which no file of a tokenizer’s settings is.`,
        {
          code: 'response_too_large',
        },
      );
    }
    throw new APIConnectionError(`${describe(location)} broke off.`, { cause });
  }
}

/** Without the query, which may hold a signature. */
export function describe({ protocol, origin, pathname }: URL): string {
  return protocol === 'file:' ? pathname : `${origin}${pathname}`;
}

function nodeProcess(): NodeJS.Process {
  const { process } = globalThis;
  if (typeof process?.getBuiltinModule === 'function') return process;
  throw new ConfigurationError(
    'Files can be read under Node only. Pass the tokenizer config as an object, or its URL.',
  );
}
