/** `easyllm fake`. */
import { startStandIn } from '../testing/stand-in.ts';
import type { ServerAnswer } from '../testing/script.ts';
import type { ServerName } from '../testing/servers/likeness.ts';
import { LIKENESSES } from '../testing/servers/likenesses.ts';
import {
  UsageError,
  describeFlags,
  listenOn,
  note,
  parseJsonFile,
  print,
  readArguments,
  readInput,
  toNumber,
  toPort,
} from './arguments.ts';
import type { Flag } from './arguments.ts';

const DEFAULT_PORT = 8080;
const NAMES = Object.keys(LIKENESSES);

const FLAGS = {
  like: { type: 'string', value: 'SERVER', help: `one of ${NAMES.join(', ')}, with its own ways and refusals` },
  port: { type: 'string', value: 'N', help: `the port (default ${DEFAULT_PORT}); 0 takes a free one` },
  model: { type: 'string', short: 'm', value: 'NAME', help: 'the one model that it serves (default: any)' },
  script: { type: 'string', value: 'FILE', help: 'answers as a JSON list, one for each request; the last one stays' },
  delay: { type: 'string', value: 'MS', help: 'milliseconds before each token (default 30)' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies Readonly<Record<string, Flag>>;

const HELP = `Usage: easyllm fake [options]

A server without a model, to try things on: it repeats what was asked, calls each tool that is offered
once with values that fit, writes JSON that fits a schema, and gives each text a vector of its own.
Without --like one address has all: TGI with its /v1, TEI, rerank and responses.

${describeFlags(FLAGS)}

An answer of a script is {"tokens": ["Hel", "lo"]}, {"calls": ["get_time"]}, {"error": "…", "status": 429},
{"fault": "overloaded"}, "auto", and what else docs/testing.md names.
Example: easyllm fake --port 8080`;

export async function run(args: string[]): Promise<void> {
  const { values } = readArguments({ args, options: FLAGS });
  if (values.help === true) return print(HELP);
  const port = toPort(values.port) ?? DEFAULT_PORT;
  const options = {
    port,
    like: toName(values.like),
    model: values.model,
    script: values.script === undefined ? undefined : await readScript(values.script),
    delayMs: toNumber('delay', values.delay),
  };
  const { url, close } = await listenOn(`127.0.0.1:${port}`, () => startStandIn(options));
  print(`listening on ${url} (${options.like ?? 'TGI, TEI and OpenAI’s API'}, without a model)`);
  if (options.like !== 'tei') note(`Try: easyllm chat --api-base ${url} "Knock knock."`);
  // What is under way need not end: nobody waits for a stand-in.
  const stop = () => void close().then(() => process.exit());
  process.once('SIGINT', stop).once('SIGTERM', stop);
  return undefined;
}

function toName(given: string | undefined): ServerName | undefined {
  if (given === undefined || isName(given)) return given;
  throw new UsageError(`--like is "${given}". Expected one of ${NAMES.join(', ')}.`);
}

function isName(name: string): name is ServerName {
  return Object.hasOwn(LIKENESSES, name);
}

async function readScript(file: string): Promise<readonly ServerAnswer[]> {
  const script = parseJsonFile(file, await readInput(file));
  if (Array.isArray(script) && script.length > 0) return script;
  throw new UsageError(`${file} is no script: expected a JSON list of answers, such as [{"tokens": ["Hello"]}].`);
}
