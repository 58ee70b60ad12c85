/** `npm run mock [-- NAME] [-- --port N]`: serves one spec, or all on consecutive ports, until the process is stopped. */
import { parseArgs } from 'node:util';
import { specNames } from '../specs/redocly.ts';
import { startMock } from './prism.ts';

const FIRST_PORT = 4010;

async function serve(names: readonly string[], firstPort: number): Promise<void> {
  const mocks = await Promise.all(names.map((name, index) => startMock(name, firstPort === 0 ? 0 : firstPort + index)));
  for (const [index, { url }] of mocks.entries()) console.log(`${names[index]} mock listening on ${url}`);

  const stop = () => Promise.all(mocks.map((mock) => mock.close())).then(() => process.exit());
  process.once('SIGINT', stop).once('SIGTERM', stop);
  // A SIGTERM to `npm run` ends the shell between npm and this process, and does not reach this process.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && stop(), 500);
}

try {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { port: { type: 'string' } } });
  const port = Number(values.port ?? FIRST_PORT);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`--port ${values.port} is not a port.`);
  await serve(positionals.length > 0 ? positionals : specNames(), port);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  // `exitCode` would not do: a mock that has started keeps the process alive.
  process.exit(1);
}
