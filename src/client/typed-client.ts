/** A client of one API straight from its spec: one method for each operation, with our layers below. */
import type { JsonObject } from '../base/check.ts';
import { expectBody, expectOptions, isObject, toSignal } from '../base/check.ts';
import { chooseApiBase, createConfig } from './config/config.ts';
import type { ConfigOptions } from './config/config.ts';
import type { ConnectionOptions } from './layers.ts';
import { createConnection } from './layers.ts';
import { APIError, ConfigurationError } from '../base/errors.ts';
import type { EasyLLMError } from '../base/errors.ts';
import type { APIPromise, Answer } from '../facade/api-promise.ts';
import { toAPIPromise } from '../facade/api-promise.ts';
import { Stream } from '../facade/stream.ts';
import type { PolicyOptions } from '../net/policy.ts';
import { createPolicy } from '../net/policy.ts';
import type { TransportResponse } from '../net/transport.ts';
import type { CallSettings, Connection } from '../net/call.ts';
import { AnswerInfo, refuseBadHeaders } from '../net/call.ts';
import { createCancellation } from '../net/cancel.ts';
import { notAStream, toConnectionError, truncated } from '../net/connection-error.ts';
import { readEvents } from '../net/events.ts';
import { toUpstreamError } from '../net/failure.ts';
import { mergeBody, parseBody, toJson } from '../net/json.ts';
import { createEventReader } from '../servers/event-reader.ts';
import { TypedEvents } from '../servers/typed-events.ts';

/** The settings of a typed client. */
export interface TypedClientOptions extends Omit<ConfigOptions, 'baseURL'>, ConnectionOptions, PolicyOptions {
  /** The server's address, without the path of any operation. */
  apiBase: string;
  /** Sent with every request. */
  defaultHeaders?: Readonly<Record<string, string>> | undefined;
}

/** The settings of one call: they win over those of the client. */
export interface TypedCallOptions extends PolicyOptions, Pick<CallSettings, 'headers' | 'extraBody'> {
  /** Ends the call at any point. */
  signal?: AbortSignal | null | undefined;
}

/** How an operation is called. A stream is asked for always, or when the body says `stream: true`. */
export interface Route {
  readonly method: 'get' | 'post';
  readonly path: string;
  readonly streams?: 'always' | 'onRequest';
}

type BodyOf<Operation> = Operation extends {
  requestBody: { content: { 'application/json': infer Body } };
}
  ? Body
  : undefined;

type ContentOf<Operation> = Operation extends { responses: { 200: { content: infer Content } } } ? Content : undefined;

type AnswerOf<Operation> =
  ContentOf<Operation> extends { 'application/json': infer Json }
    ? Json
    : ContentOf<Operation> extends { 'text/plain': infer Text }
      ? Text
      : undefined;

type PathOf<Operation> = Operation extends { parameters: { path: infer Parameters } } ? Parameters : undefined;

/** The method of an operation whose answer is always whole: path parameters and body first, as far as it has them. */
type Whole<Operation> = [PathOf<Operation>, BodyOf<Operation>] extends [undefined, undefined]
  ? (options?: TypedCallOptions) => APIPromise<AnswerOf<Operation>>
  : PathOf<Operation> extends undefined
    ? (body: BodyOf<Operation>, options?: TypedCallOptions) => APIPromise<AnswerOf<Operation>>
    : (parameters: PathOf<Operation>, options?: TypedCallOptions) => APIPromise<AnswerOf<Operation>>;

type NotStreaming<Body> = Body extends unknown ? Body & { stream?: false | null | undefined } : never;
type Streaming<Body> = Body extends unknown ? Body & { stream: true } : never;

interface Either<Body, Data, Event> {
  (body: NotStreaming<Body>, options?: TypedCallOptions): APIPromise<Data>;
  (body: Streaming<Body>, options?: TypedCallOptions): APIPromise<Stream<Event>>;
}

type Method<Operation, Event> = [Event] extends [never]
  ? Whole<Operation>
  : AnswerOf<Operation> extends undefined
    ? (body: BodyOf<Operation>, options?: TypedCallOptions) => APIPromise<Stream<Event>>
    : Either<BodyOf<Operation>, AnswerOf<Operation>, Event>;

/** One method for each operation of a spec; `Events` says what the streams of those that stream are made of. */
export type TypedClient<Operations, Events> = {
  readonly [Name in keyof Operations]: Method<Operations[Name], Name extends keyof Events ? Events[Name] : never>;
};

/** Throws ConfigurationError for a bad setting. The types of the operations hold for what the spec says, and are not checked. */
export function createTypedClient<Operations, Events>(
  routes: Readonly<Record<keyof Operations, Route>>,
  options: TypedClientOptions,
): TypedClient<Operations, Events> {
  expectOptions(options, 'The options of the client');
  if (chooseApiBase(options) === undefined) {
    throw new ConfigurationError('`apiBase` is missing. Pass the address of the server.', { param: 'apiBase' });
  }
  createPolicy(options, {}, 0);
  const config = createConfig(options);
  const connection = createConnection(options, config);
  const methods = Object.entries<Route>(routes).map(([name, route]) => {
    const call = (...input: unknown[]) =>
      toAPIPromise(() => {
        const { parameters, body, callOptions } = readInput(route, input);
        const url = toUrl(config.apiBase, route.path, parameters);
        return run(connection, { route, url, body, settings: toSettings(options, callOptions) });
      });
    return [name, call] as const;
  });
  return Object.fromEntries(methods) as TypedClient<Operations, Events>;
}

function readInput({ method, path }: Route, input: readonly unknown[]) {
  const [parameters, ...afterPath] = path.includes('{') ? input : [undefined, ...input];
  const [body, callOptions = {}] = method === 'post' ? afterPath : [undefined, ...afterPath];
  if (method === 'post') expectBody(body);
  expectOptions(callOptions, 'The options of the call');
  return { parameters: toObject(parameters), body: toObject(body), callOptions: toObject(callOptions) };
}

function toObject(value: unknown): JsonObject | undefined {
  return isObject(value) ? value : undefined;
}

/** An address that ends in `/v1` serves the paths that begin with it. */
function toUrl(apiBase: string, path: string, parameters: JsonObject = {}): string {
  const base = path.startsWith('/v1/') ? apiBase.replace(/\/v1$/, '') : apiBase;
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(parameters[name])));
  // TGI answers at an endpoint's own address, without a slash.
  return base + (filled === '/' ? '' : filled);
}

function toSettings(client: TypedClientOptions, call: TypedCallOptions = {}): CallSettings {
  const { signal, extraBody } = call;
  const policy = createPolicy(client, call, performance.now());
  return { signal: toSignal(signal), extraBody, policy, headers: { ...client.defaultHeaders, ...call.headers } };
}

interface Run {
  route: Route;
  url: string;
  body: JsonObject | undefined;
  settings: CallSettings;
}

async function run(connection: Connection, { route, url, body, settings }: Run): Promise<Answer<unknown>> {
  const cancellation = createCancellation(settings);
  const context = { ...settings, ...cancellation.settings, url, redact: connection.redact };
  const isStreaming = route.streams === 'always' || (route.streams === 'onRequest' && body?.['stream'] === true);
  try {
    const response = await send(connection, { route, body, isStreaming, context });
    const responses = [new AnswerInfo(response)];
    if (!isStreaming) {
      const data = await readWhole(response, url);
      cancellation.release();
      return { data, responses };
    }
    if (response.body === null) throw await toNoStream(response, url);
    const source = { ...context, attempts: response.attempts ?? 1, onEnd: cancellation.release };
    const batches = readEvents(response.body, context, createEventReader(source, new TypedEvents()));
    return { data: new Stream(batches, cancellation.controller), responses };
  } catch (error) {
    cancellation.release();
    throw error;
  }
}

/** The events of a spec are not to be made of a whole answer here, where nothing is repaired. */
async function toNoStream(response: TransportResponse, url: string): Promise<EasyLLMError> {
  if (typeof parseBody(await response.text()) !== 'object') return truncated(url);
  const { attempts } = response;
  return notAStream(url, { found: 'a whole answer', advice: 'It does not stream. Leave out `stream`.', attempts });
}

interface CallContext extends CallSettings {
  url: string;
  redact: Connection['redact'];
}

async function send(
  { transport }: Connection,
  { route, body, isStreaming, context }: Pick<Run, 'route' | 'body'> & { isStreaming: boolean; context: CallContext },
): Promise<TransportResponse> {
  const { url, redact, signal, policy, extraBody } = context;
  // Both types, in this order: an error answer is JSON, and proxies and mocks choose by this header.
  const accept = isStreaming ? 'text/event-stream, application/json' : 'application/json, */*;q=0.5';
  refuseBadHeaders(context.headers);
  const given = new Headers({ accept });
  // One by one, so that the last of a name counts: made of an object, it would join those that differ in case.
  for (const [name, value] of Object.entries<string | null | undefined>(context.headers ?? {})) {
    if (value !== undefined && value !== null) given.set(name, value);
  }
  if (body !== undefined) given.set('content-type', 'application/json');
  const headers = Object.fromEntries(given);
  const text = body === undefined ? undefined : toJson(mergeBody(body, extraBody));
  let response: TransportResponse;
  try {
    response = await transport({ url, method: route.method.toUpperCase(), headers, body: text, signal, policy });
  } catch (cause) {
    throw toConnectionError(cause, { url, redact, signal });
  }
  if (response.ok) return response;
  throw toUpstreamError(response, parseBody(await response.text()), { url, redact });
}

/** JSON, or the text of what is not said to be JSON; undefined for an empty body. */
async function readWhole(response: TransportResponse, url: string): Promise<unknown> {
  const text = await response.text();
  if (text === '') return undefined;
  if (response.headers.get('content-type')?.includes('json') !== true) return text;
  try {
    return JSON.parse(text);
  } catch {
    // Without the cause: it quotes the answer, which may hold the token.
    throw new APIError(`${url} answered with something else than JSON. Check \`apiBase\`.`, {
      status: response.status,
      attempts: 1,
    });
  }
}
