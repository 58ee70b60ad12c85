/**
 * Reads a model's own chat template, from its `tokenizer_config.json` or the files beside it, and makes a prompt builder of it. The
 * files come from an object, a path, a URL or the Hugging Face Hub.
 */

import { APIConnectionError, ConfigurationError } from './errors.ts';
import { toAPIError } from './upstream/api-error.ts';
import { type ChatTemplates, chatTemplates } from './prompt/chat-template.ts';
import type { PromptBuilder } from './prompt/prompt-builder.ts';

/** A model on the Hugging Face Hub. */
export interface HubModel {
  /** `org/model`. */
  readonly hub: string;
  /** A branch, tag or commit; `main` if left out. */
  readonly revision?: string | undefined;
}

/** The parts of a `tokenizer_config.json` that matter here. Tokens are strings or `{ content }`. */
export interface TokenizerConfig {
  /** The Jinja source, or several under names such as `default` and `tool_use`. */
  readonly chat_template?: string | readonly { readonly name: string; readonly template: string }[] | null | undefined;
  readonly [property: string]: unknown;
}

/** How a config is read, and what its template is given. */
export interface TokenizerConfigOptions {
  /** Values for the template's variables besides the config's tokens, such as `{ enable_thinking: false }`. */
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  /** Global `fetch` by default. */
  readonly fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined;
  /** The Hub's access token, asked for only for addresses of https://huggingface.co; undefined sends none. */
  readonly token?: ((url: URL) => string | undefined | Promise<string | undefined>) | undefined;
}

type Config = Readonly<Record<string, unknown>>;

const HUB = 'https://huggingface.co';
const TIMEOUT_MS = 30_000;
const MAX_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** The templates that are read besides the default one, by their usual names. */
const ADDITIONAL_TEMPLATES = ['tool_use', 'rag'];

/**
 * A builder of the model's own template. A string is a path, or a URL if it begins with `https:`, `http:` or `file:`. What cannot be
 * found, read or understood is a ConfigurationError; a network that fails is an APIConnectionError.
 */
export async function chatTemplateFromTokenizerConfig(
  source: TokenizerConfig | HubModel | URL | string,
  options: TokenizerConfigOptions = {},
): Promise<PromptBuilder> {
  const config = await readConfig(source, options);
  return chatTemplates(toChatTemplates(config['chat_template']), { ...specialTokens(config), ...options.variables });
}

/** A loader of builders from the Hub that keeps each model and revision once it is read, and not before: promises of answers are not shared. */
export function createHubPromptBuilders(
  options: TokenizerConfigOptions = {},
): (model: HubModel) => Promise<PromptBuilder> {
  const builders = new Map<string, PromptBuilder>();
  return async ({ hub, revision = 'main' }) => {
    const key = `${hub}@${revision}`;
    const known = builders.get(key);
    if (known !== undefined) return known;
    const builder = await chatTemplateFromTokenizerConfig({ hub, revision }, options);
    builders.set(key, builder);
    return builder;
  };
}

async function readConfig(
  source: TokenizerConfig | HubModel | URL | string,
  options: TokenizerConfigOptions,
): Promise<Config> {
  if (source instanceof URL) return readFiles(source, options);
  if (typeof source === 'string') return readFiles(toUrl(source), options);
  return isHubModel(source) ? readFiles(hubUrl(source), options) : source;
}

function isHubModel(source: TokenizerConfig | HubModel): source is HubModel {
  return 'hub' in source && typeof source.hub === 'string';
}

function toUrl(location: string): URL {
  if (!/^(https?|file):/i.test(location)) return nodeProcess().getBuiltinModule('node:url').pathToFileURL(location);
  if (URL.canParse(location)) return new URL(location);
  throw new ConfigurationError('The address of the tokenizer config is not a URL.');
}

function hubUrl({ hub, revision = 'main' }: HubModel): URL {
  const segments = hub.split('/');
  if (segments.length > 2 || segments.some((segment) => !/^[\w.-]+$/.test(segment) || /^\.+$/.test(segment))) {
    throw new ConfigurationError(
      `\`hub\` is the id of a model on the Hugging Face Hub, as in "Qwen/Qwen3-8B"; ${JSON.stringify(hub)} is not.`,
      {
        param: 'promptBuilder.hub',
      },
    );
  }
  return new URL(`${HUB}/${hub}/resolve/${encodeURIComponent(revision)}/tokenizer_config.json`);
}

/** The config at that address. Where it has no template, the one in the files that newer models keep beside it. */
async function readFiles(location: URL, options: TokenizerConfigOptions): Promise<Config> {
  const text = await readText(location, options);
  if (text === undefined) {
    throw new ConfigurationError(`There is no ${describe(location)}. Is the model, revision or path misspelled?`);
  }
  const config = parseConfig(text, location);
  if (config['chat_template'] !== undefined && config['chat_template'] !== null) return config;
  return { ...config, chat_template: await readTemplateBeside(location, options) };
}

async function readTemplateBeside(location: URL, options: TokenizerConfigOptions): Promise<unknown> {
  const read = (name: string): Promise<string | undefined> => readText(new URL(name, location), options);
  const template = await read('chat_template.jinja');
  if (template === undefined) {
    const json = await read('chat_template.json');
    return json === undefined ? undefined : parseConfig(json, new URL('chat_template.json', location))['chat_template'];
  }
  const additional = await Promise.all(
    ADDITIONAL_TEMPLATES.map(async (name) => {
      const source = await read(`additional_chat_templates/${name}.jinja`);
      return source === undefined ? [] : [{ name, template: source }];
    }),
  );
  return [{ name: 'default', template }, ...additional.flat()];
}

/** The text at a `file:`, `http:` or `https:` address; undefined if there is nothing. */
async function readText(location: URL, options: TokenizerConfigOptions): Promise<string | undefined> {
  return location.protocol === 'file:' ? readFile(location) : fetchText(location, options);
}

async function readFile(location: URL): Promise<string | undefined> {
  const { readFile: read } = nodeProcess().getBuiltinModule('node:fs/promises');
  try {
    return await read(location, 'utf8');
  } catch (cause) {
    if (isRecord(cause) && cause['code'] === 'ENOENT') return undefined;
    throw new ConfigurationError(`${describe(location)} cannot be read.`, { cause });
  }
}

async function fetchText(location: URL, options: TokenizerConfigOptions): Promise<string | undefined> {
  const response = await fetchFollowing(location, options, MAX_REDIRECTS);
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
async function fetchFollowing(location: URL, options: TokenizerConfigOptions, redirects: number): Promise<Response> {
  const response = await fetchOnce(location, options, 'manual');
  // A browser hides where a redirect leads; following it there drops the token on the way to another origin.
  if (response.type === 'opaqueredirect') return fetchOnce(location, options, 'follow');
  const target = response.headers.get('location');
  if (!REDIRECTS.has(response.status) || target === null || !URL.canParse(target, location.href)) return response;
  discard(response);
  if (redirects === 0) throw new ConfigurationError(`${describe(location)} redirects too often.`);
  return fetchFollowing(new URL(target, location), options, redirects - 1);
}

async function fetchOnce(
  location: URL,
  { fetch = globalThis.fetch, token }: TokenizerConfigOptions,
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
    return await response.text();
  } catch (cause) {
    throw new APIConnectionError(`${describe(location)} broke off.`, { cause });
  }
}

function parseConfig(text: string, location: URL): Config {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new ConfigurationError(`${describe(location)} is not JSON.`, { cause });
  }
  if (isRecord(value)) return value;
  throw new ConfigurationError(`${describe(location)} is not a JSON object.`);
}

/** One template, or a list of named ones: the one called `default`, or the only one, is the usual. */
function toChatTemplates(value: unknown): ChatTemplates {
  if (typeof value === 'string') return { default: value };
  const named = Array.isArray(value) ? value.filter(isNamedTemplate) : [];
  const sourceOf = (name: string): string | undefined => named.find((entry) => entry.name === name)?.template;
  const usual = sourceOf('default') ?? (named.length === 1 ? named[0]?.template : undefined);
  if (usual !== undefined) return { default: usual, tool_use: sourceOf('tool_use'), rag: sourceOf('rag') };
  throw new ConfigurationError(
    'The tokenizer config has no chat template. Base models have none: take the config of the instruct model, or a named prompt builder.',
  );
}

function isNamedTemplate(value: unknown): value is { name: string; template: string } {
  return isRecord(value) && typeof value['name'] === 'string' && typeof value['template'] === 'string';
}

/** `bos_token`, `eos_token` and the like, which are strings or objects with `content`. */
function specialTokens(config: Config): Record<string, unknown> {
  const tokens: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(config)) {
    if (!name.endsWith('_token')) continue;
    const token = isRecord(value) ? value['content'] : value;
    if (typeof token === 'string') tokens[name] = token;
  }
  return tokens;
}

function isRecord(value: unknown): value is Config {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Without the query, which may hold a signature. */
function describe({ protocol, origin, pathname }: URL): string {
  return protocol === 'file:' ? pathname : `${origin}${pathname}`;
}

function nodeProcess(): NodeJS.Process {
  const { process } = globalThis;
  if (typeof process?.getBuiltinModule === 'function') return process;
  throw new ConfigurationError(
    'Files can be read under Node only. Pass the tokenizer config as an object, or its URL.',
  );
}
