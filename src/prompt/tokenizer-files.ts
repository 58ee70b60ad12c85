/** Reads `tokenizer_config.json`, and the files beside it in which newer models keep their templates and older ones their tokens. */

import { isObject } from '../base/check.ts';
import { ConfigurationError } from '../base/errors.ts';
import { type LocationOptions, describe, readTokenizerText } from './tokenizer-location.ts';

/** The content of a tokenizer's config. */
export type ConfigFile = Readonly<Record<string, unknown>>;

/** The templates that are read besides the default one, by their usual names. */
const ADDITIONAL_TEMPLATES = ['tool_use', 'rag'];

/**
 * The config at that address, with the templates of the files beside it, which win over its own as they do in transformers, and with the
 * tokens of `special_tokens_map.json` where it lacks the two that templates need.
 */
export async function readFiles(location: URL, options: LocationOptions): Promise<ConfigFile> {
  const text = await readTokenizerText(location, options);
  if (text === undefined) {
    throw new ConfigurationError(`There is no ${describe(location)}. Is the model, revision or path misspelled?`);
  }
  const config = parseConfig(text, location);
  const own = namedTemplates(config['chat_template']);
  const readBeside = createReader(location, options, own.size > 0);
  const [beside, tokens] = await Promise.all([readTemplates(readBeside, own), readTokens(readBeside, config)]);
  const templates = [...new Map([...own, ...beside])].map(([name, template]) => ({ name, template }));
  return { ...tokens, ...config, chat_template: templates };
}

/** The templates by name; one without a name is the default. */
export function namedTemplates(value: unknown): Map<string, string> {
  if (typeof value === 'string') return new Map([['default', value]]);
  const named = Array.isArray(value) ? value.filter(isNamedTemplate) : [];
  return new Map(named.map(({ name, template }) => [name, template]));
}

function isNamedTemplate(value: unknown): value is { name: string; template: string } {
  return isObject(value) && typeof value['name'] === 'string' && typeof value['template'] === 'string';
}

type Reader = (name: string) => Promise<string | undefined>;

/** Reads a file beside the config. Where that has a template, a refusal means that there is no file: storage often answers so. */
function createReader(location: URL, options: LocationOptions, isOptional: boolean): Reader {
  return async (name) => {
    try {
      return await readTokenizerText(new URL(name, location), options);
    } catch (error) {
      if (isOptional && error instanceof ConfigurationError) return undefined;
      throw error;
    }
  };
}

async function readTemplates(read: Reader, own: ReadonlyMap<string, string>): Promise<[string, string][]> {
  const names = ['default', ...ADDITIONAL_TEMPLATES];
  const sources = await Promise.all(
    names.map((name) => read(name === 'default' ? 'chat_template.jinja' : `additional_chat_templates/${name}.jinja`)),
  );
  const found = names.flatMap((name, index): [string, string][] => {
    const source = sources[index];
    return source === undefined ? [] : [[name, source]];
  });
  if (own.size > 0 || found.some(([name]) => name === 'default')) return found;
  const json = await read('chat_template.json');
  const template = json === undefined ? undefined : parseConfig(json, 'chat_template.json')['chat_template'];
  return [...namedTemplates(template), ...found];
}

async function readTokens(read: Reader, config: ConfigFile): Promise<ConfigFile> {
  if ('bos_token' in config && 'eos_token' in config) return {};
  const json = await read('special_tokens_map.json');
  return json === undefined ? {} : parseConfig(json, 'special_tokens_map.json');
}

function parseConfig(text: string, location: URL | string): ConfigFile {
  const name = typeof location === 'string' ? location : describe(location);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new ConfigurationError(`${name} is not JSON.`, { cause });
  }
  if (isObject(value)) return value;
  throw new ConfigurationError(`${name} is not a JSON object.`);
}
