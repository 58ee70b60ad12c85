/**
 * Response templates, as Hugging Face transformers defines them (chat_response_parsing.md): data that says how a model's text is taken
 * apart into reasoning, content and tool calls.
 */

import { isObject, kindOf } from '../../base/check.ts';
import { ConfigurationError } from '../../base/errors.ts';
import { type ContentParser, type ContentSettings, contentParsers } from './content.ts';
import { type Delimiter, literalDelimiter, patternDelimiter } from './delimiter.ts';

/** One field of the message, and where it stands in the text. */
export interface ResponseField {
  /** The text, or one of the texts, that opens it. A field without is what stands between the others; there is one at most. */
  readonly open?: string | readonly string[] | undefined;
  /** A pattern of Python's in its place. What its named groups take is there for `transform`. */
  readonly open_pattern?: string | undefined;
  /** What closes it; without, the end of the text. */
  readonly close?: string | readonly string[] | undefined;
  readonly close_pattern?: string | undefined;
  /** How the text in it is read: `text` (the default), `int`, `float`, `bool`, `json`, `xml-inline`, `kv-lines` or `python-call-list`. */
  readonly content?: string | undefined;
  readonly content_args?: Readonly<Record<string, unknown>> | undefined;
  readonly repeats?: boolean | undefined;
  /** Joins the texts of a field that repeats. */
  readonly join?: string | undefined;
  readonly optional?: boolean | undefined;
  /** The form of the value: `"{content}"` and `"{NAME}"` of groups stand for what was read. */
  readonly transform?: unknown;
  /** Whether `transform` is for each value of a list. */
  readonly transform_each?: boolean | undefined;
}

/** As in `response_template` of a `tokenizer_config.json`. */
export interface ResponseTemplate {
  readonly version?: number | undefined;
  readonly defaults?: Readonly<Record<string, unknown>> | undefined;
  /** Where the answer begins in a prompt: what the prompt opens after it counts. */
  readonly start_anchor?: string | readonly string[] | undefined;
  readonly start_anchor_pattern?: string | undefined;
  readonly fields: Readonly<Record<string, ResponseField>>;
}

/** A field, ready to be looked for. */
export interface Field {
  readonly name: string;
  readonly open: Delimiter | undefined;
  readonly close: Delimiter | undefined;
  readonly parse: ContentParser;
  readonly settings: ContentSettings;
  /** Whether its value is its text, so that it can be handed on as it comes. */
  readonly isText: boolean;
  readonly join: string;
  readonly transform: unknown;
  readonly transformEach: boolean;
}

export interface Loaded {
  readonly anchor: Delimiter;
  readonly fields: readonly Field[];
  /** The field between the others. */
  readonly implicit: Field | undefined;
}

/** Whether it is a response template that can be read here. */
export function isResponseTemplate(template: unknown): template is ResponseTemplate {
  try {
    loadResponseTemplate(template);
    return true;
  } catch (error) {
    if (error instanceof ConfigurationError) return false;
    throw error;
  }
}

/** Each is looked for in all of a text; real templates have five. */
const MAX_FIELDS = 20;
const MAX_TEXTS = 20;

const TEMPLATE_KEYS = ['version', 'defaults', 'fields', 'start_anchor', 'start_anchor_pattern'];
const FIELD_KEYS = [
  'open',
  'open_pattern',
  'close',
  'close_pattern',
  'content',
  'content_args',
  'repeats',
  'join',
  'optional',
  'transform',
  'transform_each',
];

/** Checks the template. What it has that is not known is a ConfigurationError that names it. */
export function loadResponseTemplate(template: unknown): Loaded {
  if (!isObject(template)) refuse(`is ${kindOf(template)}. Expected an object`);
  expectKnown(template, TEMPLATE_KEYS, 'The response template');
  const { version = 1, fields } = template;
  if (version !== 1) refuse(`has the version ${JSON.stringify(version)}. Known is 1`);
  if (!isObject(fields) || Object.keys(fields).length === 0) refuse('has no `fields`');
  if (Object.keys(fields).length > MAX_FIELDS) refuse(`has more than ${MAX_FIELDS} fields`);
  const loaded = Object.entries(fields).map(([name, field]) => loadField(name, field));
  const implicit = loaded.filter(({ open }) => open === undefined);
  if (implicit.length > 1) refuse('has two fields without `open`. One at most is what stands between the others');
  const anchor = delimiter(template, 'start_anchor', 'The response template');
  if (anchor === undefined) refuse('has no `start_anchor`');
  return { anchor, fields: loaded, implicit: implicit[0] };
}

function loadField(name: string, field: unknown): Field {
  const scope = `The field "${name}" of the response template`;
  if (!isObject(field)) throw invalid(`${scope} is ${kindOf(field)}. Expected an object.`);
  expectKnown(field, FIELD_KEYS, scope);
  const { content = 'text', content_args: settings = {}, join, transform } = field;
  const parse = contentParsers[String(content)];
  if (parse === undefined) throw invalid(`${scope} has the content ${JSON.stringify(content)}, which is not known.`);
  if (join !== undefined && (typeof join !== 'string' || field['repeats'] !== true)) {
    throw invalid(`${scope} has a \`join\` that is no text, or does not repeat.`);
  }
  return {
    name,
    open: delimiter(field, 'open', scope),
    close: delimiter(field, 'close', scope),
    parse,
    settings: isObject(settings) ? settings : {},
    isText: content === 'text' && transform === undefined,
    join: typeof join === 'string' ? join : '',
    transform,
    transformEach: field['transform_each'] === true,
  };
}

function delimiter(owner: Readonly<Record<string, unknown>>, name: string, scope: string): Delimiter | undefined {
  const literals = owner[name] ?? undefined;
  const pattern = owner[`${name}_pattern`] ?? undefined;
  if (literals !== undefined && pattern !== undefined)
    throw invalid(`${scope} has both \`${name}\` and \`${name}_pattern\`.`);
  if (pattern !== undefined) {
    if (typeof pattern !== 'string') throw invalid(`${scope} has a \`${name}_pattern\` that is no text.`);
    return patternDelimiter(pattern);
  }
  if (literals === undefined) return undefined;
  const list: readonly unknown[] = Array.isArray(literals) ? literals : [literals];
  const texts = list.filter((text): text is string => typeof text === 'string' && text !== '' && text.length <= 1_000);
  if (texts.length === 0 || texts.length < list.length || texts.length > MAX_TEXTS) {
    throw invalid(
      `${scope} has an \`${name}\` that is no text of 1 to 1,000 characters, nor a list of ${MAX_TEXTS} at most.`,
    );
  }
  return literalDelimiter(texts);
}

function expectKnown(owner: object, known: readonly string[], scope: string): void {
  const other = Object.keys(owner).find((key) => !known.includes(key));
  if (other !== undefined) throw invalid(`${scope} has an unknown member "${other.slice(0, 64)}".`);
}

function refuse(what: string): never {
  throw invalid(`The response template ${what}.`);
}

function invalid(message: string): ConfigurationError {
  return new ConfigurationError(message, { param: 'responseTemplate' });
}

/** What a prompt opened: the part of it that the model's text goes on from. */
export function afterAnchor({ anchor }: Pick<Loaded, 'anchor'>, prompt: string): string {
  let end = 0;
  for (;;) {
    const { match } = anchor.find(prompt, end, true);
    if (match === undefined || match.end === match.start) return prompt.slice(end);
    end = match.end;
  }
}
