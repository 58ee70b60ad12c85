/// <reference lib="esnext.disposable" preserve="true" />
/** Mocks of the three APIs: the examples of the specs, served by Prism, each choosable by its name. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ExampleName as OpenAIExample } from '../../generated/openai.examples.ts';
import type { ExampleName as TeiExample } from '../../generated/tei.examples.ts';
import type { ExampleName as TgiExample } from '../../generated/tgi.examples.ts';
import { listen } from './listen.ts';
import type { SpecName } from './prism.ts';
import { startPrism, toDocumentPath } from './prism.ts';

/** What a mock answers, and where. */
export interface MockOptions<Example extends string> {
  /** What operations that show this example answer, errors among them. Default: the first good one. A `Prefer` header wins. */
  example?: Example | undefined;
  /** Default: 0, a free one. */
  port?: number | undefined;
}

/** A mock that listens on loopback. */
export interface Mock<Example extends string> extends AsyncDisposable {
  /** For `apiBase`; the OpenAI mock has its routes under `/v1`. */
  readonly url: string;
  /** What to answer from now on; undefined for the first good example again. */
  use(example: Example | undefined): void;
  /** Ends the mock and all its connections. */
  close(): Promise<void>;
}

/** TGI: every example of `openapi/tgi.yaml`. */
export function mockTgi(options: MockOptions<TgiExample> = {}): Promise<Mock<TgiExample>> {
  return startMock('tgi', options);
}

/** TEI: every example of `openapi/tei.yaml`. */
export function mockTei(options: MockOptions<TeiExample> = {}): Promise<Mock<TeiExample>> {
  return startMock('tei', options);
}

/** A server in OpenAI's shape: every example of `openapi/openai.yaml`. */
export function mockOpenAI(options: MockOptions<OpenAIExample> = {}): Promise<Mock<OpenAIExample>> {
  return startMock('openai', options);
}

async function startMock<Example extends string>(
  spec: SpecName,
  { example, port = 0 }: MockOptions<Example>,
): Promise<Mock<Example>> {
  const statusOf = readExamples(spec);
  const prism = await startPrism(spec);
  let chosen: string | undefined = example;
  const server = createServer((request, response) => {
    const status = chosen === undefined ? undefined : statusOf(request, chosen);
    const prefer = status === undefined ? undefined : `code=${status}, example=${chosen}`;
    void forward(request, { to: prism.url, prefer, response }).catch(() => response.destroy());
  });
  const { url, close: closeServer } = await listen(server, port);
  const close = async () => {
    await closeServer();
    await prism.close();
  };
  return {
    url,
    use: (next) => {
      chosen = next;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function forward(
  request: IncomingMessage,
  { to, prefer, response }: { to: string; prefer: string | undefined; response: ServerResponse },
): Promise<void> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
  // Those of the connection belong to `fetch`.
  for (const name of ['connection', 'host', 'content-length', 'transfer-encoding', 'expect']) headers.delete(name);
  if (prefer !== undefined && !headers.has('prefer')) headers.set('prefer', prefer);
  const { method = 'GET', url = '/' } = request;
  const answer = await fetch(to + url, { method, headers, ...(chunks.length > 0 && { body: Buffer.concat(chunks) }) });
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  response.end(Buffer.from(await answer.arrayBuffer()));
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly responses?: Responses }>>>>;
  readonly components: { readonly responses: Responses };
}
type Responses = Readonly<Record<string, Answer | { readonly $ref: string }>>;
interface Answer {
  readonly content?: Readonly<Record<string, { readonly examples?: object }>>;
}

/** Under which status the operation of a request shows an example; undefined if it does not. */
function readExamples(spec: SpecName): (request: IncomingMessage, example: string) => string | undefined {
  const { paths, components }: Document = JSON.parse(readFileSync(toDocumentPath(spec), 'utf8'));
  const routes = Object.entries(paths).map(([path, item]) => ({
    pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^?]+')}(\\?.*)?$`),
    item,
  }));
  const dereference = (response: Answer | { readonly $ref: string }): Answer => {
    if (!('$ref' in response)) return response;
    const target = components.responses[response.$ref.replace('#/components/responses/', '')];
    return target === undefined ? {} : dereference(target);
  };
  const hasExample = ({ content = {} }: Answer, example: string) =>
    Object.values(content).some(({ examples = {} }) => example in examples);
  return ({ method = '', url = '' }, example) => {
    const route = routes.find(({ pattern }) => pattern.test(url));
    const responses = Object.entries(route?.item[method.toLowerCase()]?.responses ?? {});
    const status = responses.find(([, response]) => hasExample(dereference(response), example))?.[0];
    // A range, and `default`, stand for statuses that the operation does not list.
    return status?.replace('default', '5XX').replace('XX', '99');
  };
}
