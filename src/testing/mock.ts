/// <reference lib="esnext.disposable" preserve="true" />
/** Mocks of the APIs: the examples of the specs, served by Prism, each choosable by its name. */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ExampleName as OpenAIExample } from '../../generated/openai.examples.ts';
import type { ExampleName as TeiExample } from '../../generated/tei.examples.ts';
import type { ExampleName as TgiExample } from '../../generated/tgi.examples.ts';
import type { ExampleName as VllmExample } from '../../generated/vllm.examples.ts';
import { isObject, tryParse } from '../base/check.ts';
import { ConfigurationError } from '../base/errors.ts';
import { didYouMean } from '../base/spelling.ts';
import { EVENT_STREAM, readExamples } from './examples.ts';
import { toSaid } from './mock-body.ts';
import type { Examples } from './examples.ts';
import { listen } from './listen.ts';
import type { SpecName } from './prism.ts';
import { startPrism } from './prism.ts';

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

/** vLLM: every example of `openapi/vllm.yaml`. */
export function mockVllm(options: MockOptions<VllmExample> = {}): Promise<Mock<VllmExample>> {
  return startMock('vllm', options);
}

/** A server in OpenAI's shape: every example of `openapi/openai.yaml`. */
export function mockOpenAI(options: MockOptions<OpenAIExample> = {}): Promise<Mock<OpenAIExample>> {
  return startMock('openai', options);
}

/** The mock of a spec. Throws ConfigurationError for an example that no operation shows. */
export async function startMock<Example extends string>(
  spec: SpecName,
  { example, port = 0 }: MockOptions<Example>,
): Promise<Mock<Example>> {
  const examples = readExamples(spec);
  let chosen = expectExample(spec, examples, example);
  const prism = await startPrism(spec);
  const server = createServer((request, response) => {
    void forward(request, { to: prism.url, examples, chosen, response }).catch(() => response.destroy());
  });
  const listening = await listen(server, port).catch(async (error: unknown) => {
    // Else Prism would keep the process alive.
    await prism.close();
    throw error;
  });
  let closed: Promise<unknown> | undefined;
  const close = async () => {
    closed ??= Promise.all([listening.close(), prism.close()]);
    await closed;
  };
  return {
    url: listening.url,
    use: (next) => {
      chosen = expectExample(spec, examples, next);
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

function expectExample(spec: SpecName, { names }: Examples, example: string | undefined): string | undefined {
  if (example === undefined || names.has(example)) return example;
  throw new ConfigurationError(
    `openapi/${spec}.yaml shows no example ${JSON.stringify(example)}.${didYouMean(example, [...names], '"')}`,
    { param: 'example' },
  );
}

interface Forwarded {
  readonly to: string;
  readonly examples: Examples;
  readonly chosen: string | undefined;
  readonly response: ServerResponse;
}

async function forward(request: IncomingMessage, { to, examples, chosen, response }: Forwarded): Promise<void> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
  // Those of the connection belong to `fetch`.
  for (const name of ['connection', 'host', 'content-length', 'transfer-encoding', 'expect']) headers.delete(name);
  // The servers decide by the body whether to stream; Prism by a header, which clients of OpenAI's API do not send.
  const wantsEvents = asksForStream(body) || headers.get('accept')?.startsWith(EVENT_STREAM) === true;
  const isChosenByCaller = headers.has('prefer');
  const answer = chosen === undefined || isChosenByCaller ? undefined : examples.find(request, chosen, wantsEvents);
  if (answer !== undefined) headers.set('prefer', `code=${answer.status}, example=${chosen}`);
  const mediaType = answer?.mediaType ?? (wantsEvents ? EVENT_STREAM : undefined);
  if (mediaType !== undefined) headers.set('accept', `${mediaType}, application/json;q=0.9, */*;q=0.5`);
  const { method = 'GET', url = '/' } = request;
  const given = await fetch(to + url, { method, headers, ...(body.length > 0 && { body }) });
  const said = toSaid(Buffer.from(await given.arrayBuffer()), {
    request,
    given,
    examples,
    preferred: headers.get('prefer'),
  });
  const { 'content-length': _, ...sent } = Object.fromEntries(given.headers);
  response.writeHead(given.status, { ...sent, 'content-length': said.length });
  response.end(said);
}

function asksForStream(body: Buffer): boolean {
  const value = tryParse(body.toString());
  return isObject(value) && value['stream'] === true;
}
