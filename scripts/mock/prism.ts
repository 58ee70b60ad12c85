import { startMock as startOne } from '../../src/testing/mock.ts';
import type { Server, SpecName } from '../../src/testing/prism.ts';
import { startPrism as start } from '../../src/testing/prism.ts';
import { specNames } from '../specs/redocly.ts';

/** Serves a spec with Prism. Port 0 takes a free port. */
export async function startPrism(name: string, port = 0): Promise<Server> {
  return start(toSpecName(name), port);
}

/** Serves a spec with Prism, and streams where a body asks for a stream. */
export async function startMock(name: string, port = 0): Promise<Server> {
  return startOne(toSpecName(name), { port });
}

function toSpecName(name: string): SpecName {
  if (!isSpecName(name)) throw new Error(`There is no spec "${name}"; there are ${specNames().join(', ')}.`);
  return name;
}

function isSpecName(name: string): name is SpecName {
  return specNames().includes(name);
}
