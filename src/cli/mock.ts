/** `easyllm mock`. */
import { startMock } from '../testing/mock.ts';
import type { SpecName } from '../testing/prism.ts';
import { UsageError, listenOn, print, readArguments, toPort } from './arguments.ts';

const HELP = `Usage: easyllm mock [tgi|tei|vllm|openai] [--port N]

Serves the examples of a spec with Prism, without a model: tgi (the default), tei, vllm or openai. A
request chooses an example with a header, such as "Prefer: code=429" or "Prefer: example=truncated".

      --port N   the port (default 4010); 0 takes a free one

Needs Prism: npm install @stoplight/prism-core @stoplight/prism-http @stoplight/prism-http-server
Example: easyllm mock tgi --port 8080`;

const SPECS: readonly SpecName[] = ['tgi', 'tei', 'vllm', 'openai'];
const DEFAULT_PORT = 4010;

export async function run(args: string[]): Promise<void> {
  const options = { port: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const;
  const { values, positionals } = readArguments({ args, options, allowPositionals: true });
  if (values.help === true) return print(HELP);
  const [asked = 'tgi', ...others] = positionals;
  const name = SPECS.find((spec) => spec === asked);
  if (name === undefined || others.length > 0) throw new UsageError(`Expected one of ${SPECS.join(', ')}.`);
  const port = toPort(values.port) ?? DEFAULT_PORT;
  const { url, close } = await listenOn(`127.0.0.1:${port}`, () => startMock(name, { port }));
  print(`${name} mock listening on ${url}`);
  const stop = () => void close().then(() => process.exit());
  process.once('SIGINT', stop).once('SIGTERM', stop);
  return undefined;
}
