/** The log of `easyllm serve` on standard error: JSON lines, or lines for people where that is a terminal. */
import { destination, pino } from 'pino';
import type { Logger } from 'pino';
import { escapeControls } from '../base/control-characters.ts';
import { isObject, tryParse } from '../base/check.ts';
import type { JsonObject } from '../base/check.ts';

/** JSON leaves DEL and C1 as they are, which a terminal would obey. */
export function createCommandLog(level: string, isTerminal: boolean = process.stderr.isTTY): Logger {
  const out = destination(2);
  const toText = isTerminal ? toReadable : (line: string) => line;
  return pino({ level }, { write: (line: string) => void out.write(escapeControls(toText(line))) });
}

const LEVELS: Readonly<Record<number, string>> = { 20: 'debug ', 40: 'WARNING ', 50: 'ERROR ', 60: 'FATAL ' };

/** A line of JSON as one for people. */
export function toReadable(line: string): string {
  const entry = tryParse(line);
  if (!isObject(entry)) return line;
  const { time, level, msg } = entry;
  const clock = new Date(Number(time)).toTimeString().slice(0, 8);
  const words = msg === 'request' ? toRequestLine(entry) : `${String(msg)}${toDetails(entry)}`;
  return `${clock} ${LEVELS[Number(level)] ?? ''}${words}\n`;
}

function toRequestLine(entry: JsonObject): string {
  const { promptTokens: input, completionTokens: output, attempts, firstTokenMs, durationMs } = entry;
  const told = (value: unknown, shown: string) => (value === undefined ? [] : [shown]);
  return [
    `${String(entry['method'])} ${String(entry['path'])} ${String(entry['status'])}`,
    ...told(entry['model'], String(entry['model'])),
    ...told(entry['key'], `by ${String(entry['key'])}`),
    ...told(entry['upstream'], `at ${String(entry['upstream'])}`),
    ...told(input ?? output, `${String(input ?? '?')} + ${String(output ?? 0)} tokens`),
    ...told(firstTokenMs, `first after ${Math.round(Number(firstTokenMs))} ms`),
    `${Math.round(Number(durationMs))} ms`,
    ...(Number(attempts) > 1 ? [`${Number(attempts)} attempts`] : []),
    ...(entry['isCancelled'] === true ? ['left by its caller'] : []),
    ...told(entry['error'], `${String(entry['error'])}: ${String(entry['errorMessage'])}`),
  ].join(', ');
}

/** What each line has. */
const COMMON: ReadonlySet<string> = new Set(['time', 'level', 'pid', 'hostname', 'msg']);

/** What a line holds besides its words. */
function toDetails({ err, ...entry }: JsonObject): string {
  const others = Object.entries(entry).filter(([name]) => !COMMON.has(name));
  const stack = isObject(err) && typeof err['stack'] === 'string' ? `\n${err['stack']}` : '';
  const words = others.map(([name, value]) => `\n  ${name}: ${toWords(value)}`);
  return words.join('') + stack;
}

function toWords(value: unknown): string {
  if (Array.isArray(value)) return value.map(toWords).join(', ');
  if (!isObject(value)) return String(value);
  const members = Object.entries(value).filter(([, member]) => member !== undefined && member !== null);
  return members
    .map(
      ([name, member]) =>
        `${name} ${isObject(member) || Array.isArray(member) ? `(${toWords(member)})` : String(member)}`,
    )
    .join(', ');
}
