/** Serves a spec with Prism, which users install for their tests only. */
import { createRequire } from 'node:module';
import { join, dirname } from 'node:path';
import { ConfigurationError } from '../base/errors.ts';

/** The specs there are. */
export type SpecName = 'tgi' | 'tei' | 'vllm' | 'openai';

/** A server on loopback. */
export interface Server {
  readonly url: string;
  close(): Promise<void>;
}

/** The bundled document of a spec. */
export function toDocumentPath(spec: SpecName): string {
  // By the name of the package: this file lies at another depth once it is built.
  const root = dirname(createRequire(import.meta.url).resolve('easyllm/package.json'));
  return join(root, 'generated', `${spec}.openapi.json`);
}

/**
 * Serves the examples of a spec on loopback, and checks requests and examples against it: what does not fit is named in the header
 * `sl-violations`. Port 0 takes a free one. Throws ConfigurationError where Prism is not installed.
 */
export async function startPrism(spec: SpecName, port = 0): Promise<Server> {
  const { createLogger, getHttpOperationsFromSpec, createServer } = await importPrism();
  // Not the YAML: Prism's own parser drops the newline at the end of a string, and with it the end of a stream.
  const server = createServer(await getHttpOperationsFromSpec(toDocumentPath(spec)), {
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
    components: { logger: createLogger(spec, { enabled: false }) },
  });
  return { url: await server.listen(port, '127.0.0.1'), close: () => server.close() };
}

async function importPrism() {
  try {
    // In this very form, bundlers let the packages be absent: an awaited `import()` inside `try`.
    const { createLogger } = await import('@stoplight/prism-core');
    const { getHttpOperationsFromSpec } = await import('@stoplight/prism-http');
    const { createServer } = await import('@stoplight/prism-http-server');
    return { createLogger, getHttpOperationsFromSpec, createServer };
  } catch (cause) {
    throw new ConfigurationError(
      'Mocks are served by Prism, which is not installed. Run `npm install --save-dev @stoplight/prism-core @stoplight/prism-http @stoplight/prism-http-server`.',
      { cause },
    );
  }
}
