/** `easyllm prompt`. */
import { isObject } from '../base/check.ts';
import { escapeControls } from '../base/control-characters.ts';
import { EasyLLM } from '../client/easyllm.ts';
import { readEnvironment } from '../client/config/env.ts';
import { buildPrompt, promptBuilders, toPromptBuilder } from '../prompt/builders.ts';
import { UsageError, parseJsonFile, print, readArguments, readInput } from './arguments.ts';

const HELP = `Usage: easyllm prompt --builder NAME [options] [FILE]

Shows exactly the prompt that a builder makes, and its stop sequences. FILE (else standard input) holds
messages as JSON, a request body with messages, or plain text.

  -p, --builder NAME   the prompt format, such as llama3 or chatml (also -b, --prompt-builder)
      --list           list the formats, and the models they are for
      --tokens         ask the server for the prompt's tokens too
      --json           print prompt, stop sequences and tokens as JSON
      --api-base URL   the server (else EASYLLM_API_BASE)

Example: echo '[{"role": "user", "content": "Knock knock."}]' | easyllm prompt --builder llama2`;

export async function run(args: string[]): Promise<void> {
  const options = {
    builder: { type: 'string', short: 'b' },
    'prompt-builder': { type: 'string', short: 'p' },
    list: { type: 'boolean' },
    tokens: { type: 'boolean' },
    json: { type: 'boolean' },
    'api-base': { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  } as const;
  const { values, positionals } = readArguments({ args, options, allowPositionals: true });
  if (values.help === true) return print(HELP);
  if (values.list === true) return listFormats();
  const name = values['prompt-builder'] ?? values.builder ?? readBuilderName();
  if (name === undefined) {
    throw new UsageError('No builder. Pass --builder NAME, such as --builder llama3; --list shows all.');
  }
  if (positionals.length > 1) throw new UsageError('Pass one FILE.');
  const builder = toPromptBuilder(name);
  const prompt = buildPrompt(builder, toMessages(await readInput(positionals[0] ?? '-')));
  const tokens = values.tokens === true ? await readTokens(prompt, values['api-base']) : undefined;
  const { stop } = builder;
  if (values.json === true)
    return print(JSON.stringify({ prompt, stop, ...(tokens !== undefined && { tokens }) }, null, 2));
  print(prompt);
  print(`\nStop sequences: ${stop.length === 0 ? 'none' : stop.map((text) => JSON.stringify(text)).join(' ')}`);
  if (tokens === undefined) return undefined;
  print(`Tokens: ${tokens.length}`);
  // JSON leaves DEL and C1 as they are.
  return print(
    escapeControls(
      tokens.map(({ id, text }) => (text === undefined ? String(id) : `${id} ${JSON.stringify(text)}`)).join('\n'),
    ),
  );
}

function readBuilderName(): string | undefined {
  const { EASYLLM_PROMPT: own, HUGGINGFACE_PROMPT: other } = readEnvironment();
  return own ?? other;
}

function listFormats(): void {
  const rows = Object.values(promptBuilders);
  const width = Math.max(...rows.map(({ name }) => name.length));
  for (const { name, description } of rows) print(`${name.padEnd(width)}  ${description}`);
}

type Messages = Parameters<typeof buildPrompt>[1];

/** Input that is no JSON is a prompt's text. Builders check the messages. */
function toMessages(content: string): Messages {
  const trimmed = content.trim();
  if (!/^[[{]/.test(trimmed)) return trimmed;
  const given = parseJsonFile('The input', trimmed);
  const messages = isObject(given) && 'messages' in given ? given['messages'] : given;
  if (Array.isArray(messages)) return messages as Messages;
  throw new UsageError('The input holds no messages: expected a list of them, or an object with `messages`.');
}

async function readTokens(prompt: string, apiBase: string | undefined) {
  const client = new EasyLLM(apiBase === undefined ? {} : { apiBase });
  const { tokens } = await client.countTokens(prompt);
  return tokens;
}
