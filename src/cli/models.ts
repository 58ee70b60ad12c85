/** `easyllm models`. */
import { EasyLLM } from '../client/easyllm.ts';
import { describeFlags, note, print, readArguments, toClientOptions } from './arguments.ts';
import type { Flag } from './arguments.ts';
import { expectServer } from './find-servers.ts';
import { WAIT_OPTION, waitAloud } from './waiting.ts';

const FLAGS = {
  'api-base': { type: 'string', value: 'URL', help: 'the server (else EASYLLM_API_BASE)' },
  json: { type: 'boolean', help: 'print the whole answer as JSON' },
  ...WAIT_OPTION,
  help: { type: 'boolean', short: 'h' },
} as const satisfies Readonly<Record<string, Flag>>;

const HELP = `Usage: easyllm models [options]

Lists the models that a server says it has, one a line.

${describeFlags(FLAGS)}

Example: easyllm models --api-base http://localhost:8080`;

export async function run(args: string[]): Promise<void> {
  const { values } = readArguments({ args, options: FLAGS });
  if (values.help === true) return print(HELP);
  await expectServer('models', values);
  const client = new EasyLLM({ ...toClientOptions(values), waitForModel: waitAloud(note, values.wait) });
  const list = await client.models.list();
  if (values.json === true) return print(JSON.stringify(list, null, 2));
  for (const { id } of list.data) print(id);
}
