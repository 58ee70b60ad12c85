import { fileURLToPath } from 'node:url';
import { createLogger } from '@stoplight/prism-core';
import { getHttpOperationsFromSpec } from '@stoplight/prism-http';
import { createServer } from '@stoplight/prism-http-server';
import { specNames } from './redocly.ts';

export interface Mock {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves the examples of a spec on loopback, and checks requests and examples against it: what does not fit is named
 * in the header `sl-violations`. Port 0 takes a free one.
 */
export async function startPrism(name: string, port = 0): Promise<Mock> {
  if (!specNames().includes(name)) throw new Error(`There is no spec "${name}"; there are ${specNames().join(', ')}.`);
  // Not the YAML: Prism's own parser drops the newline at the end of a string, and with it the end of a stream.
  const file = fileURLToPath(new URL(`../generated/${name}.openapi.json`, import.meta.url));
  const server = createServer(await getHttpOperationsFromSpec(file), {
    cors: false,
    config: {
      isProxy: false,
      checkSecurity: true,
      validateRequest: true,
      validateResponse: true,
      errors: false,
      upstreamProxy: undefined,
      mock: { dynamic: false },
    },
    components: { logger: createLogger(name, { enabled: false }) },
  });
  return { url: await server.listen(port, '127.0.0.1'), close: () => server.close() };
}
