/** The flags of `easyllm chat`, and what they put into a request. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ChatCompletionContentPart, ChatCompletionRequest } from '../../generated/openai.ts';
import { isObject } from '../base/check.ts';
import { UsageError, describeFlags, parseJsonFile, readInput, toNumber } from './arguments.ts';
import type { Flag } from './arguments.ts';
import { WAIT_OPTION } from './waiting.ts';

/** Parameters that a flag gives, and `/set` changes. */
export type ChatSettings = Pick<
  ChatCompletionRequest,
  'temperature' | 'max_tokens' | 'top_p' | 'seed' | 'stop' | 'response_format'
>;

export const FLAGS = {
  model: { type: 'string', short: 'm', value: 'NAME', help: 'the model, where the address serves many' },
  system: { type: 'string', short: 's', value: 'TEXT', help: 'instructions for the model' },
  temperature: { type: 'string', short: 't', value: 'T', help: '0 always takes the likeliest token' },
  'max-tokens': { type: 'string', value: 'N', help: 'the most tokens to generate' },
  'top-p': { type: 'string', value: 'P', help: 'of the likeliest tokens those that make up P, up to 1' },
  seed: { type: 'string', value: 'N', help: 'the same seed gives the same answer, where the server allows it' },
  stop: { type: 'string', multiple: true, value: 'TEXT', help: 'where to end; may be given several times' },
  image: { type: 'string', multiple: true, value: 'FILE', help: 'a picture, or its address, to ask about' },
  schema: { type: 'string', value: 'FILE', help: 'a JSON Schema that the answer fits' },
  json: { type: 'boolean', help: 'print the whole answer as JSON' },
  'prompt-builder': {
    type: 'string',
    short: 'p',
    value: 'NAME',
    help: 'a prompt format, such as llama3 (else EASYLLM_PROMPT, else the server’s own template)',
  },
  'api-base': { type: 'string', value: 'URL', help: 'the server (else EASYLLM_API_BASE)' },
  ...WAIT_OPTION,
  help: { type: 'boolean', short: 'h' },
} as const satisfies Readonly<Record<string, Flag>>;

export const HELP = `Usage: easyllm chat [options] [QUESTION]

Talks with a model in the terminal. With a QUESTION, or with text on standard input, it answers once and
prints the answer alone; with both, the text stands below the question, or where a "-" is.

${describeFlags(FLAGS)}

In the conversation /help lists what it takes. What is typed is kept for the next time, in the file of
EASYLLM_HISTORY; EASYLLM_HISTORY=off keeps nothing. NO_COLOR=1 shows no colours.
Example: git diff | easyllm chat --api-base http://localhost:8080 "Write a commit message:"`;

type Values = {
  readonly [Name in 'temperature' | 'max-tokens' | 'top-p' | 'seed' | 'schema']?: string | undefined;
} & { readonly stop?: readonly string[] | undefined };

/** The parameters among the flags; UsageError for a value that is none. */
export async function readSettings(values: Values): Promise<ChatSettings> {
  const { schema, stop } = values;
  const settings: ChatSettings = {};
  for (const name of ['temperature', 'max-tokens', 'top-p', 'seed'] as const) {
    const value = values[name];
    if (value !== undefined) set(settings, name, value);
  }
  if (stop !== undefined) settings.stop = [...stop];
  if (schema !== undefined) settings.response_format = await readSchema(schema);
  return settings;
}

/** What `/set` takes. */
export const SETTABLE = ['temperature', 'max_tokens', 'top_p', 'seed', 'stop'] as const;

const WHOLE: ReadonlySet<string> = new Set(['max_tokens', 'seed']);

/** Sets a parameter by its name, with `_` or `-`; without a value it is left to the server. UsageError for what is none. */
export function set(settings: ChatSettings, given: string, value: string | undefined): void {
  const field = SETTABLE.find((name) => name === given.replaceAll('-', '_'));
  if (field === undefined) throw new UsageError(`"${given}" is none of ${SETTABLE.join(', ')}.`);
  if (value === undefined) delete settings[field];
  else if (field === 'stop') settings.stop = [value];
  else settings[field] = toNumber(field.replaceAll('_', '-'), value, { isWhole: WHOLE.has(field) });
}

async function readSchema(file: string): Promise<NonNullable<ChatCompletionRequest['response_format']>> {
  const schema = parseJsonFile(file, await readInput(file));
  if (!isObject(schema)) throw new UsageError(`${file} is no JSON Schema: expected an object.`);
  // OpenAI's names of schemas are letters, digits, `_` and `-`.
  const name =
    basename(file)
      .replace(/\.json$/, '')
      .replaceAll(/[^\w-]/g, '_')
      .slice(0, 64) || 'answer';
  return { type: 'json_schema', json_schema: { name, schema, strict: true } };
}

/** The content of a question: its text, and the pictures that go with it. */
export async function toContent(
  question: string,
  images: readonly string[],
): Promise<string | ChatCompletionContentPart[]> {
  if (images.length === 0) return question;
  const parts = await Promise.all(
    images.map(async (image) => ({ type: 'image_url' as const, image_url: { url: await toImageUrl(image) } })),
  );
  return [{ type: 'text', text: question }, ...parts];
}

async function toImageUrl(image: string): Promise<string> {
  if (/^(https?|data):/.test(image)) return image;
  const bytes = await readFile(image).catch((cause: unknown) => {
    throw new UsageError(`${image} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  });
  const start = bytes.subarray(0, 12).toString('latin1');
  const type = IMAGE_TYPES.find(({ is }) => is.test(start))?.type;
  if (type === undefined) throw new UsageError(`${image} is no PNG, JPEG, GIF or WebP.`);
  return `data:${type};base64,${bytes.toString('base64')}`;
}

/** By what files of each begin with. */
const IMAGE_TYPES = [
  { type: 'image/png', is: /^\u0089PNG/ },
  { type: 'image/jpeg', is: /^\u00ff\u00d8\u00ff/ },
  { type: 'image/gif', is: /^GIF8/ },
  { type: 'image/webp', is: /^RIFF....WEBP/s },
];
