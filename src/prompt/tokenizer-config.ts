/**
 * Reads a model's own chat template, from its `tokenizer_config.json` or the files beside it, and makes a prompt builder of it. The
 * files come from an object, a path, a URL or the Hugging Face Hub.
 */

import { expectOptions, isObject } from '../base/check.ts';
import { ConfigurationError } from '../base/errors.ts';
import { HUB, describe, readText, toUrl } from './tokenizer-location.ts';
import type { LocationOptions } from './tokenizer-location.ts';
import { type ChatTemplates, chatTemplates } from './chat-template.ts';
import type { PromptBuilder } from './prompt-builder.ts';

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
export interface TokenizerConfigOptions extends LocationOptions {
  /** Values for the template's variables besides the config's tokens, such as `{ enable_thinking: false }`. */
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
}

type Config = Readonly<Record<string, unknown>>;

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
  expectOptions(options, 'The options of the tokenizer config');
  if (typeof source !== 'string') expectOptions(source, 'The settings of the tokenizer config');
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

function parseConfig(text: string, location: URL): Config {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new ConfigurationError(`${describe(location)} is not JSON.`, { cause });
  }
  if (isObject(value)) return value;
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
  return isObject(value) && typeof value['name'] === 'string' && typeof value['template'] === 'string';
}

/** `bos_token`, `eos_token` and the like, which are strings or objects with `content`. */
function specialTokens(config: Config): Record<string, unknown> {
  const tokens: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(config)) {
    if (!name.endsWith('_token')) continue;
    const token = isObject(value) ? value['content'] : value;
    if (typeof token === 'string') tokens[name] = token;
  }
  return tokens;
}
