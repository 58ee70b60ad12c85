/** The text of a call's members, however a server writes them. */
import type { JsonObject } from '../../base/check.ts';
import { isObject, tryParse } from '../../base/check.ts';

function toArguments(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? {});
}

/** The text of an end token, such as `</s>` or `<|eot_id|>`: no text ends so in JSON. */
export function isEndToken(text: string): boolean {
  return /^<[^<>"\s]+>$/.test(text);
}

export function toFragment(value: unknown, isEnd: boolean): string {
  const text = typeof value === 'string' || value === undefined || value === null ? toText(value) : toArguments(value);
  return isEnd && isEndToken(text) ? '' : text;
}

/** The tool by which TGI's grammar lets a model answer in text. */
export const NO_TOOL = 'no_tool';

/** A call in the whole grammar of old TGIs: its name, arguments, and the text beside them. */
export function unwrap(text: string): { name: string; arguments: string; content: string } {
  const parsed = tryParse(text);
  const called = isObject(parsed) ? parsed['function'] : undefined;
  if (!isObject(called)) return { name: '', arguments: text, content: '' };
  const { _name: name, ...given } = called;
  return { name: toText(name), arguments: JSON.stringify(given), content: toText(given['content']) };
}

export function toList(value: unknown): JsonObject[] {
  return (Array.isArray(value) ? value : [value]).filter(isObject);
}

export function toText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
