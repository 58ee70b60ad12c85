/**
 * Reads a model's own chat template, from its `tokenizer_config.json` or the files beside it, and makes a prompt builder of it. The
 * files come from an object, a path, a URL or the Hugging Face Hub.
 */

import { expectOptions, isObject } from '../base/check.ts';
import { ConfigurationError } from '../base/errors.ts';
import { type ConfigFile, namedTemplates, readFiles } from './tokenizer-files.ts';
import { HUB, toUrl } from './tokenizer-location.ts';
import type { LocationOptions } from './tokenizer-location.ts';
import { type ChatTemplates, chatTemplates } from './chat-template.ts';
import type { PromptBuilder } from './prompt-builder.ts';
import type { ResponseTemplateLike } from './response/families.ts';
import { type ResponseTemplate, isResponseTemplate } from './response/response-template.ts';

/** A model on the Hugging Face Hub. */
export interface HubModel {
  /** `org/model`. */
  readonly hub: string;
  /** A branch, tag or commit; `main` if left out. */
  readonly revision?: string | undefined;
  /** Which of the model's templates is used; left out, `tool_use` for tools and `rag` for documents where the model has them. */
  readonly template?: 'default' | 'tool_use' | 'rag' | (string & {}) | undefined;
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
  /** How the model's text is taken apart; `false` hands it on as it is. Default: the config's `response_template`, else by its family. */
  readonly responseTemplate?: ResponseTemplateLike | false | undefined;
}

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
  const { template } = isHubModel(source) ? source : { template: undefined };
  return chatTemplates(
    toChatTemplates(config['chat_template']),
    { ...specialTokens(config), ...options.variables },
    { template, responseTemplate: options.responseTemplate ?? ownResponseTemplate(config) },
  );
}

/** A loader of builders from the Hub that keeps each model and revision once it is read, and not before: promises of answers are not shared. */
export function createHubPromptBuilders(
  options: TokenizerConfigOptions = {},
): (model: HubModel) => Promise<PromptBuilder> {
  const builders = new Map<string, PromptBuilder>();
  return async ({ hub, revision = 'main', template }) => {
    const key = JSON.stringify([hub, revision, template]);
    const known = builders.get(key);
    if (known !== undefined) return known;
    const builder = await chatTemplateFromTokenizerConfig({ hub, revision, template }, options);
    builders.set(key, builder);
    return builder;
  };
}

async function readConfig(
  source: TokenizerConfig | HubModel | URL | string,
  options: TokenizerConfigOptions,
): Promise<ConfigFile> {
  if (source instanceof URL) return readFiles(source, options);
  if (typeof source === 'string') return readFiles(toUrl(source), options);
  return isHubModel(source) ? readFiles(hubUrl(source), options) : source;
}

function isHubModel(source: TokenizerConfig | HubModel | URL | string): source is HubModel {
  return typeof source === 'object' && 'hub' in source && typeof source.hub === 'string';
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
  // Encoding leaves dots as they are, and an address goes up where its path says so.
  if (typeof revision !== 'string' || /^\.{0,2}$/.test(revision)) {
    throw new ConfigurationError('`revision` is no name of a branch, tag or commit.', { param: 'revision' });
  }
  return new URL(`${HUB}/${hub}/resolve/${encodeURIComponent(revision)}/tokenizer_config.json`);
}

/** One template, or a list of named ones: the one called `default`, or the only one, is the usual. */
function toChatTemplates(value: unknown): ChatTemplates {
  const named = namedTemplates(value);
  const [[, only] = []] = named;
  const usual = named.get('default') ?? (named.size === 1 ? only : undefined);
  if (usual !== undefined) return { ...Object.fromEntries(named), default: usual };
  throw new ConfigurationError(
    'The tokenizer config has no chat template. Base models have none: take the config of the instruct model, or a named prompt builder.',
  );
}

/** What the model ships, checked before anything is sent; one that is not read here is as good as none. */
function ownResponseTemplate(config: ConfigFile): ResponseTemplate | undefined {
  const { response_template: template } = config;
  return isResponseTemplate(template) ? template : undefined;
}

/** `bos_token`, `eos_token` and the like, which are strings or objects with `content`. */
function specialTokens(config: ConfigFile): Record<string, unknown> {
  const tokens: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(config)) {
    if (!name.endsWith('_token')) continue;
    const token = isObject(value) ? value['content'] : value;
    if (typeof token === 'string') tokens[name] = token;
  }
  return tokens;
}
