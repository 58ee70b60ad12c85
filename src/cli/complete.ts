/** `easyllm complete`. */
import { EasyLLM } from '../client/easyllm.ts';
import {
  CLIENT_OPTIONS,
  UsageError,
  note,
  print,
  printPieces,
  readArguments,
  readInput,
  toClientOptions,
  toNumber,
} from './arguments.ts';
import { expectServer } from './find-servers.ts';
import { withOnlyModel } from './one-model.ts';
import { toPromptFormatName } from '../prompt/builders.ts';
import { WAIT_OPTION, waitAloud } from './waiting.ts';

const HELP = `Usage: easyllm complete [options] [PROMPT]

Continues a prompt, and prints the continuation. The prompt is an argument, a file, or standard input (-),
and is sent as it is.

  -f, --file FILE         read the prompt from a file
  -m, --model NAME        the model, where the address serves many
  -p, --prompt-builder NAME
                          makes the prompt a user message in this format, such as llama3
      --max-tokens N      the most tokens to generate
      --temperature T     0 always takes the likeliest token
      --stop TEXT         where to end; may be given several times
      --json              print the whole answer as JSON
      --api-base URL      the server (else EASYLLM_API_BASE)
      --wait              wait for the server, too: its port is closed while it loads (5 minutes at most)

Example: easyllm complete --max-tokens 8 "The capital of France is"`;

export async function run(args: string[]): Promise<void> {
  const options = {
    ...CLIENT_OPTIONS,
    ...WAIT_OPTION,
    file: { type: 'string', short: 'f' },
    'max-tokens': { type: 'string' },
    temperature: { type: 'string' },
    stop: { type: 'string', multiple: true },
    json: { type: 'boolean' },
  } as const;
  const { values, positionals } = readArguments({ args, options, allowPositionals: true });
  if (values.help === true) return print(HELP);
  if (values.file !== undefined && positionals.length > 0) throw new UsageError('Pass a PROMPT or --file, not both.');
  const isPiped = positionals.length === 0 || (positionals.length === 1 && positionals[0] === '-');
  const prompt = isPiped ? await readInput(values.file ?? '-') : positionals.join(' ');
  if (prompt === '') throw new UsageError('There is no prompt: what was read is empty.');
  await expectServer('complete', values);
  const client = new EasyLLM({ ...toClientOptions(values), waitForModel: waitAloud(note, values.wait) });
  const body = {
    prompt,
    max_tokens: toNumber('max-tokens', values['max-tokens'], { isWhole: true }),
    temperature: toNumber('temperature', values.temperature),
    stop: values.stop,
  };
  const builder = values['prompt-builder'];
  const call = builder === undefined ? {} : { promptBuilder: toPromptFormatName(builder) };
  if (values.json === true) {
    const answer = await withOnlyModel(client, values.model, (model) =>
      client.completions.create({ ...body, model }, call),
    );
    return print(JSON.stringify(answer, null, 2));
  }
  await printPieces(async (write) => {
    const stream = await withOnlyModel(client, values.model, (model) =>
      client.completions.create({ ...body, model, stream: true }, call),
    );
    for await (const { choices } of stream) write(choices[0]?.text ?? '');
  });
}
