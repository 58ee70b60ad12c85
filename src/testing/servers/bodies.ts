/** What servers read of bodies alike, and the errors that several write alike. */
import type { JsonObject } from '../../base/check.ts';
import { isObject } from '../../base/check.ts';
import type { ErrorBody, FixedAnswer, Likeness, ServerRefusal } from './likeness.ts';

/** `{error: {message, type, param, code}}` with the status as code. */
export const NUMBERED: ErrorBody = {
  whole: ({ message, type, param, status }) => ({ error: { message, type, param, code: status } }),
  event: ({ message, type, param, status }) => ({ error: { message, type, param, code: status } }),
};

/** `{error: {message, type, param, code}}` without a number. */
export const NAMED: ErrorBody = {
  whole: ({ message, type, param }) => ({ error: { message, type, param, code: null } }),
  event: ({ message, type, param }) => ({ error: { message, type, param, code: null } }),
};

/** The schema in `response_format`, as OpenAI writes it. */
export function schemaOfFormat({ response_format: format }: JsonObject): unknown {
  if (!isObject(format)) return undefined;
  if (format['type'] === 'json_object') return { type: 'object' };
  const { json_schema: named } = format;
  return isObject(named) ? named['schema'] : undefined;
}

/** Refuses a `temperature` that is no number, in a server's own words. */
export function refuseTemperature(answer: (value: unknown) => FixedAnswer, follows: string): readonly ServerRefusal[] {
  const isWrong = ({ temperature }: JsonObject) => !['number', 'undefined'].includes(typeof (temperature ?? 0));
  return (['chat', 'completion'] as const).map((of) => ({
    of,
    when: isWrong,
    answer: ({ temperature }) => answer(temperature),
    follows,
  }));
}

/** Refuses a model that is not the server's. */
export function refuseModel(
  answer: (asked: string, served: string) => FixedAnswer,
  follows: string,
): readonly ServerRefusal[] {
  const isOther = ({ model }: JsonObject, likeness: Likeness) =>
    typeof model === 'string' && likeness.model !== undefined && model !== likeness.model;
  return (['chat', 'completion', 'embedding', 'rerank'] as const).map((of) => ({
    of,
    when: isOther,
    answer: ({ model }, likeness) => answer(String(model), likeness.model ?? UNNAMED),
    follows,
  }));
}

/** Refuses a chat or a prompt that is longer than the model reads. A word is a token here. */
export function refuseLength(
  answer: (tokens: number, limit: number) => FixedAnswer,
  follows: string,
): readonly ServerRefusal[] {
  return (['chat', 'completion', 'embedding'] as const).map((of) => ({
    of,
    when: (body, { contextLength }) => countPrompt(body) > contextLength,
    answer: (body, { contextLength }) => answer(countPrompt(body), contextLength),
    follows,
  }));
}

/** Refuses an image for a model of texts. */
export function refuseImages(answer: (model: string) => FixedAnswer, follows: string): ServerRefusal {
  return {
    of: 'chat',
    when: hasImage,
    answer: (body, { model }) => answer(model ?? String(body['model'] ?? UNNAMED)),
    follows,
  };
}

function hasImage({ messages }: JsonObject): boolean {
  const parts = listOf(messages).flatMap((message) => (isObject(message) ? listOf(message['content']) : []));
  return parts.some((part) => isObject(part) && part['type'] === 'image_url');
}

/** The number of words of all texts that a body gives to the model. */
export function countPrompt({ messages, prompt, input, inputs }: JsonObject): number {
  const contents = listOf(messages).flatMap((message) => (isObject(message) ? [message['content']] : []));
  return [...contents, prompt, input, inputs].reduce<number>((sum, value) => sum + countWords(value), 0);
}

/** The number of words of a text, of texts, of parts, or of numbers of tokens. */
export function countWords(value: unknown): number {
  if (typeof value === 'string') return value.split(/\s+/).filter((word) => word !== '').length;
  if (typeof value === 'number') return 1;
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + countWords(item), 0);
  return isObject(value) ? countWords(value['text']) : 0;
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** `{detail}`, as FastAPI answers for routes that it lacks. */
export const NO_SUCH_ROUTE: FixedAnswer = { status: 404, body: { detail: 'Not Found' } };

/** What FastAPI answers to another method. */
export const WRONG_METHOD: FixedAnswer = { status: 405, body: { detail: 'Method Not Allowed' } };

/** The name of a model that a server was not given. */
export const UNNAMED = 'model';

/** A list of one model, with what else the server says of it. */
export function listModel(model: string | undefined, ownedBy: string, besides: JsonObject = {}): FixedAnswer {
  const [id, created] = [model ?? UNNAMED, 1_795_930_277];
  return {
    status: 200,
    body: { object: 'list', data: [{ id, object: 'model', created, owned_by: ownedBy, ...besides }] },
  };
}
