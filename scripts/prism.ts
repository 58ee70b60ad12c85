import type { Server, SpecName } from '../src/testing/prism.ts';
import { startPrism as start } from '../src/testing/prism.ts';
import { specNames } from './redocly.ts';

/** Serves the spec of that name with Prism; see there. Port 0 takes a free one. */
export async function startPrism(name: string, port = 0): Promise<Server> {
  if (!isSpecName(name)) throw new Error(`There is no spec "${name}"; there are ${specNames().join(', ')}.`);
  return start(name, port);
}

function isSpecName(name: string): name is SpecName {
  return specNames().includes(name);
}
