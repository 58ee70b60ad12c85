/** `easyllm`: the command. Each subcommand is a module, loaded when it is wanted. */
import { createRequire } from 'node:module';
import { EasyLLMError } from '../base/errors.ts';
import { didYouMean } from '../base/spelling.ts';
import { UsageError, note, print } from './arguments.ts';

interface Command {
  run(args: string[]): Promise<void>;
}

const COMMANDS: Readonly<Record<string, { summary: string; load: () => Promise<Command> }>> = {
  chat: { summary: 'talk with a model', load: () => import('./chat.ts') },
  complete: { summary: 'continue a prompt', load: () => import('./complete.ts') },
  embed: { summary: 'embed texts', load: () => import('./embed.ts') },
  models: { summary: 'list the models of a server', load: () => import('./models.ts') },
  batch: { summary: 'run a file of requests, killed or not', load: () => import('./batch.ts') },
  prompt: { summary: 'show the prompt that a builder makes', load: () => import('./prompt.ts') },
  serve: { summary: 'serve OpenAI’s API over HTTP', load: () => import('./serve.ts') },
  init: { summary: 'write a commented settings file for serve', load: () => import('./init.ts') },
  fake: { summary: 'serve a stand-in without a model, to try things on', load: () => import('./fake.ts') },
  mock: { summary: 'serve the examples of a spec', load: () => import('./mock.ts') },
};

const HELP = `Usage: easyllm COMMAND [options]

${Object.entries(COMMANDS)
  .map(([name, { summary }]) => `  ${name.padEnd(10)}${summary}`)
  .join('\n')}

"easyllm COMMAND --help" says more. The server and its token come from the environment:
  EASYLLM_API_BASE   its address, such as http://localhost:8080
  EASYLLM_API_KEY    its token
  EASYLLM_PROMPT     a prompt format, such as llama3 (else the server's own template)

Example: easyllm chat --api-base http://localhost:8080`;

/** Shells exit with 2 where a command was called wrongly. */
const EXIT_CODES = { usage: 2, failure: 1 };

async function main([name, ...args]: string[]): Promise<void> {
  if (name === 'help' && args[0] !== undefined) return main([args[0], '--help']);
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') return print(HELP);
  if (name === '--version' || name === '-v') return print(readVersion());
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined)
    throw new UsageError(
      `There is no command "${name}".${didYouMean(name, Object.keys(COMMANDS), '"')} Try: easyllm --help`,
    );
  return (await command.load()).run(args);
}

function readVersion(): string {
  const manifest: unknown = createRequire(import.meta.url)('easyllm/package.json');
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : '';
}

/** Prints the message without a stack trace, which is for the author of a program and not for its user. */
function fail(error: unknown): never {
  const isUsage = error instanceof UsageError;
  const message = error instanceof Error ? error.message : String(error);
  const told = isUsage || EasyLLMError.isInstance(error) ? message : `Unexpected failure: ${message}`;
  note(told, 'red');
  process.exit(isUsage ? EXIT_CODES.usage : EXIT_CODES.failure);
}

// `head` closes the pipe when it has enough: that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => (error.code === 'EPIPE' ? process.exit(0) : fail(error)));

await main(process.argv.slice(2)).catch(fail);
