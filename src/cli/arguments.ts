/** What all commands share: reading arguments and input, and the two ways to fail. */
import { fstatSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import type { ParseArgsConfig } from 'node:util';
import { escapeControls } from '../base/control-characters.ts';
import { inStyle } from './terminal.ts';
import type { Style } from './terminal.ts';
import { toPromptFormatName } from '../prompt/builders.ts';

/** The command was called wrongly; the message says how. */
export class UsageError extends Error {}

/** `parseArgs`, which throws a UsageError. */
export function readArguments<const Config extends ParseArgsConfig>(
  config: Config,
): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    // For an unknown option, Node explains how to pass it as text, which is rarely what was meant.
    const [said] = reason.split(/\. To specify a positional argument|\.$/);
    throw new UsageError(`${said}. Try: --help`, { cause: error });
  }
}

/** An option as `parseArgs` reads it, and what the help says of it. One without `help` is not listed. */
export interface Flag {
  type: 'string' | 'boolean';
  short?: string;
  multiple?: boolean;
  default?: string;
  /** What stands for the value in the help. */
  value?: string;
  help?: string;
}

/** The lines of a help, with the texts below each other. */
export function describeFlags(flags: Readonly<Record<string, Flag>>): string {
  const rows = Object.entries(flags).flatMap(([name, { short, value, help }]) => {
    if (help === undefined) return [];
    const shown = `${short === undefined ? '   ' : `-${short},`} --${name}${value === undefined ? '' : ` ${value}`}`;
    return [{ shown, help }];
  });
  const width = Math.max(...rows.map(({ shown }) => shown.length));
  return rows.map(({ shown, help }) => `  ${shown.padEnd(width)}  ${help}`).join('\n');
}

/** Options of every command that talks to a server. */
export const CLIENT_OPTIONS = {
  model: { type: 'string', short: 'm' },
  'prompt-builder': { type: 'string', short: 'p' },
  'api-base': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

interface ClientValues {
  'prompt-builder'?: string | undefined;
  'api-base'?: string | undefined;
}

/** The client's settings among the options. The environment has the others. */
export function toClientOptions({ 'prompt-builder': promptBuilder, 'api-base': apiBase }: ClientValues) {
  return {
    ...(promptBuilder !== undefined && { promptBuilder: toPromptFormatName(promptBuilder) }),
    ...(apiBase !== undefined && { apiBase }),
  };
}

/** A number given to an option; undefined if it was not given. */
export function toNumber(name: string, value: string | undefined, { isWhole = false } = {}): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  const fits = value.trim() !== '' && (isWhole ? Number.isInteger(number) : Number.isFinite(number)) && number >= 0;
  if (fits) return number;
  throw new UsageError(`--${name} is "${value}". Expected a ${isWhole ? 'whole ' : ''}number, 0 or more.`);
}

/** A port given to --port; undefined if none was given. */
export function toPort(value: string | undefined): number | undefined {
  const port = toNumber('port', value, { isWhole: true });
  if (port === undefined || port <= 65_535) return port;
  throw new UsageError(`--port is "${value}". Expected a whole number up to 65535.`);
}

/** Runs a function that listens on a port. Its failure becomes a UsageError, which says what to do about a taken port. */
export async function listenOn<Result>(place: string, listen: () => Promise<Result>): Promise<Result> {
  try {
    return await listen();
  } catch (error) {
    // Only Node's messages about sockets are meant. Prism throws them as strings.
    const words = error instanceof Error ? error.message : String(error);
    if (!/^(listen|bind|getaddrinfo) /.test(words)) throw error;
    const isTaken = words.includes('EADDRINUSE');
    const reason = isTaken ? 'it is taken. Pass another --port, or --port 0 for a free one.' : words;
    throw new UsageError(`Cannot listen on ${place}: ${reason}`, { cause: error });
  }
}

/** How long standard input may say nothing before a note tells what is waited for, in milliseconds. */
const INPUT_NOTE_MS = 2000;

/** What is piped in, without space around it; empty for a terminal, and for `/dev/null` and other devices, which hold no text. */
export async function readPiped(): Promise<string> {
  if (fstatSync(0).isCharacterDevice()) return '';
  // A program that starts this one may leave a pipe open to which it never writes.
  const timer = setTimeout(() => note('Reading standard input … (nothing to read? add </dev/null)'), INPUT_NOTE_MS);
  try {
    return (await text(process.stdin)).trim();
  } finally {
    clearTimeout(timer);
  }
}

/** The text of a file, or of standard input for `-`. */
export async function readInput(file: string): Promise<string> {
  if (file === '-') return text(process.stdin);
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

export function parseJsonFile(source: string, content: string): unknown {
  try {
    return JSON.parse(content);
  } catch (error) {
    throw new UsageError(`${source} is not valid JSON: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

/** Writes words of others to standard output. A terminal obeys control characters, a file and a pipe get them as they are. */
function write(words: string): void {
  process.stdout.write(process.stdout.isTTY ? escapeControls(words) : words);
}

export function print(line: string): void {
  write(`${line}\n`);
}

/** Prints pieces of text as they come. The line ends also where they break off, so that an error begins a line of its own. */
export async function printPieces(writeAll: (take: (piece: string) => void) => Promise<void>): Promise<void> {
  let hasText = false;
  try {
    await writeAll((piece) => {
      hasText ||= piece !== '';
      write(piece);
    });
    hasText = true;
  } finally {
    if (hasText) write('\n');
  }
}

/** Prints a line for people on standard error, which pipes leave out. */
export function note(line: string, style?: Style): void {
  if (!process.stderr.isTTY) return void process.stderr.write(`${line}\n`);
  const shown = escapeControls(line);
  process.stderr.write(`${style === undefined ? shown : inStyle(shown, style, process.stderr)}\n`);
}
