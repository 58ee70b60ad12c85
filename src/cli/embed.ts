/** `easyllm embed`. */
import { EasyLLM } from '../client/easyllm.ts';
import { CLIENT_OPTIONS, UsageError, note, print, readArguments, readInput, toClientOptions } from './arguments.ts';
import { expectServer } from './find-servers.ts';
import { withOnlyModel } from './one-model.ts';
import { WAIT_OPTION, waitAloud } from './waiting.ts';

const HELP = `Usage: easyllm embed [options] [TEXT…]

Embeds texts, and prints one vector a line. The texts are the arguments, or the lines of a file or of
standard input (-).

  -f, --file FILE      read the texts from a file, one a line
  -m, --model NAME     the model, where the address serves many
      --json           print the whole answer as JSON
      --api-base URL   the server (else EASYLLM_API_BASE)
      --wait           wait for the server, too: its port is closed while it loads (5 minutes at most)

Example: easyllm embed --api-base http://localhost:8081 "What is the meaning of life?"`;

export async function run(args: string[]): Promise<void> {
  const { 'prompt-builder': _, ...shared } = CLIENT_OPTIONS;
  const options = {
    ...shared,
    ...WAIT_OPTION,
    file: { type: 'string', short: 'f' },
    json: { type: 'boolean' },
  } as const;
  const { values, positionals } = readArguments({ args, options, allowPositionals: true });
  if (values.help === true) return print(HELP);
  if (values.file !== undefined && positionals.length > 0) throw new UsageError('Pass TEXTs or --file, not both.');
  const isPiped = positionals.length === 0 || (positionals.length === 1 && positionals[0] === '-');
  const input = isPiped ? toLines(await readInput(values.file ?? '-')) : positionals;
  if (input.length === 0) throw new UsageError('Nothing to embed: the input is empty.');
  await expectServer('embed', values);
  const client = new EasyLLM({ ...toClientOptions(values), waitForModel: waitAloud(note, values.wait) });
  const answer = await withOnlyModel(client, values.model, (model) => client.embeddings.create({ input, model }));
  if (values.json === true) return print(JSON.stringify(answer, null, 2));
  for (const { embedding } of answer.data) print(JSON.stringify(embedding));
}

function toLines(content: string): string[] {
  return content.split(/\r\n|\n|\r/).filter((line) => line !== '');
}
