/** A server without a model that says so: to try a program on, or the snippets of the guides. */
import { expectOptions, isObject, tryParse } from '../base/check.ts';
import type { JsonObject } from '../base/check.ts';
import { createFakeFetch } from './fake-fetch.ts';
import { createResponder } from './fake-server.ts';
import type { FakeAnswer, FakeRequest, FakeTgi } from './fake-tgi.ts';
import { startFakeTgi } from './fake-tgi.ts';
import type { ServerAnswer, ServerScript } from './script.ts';
import { listOf } from './servers/bodies.ts';
import type { ServerName } from './servers/likeness.ts';

/** What a stand-in is like, and what it answers. */
export interface StandInOptions {
  /** The server that it is like. Default: all on one address, TGI with its `/v1`, TEI, rerank and responses. */
  like?: ServerName | undefined;
  /** Default: a text that repeats the question, each tool once, JSON that fits the schema that is asked for. */
  script?: ServerScript | undefined;
  /** The one model that it serves. Default: whichever is asked for. */
  model?: string | undefined;
  /** Milliseconds before each token. Default: 30. */
  delayMs?: number | undefined;
  /** Default: a free one. */
  port?: number | undefined;
}

type Responder = (request: FakeRequest, index: number) => Promise<FakeAnswer>;

/** Starts a stand-in on loopback. Rejects where the port is taken, and with ConfigurationError for an unknown `like`. */
export async function startStandIn(options: StandInOptions = {}): Promise<FakeTgi> {
  expectOptions(options, 'The options of the stand-in');
  return startFakeTgi({ script: createStandIn(options), port: options.port });
}

const DEFAULT_DELAY_MS = 30;

function createStandIn({ like, model, script, delayMs = DEFAULT_DELAY_MS }: StandInOptions): Responder {
  const answers = script ?? ((request: FakeRequest) => toEcho(request, delayMs));
  const play = (name: ServerName) => createResponder({ like: name, script: answers, model }, 'easyllm fake');
  if (like !== undefined) return play(like);
  const [tgi, tei] = [play('tgi'), play('tei')];
  const servers: Responder = (request, index) => (isForTei(request) ? tei : tgi)(request, index);
  const translate = createTranslation(servers);
  return (request, index) => (TRANSLATED.test(request.path) ? translate(request) : servers(request, index));
}

/** Routes that neither TGI nor TEI has: EasyLLM makes them of those that they have. */
const TRANSLATED = /^\/v1\/(responses|rerank)\b|^\/v2\/rerank\b/;

/** The client is loaded for the first of these requests alone. */
function createTranslation(servers: Responder): (request: FakeRequest) => Promise<FakeAnswer> {
  let client: Promise<{ fetch: (request: Request) => Promise<Response> }> | undefined;
  const load = async () => {
    const { EasyLLM } = await import('../client/easyllm.ts');
    return new EasyLLM({ apiBase: 'http://fake.test', apiKey: null, maxRetries: 0, fetch: createFakeFetch(servers) });
  };
  return async ({ method, path, headers, body }) => {
    client ??= load();
    const init = { method, headers, ...(body !== '' && { body }) };
    return toFakeAnswer(await (await client).fetch(new Request(`http://fake.test${path}`, init)));
  };
}

function toFakeAnswer({ status, headers, body }: Response): FakeAnswer {
  async function* steps() {
    for await (const send of body ?? []) yield { send };
  }
  return { status, headers: Object.fromEntries(headers), steps: steps() };
}

const TEI_ROUTES = /\/(embed|embed_all|embed_sparse|embeddings|rerank|predict|similarity|decode)$/;

/** At the root, which both have, a list means vectors: TGI takes one text. */
function isForTei({ path, body }: FakeRequest): boolean {
  return TEI_ROUTES.test(path.replace(/\?.*/s, '')) || Array.isArray(readBody(body)['inputs']);
}

function readBody(text: string): JsonObject {
  const body = tryParse(text);
  return isObject(body) ? body : {};
}

/** What the stand-in says by itself; undefined for what needs no words, such as vectors. */
function toEcho({ method, path, body: text }: FakeRequest, delayMs: number): ServerAnswer | undefined {
  const body = readBody(text);
  const { messages, prompt, inputs, input, response_format: format, dimensions } = body;
  if (method !== 'POST' || format !== undefined) return undefined;
  if (/\/embed(?:dings)?(?:\?|$)/.test(path) || Array.isArray(inputs)) {
    const size = typeof dimensions === 'number' ? dimensions : DIMENSIONS;
    return { vectors: [input ?? inputs ?? []].flat().map((one) => toVector(String(one), size)) };
  }
  if (Array.isArray(messages)) {
    const name = toNextTool(body);
    return name === undefined ? say(lastWords(messages), delayMs) : { calls: [name], delayMs };
  }
  const asked = typeof inputs === 'string' ? inputs : [prompt].flat()[0];
  return typeof asked === 'string' && !path.includes('tokenize') ? say(lastPart(asked), delayMs) : undefined;
}

const DIMENSIONS = 256;

/** How often each pair of letters stands in a text, as a vector of length 1: near for texts that share words. */
function toVector(text: string, size: number): number[] {
  const vector = Array.from({ length: size }, () => 0);
  for (const [, pair = ''] of text.toLowerCase().matchAll(/(?=(\p{L}{2}))/gu)) {
    const place = (pair.charCodeAt(0) * 31 + pair.charCodeAt(1)) % size;
    vector[place] = (vector[place] ?? 0) + 1;
  }
  const length = Math.hypot(...vector);
  return length === 0 ? vector.with(0, 1) : vector.map((count) => count / length);
}

function say(words: string, delayMs: number): ServerAnswer {
  return { tokens: words.split(/(?= )/), delayMs };
}

/** Each tool is called once, in the order in which they are offered; what is required by name is the server's affair. */
function toNextTool({ messages, tools, tool_choice: choice }: JsonObject): string | undefined {
  if (choice === 'none' || isObject(choice) || choice === 'required') return undefined;
  const names = listOf(tools).flatMap((tool) =>
    isObject(tool) && isObject(tool['function']) ? [tool['function']['name']] : [],
  );
  const name = names[listOf(messages).filter((message) => isObject(message) && message['role'] === 'tool').length];
  return typeof name === 'string' ? name : undefined;
}

function lastWords(messages: readonly unknown[]): string {
  const last = messages.findLast((message) => isObject(message) && message['role'] !== 'system');
  if (!isObject(last)) return 'There is no model here, and nothing was asked.';
  const text = textOf(last['content']);
  return last['role'] === 'tool'
    ? `There is no model here. The tool said: ${text}`
    : `There is no model here. You asked: ${text}`;
}

function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  return listOf(content)
    .map((part) => (isObject(part) && typeof part['text'] === 'string' ? part['text'] : '[not a text]'))
    .join(' ');
}

/** Of a prompt in a model's format the last words between its marks; else the prompt. */
function lastPart(prompt: string): string {
  const parts = prompt
    .split(/<\|[^|<>]*\|>|<\/?s>|<\/?(?:start|end)_of_turn>|\[\/?INST\]/)
    .map((part) => part.replace(/^\s*(?:user|assistant|system|model)\b\s*/, '').trim());
  const words = parts.findLast((part) => part !== '') ?? '';
  return `There is no model here. You asked: ${words}`;
}
