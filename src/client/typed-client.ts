/** A client of one API straight from its spec: one method for each operation, with our layers below. */
import type { Abort } from '../base/abort.ts';
import type { JsonObject } from '../base/check.ts';
import { expectBody, expectOptions, isObject, toSignal, tryParse } from '../base/check.ts';
import { chooseApiBase, createConfig } from './config/config.ts';
import type { ConfigOptions } from './config/config.ts';
import type { ConnectionOptions } from './layers.ts';
import { createConnection } from './layers.ts';
import { ConfigurationError } from '../base/errors.ts';
import type { EasyLLMError } from '../base/errors.ts';
import type { APIPromise, Received } from '../facade/api-promise.ts';
import { toAPIPromise } from '../facade/api-promise.ts';
import { Stream } from '../facade/stream.ts';
import type { PolicyOptions } from '../net/policy.ts';
import { createPolicy } from '../net/policy.ts';
import { awaitFirst } from '../net/begun.ts';
import type { CallSettings, Connection } from '../net/call.ts';
import { HttpHead } from '../net/call.ts';
import { openCall, runCall } from '../net/call.ts';
import { notAStream, truncated } from '../net/connection-error.ts';
import { readEvents } from '../net/events.ts';
import { encodeForm } from '../net/form.ts';
import { parseBody } from '../net/json.ts';
import { typedBy } from '../servers/client.ts';
import { ACCEPT_EVENTS, notJson, send } from '../servers/send.ts';
import { createEventReader } from '../servers/event-reader.ts';
import { TypedEvents } from '../servers/typed-events.ts';

/** The settings of a typed client. */
export interface TypedClientOptions extends Omit<ConfigOptions, 'baseURL'>, ConnectionOptions, PolicyOptions {
  /** The server's address, without the path of any operation; it may end in `/v1`. */
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
  readonly method: 'get' | 'post' | 'delete';
  readonly path: string;
  readonly streams?: 'always' | 'onRequest';
  /** The body is sent as a form. Default: as JSON. */
  readonly isForm?: true;
}

type BodyOf<Operation> = Operation extends {
  requestBody: { content: { 'application/json': infer Body } };
}
  ? Body
  : Operation extends { requestBody: { content: { 'multipart/form-data': infer Form } } }
    ? Form
    : undefined;

type ContentOf<Operation> = Operation extends { responses: { 200: { content: infer Content } } } ? Content : undefined;

type ResponseOf<Operation> =
  ContentOf<Operation> extends { 'application/json': infer Json }
    ? Json
    : ContentOf<Operation> extends { 'text/plain': infer Text }
      ? Text
      : ContentOf<Operation> extends { 'application/octet-stream': infer Bytes }
        ? Bytes
        : undefined;

type PathOf<Operation> = Operation extends { parameters: { path: infer Parameters } } ? Parameters : undefined;

/** The method of an operation whose answer is always whole: path parameters and body first, as far as it has them. */
type Whole<Operation> = [PathOf<Operation>, BodyOf<Operation>] extends [undefined, undefined]
  ? (options?: TypedCallOptions) => APIPromise<ResponseOf<Operation>>
  : PathOf<Operation> extends undefined
    ? (body: BodyOf<Operation>, options?: TypedCallOptions) => APIPromise<ResponseOf<Operation>>
    : (parameters: PathOf<Operation>, options?: TypedCallOptions) => APIPromise<ResponseOf<Operation>>;

type NotStreaming<Body> = Body extends unknown ? Body & { stream?: false | null | undefined } : never;
type Streaming<Body> = Body extends unknown ? Body & { stream: true } : never;

interface Either<Body, Data, Event> {
  (body: NotStreaming<Body>, options?: TypedCallOptions): APIPromise<Data>;
  (body: Streaming<Body>, options?: TypedCallOptions): APIPromise<Stream<Event>>;
}

type Method<Operation, Event> = [Event] extends [never]
  ? Whole<Operation>
  : ResponseOf<Operation> extends undefined
    ? (body: BodyOf<Operation>, options?: TypedCallOptions) => APIPromise<Stream<Event>>
    : Either<BodyOf<Operation>, ResponseOf<Operation>, Event>;

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
        return run({ connection, route, url, body, settings: toSettings(options, callOptions) });
      });
    return [name, call] as const;
  });
  return Object.fromEntries(methods) as TypedClient<Operations, Events>;
}

function readInput({ method, path }: Route, input: readonly unknown[]) {
  const [parameters, ...afterPath] = path.includes('{') ? input : [undefined, ...input];
  // What is done to one thing by its path takes no body.
  const takesBody = method === 'post' && !path.includes('{');
  const [body, callOptions = {}] = takesBody ? afterPath : [undefined, ...afterPath];
  if (takesBody) expectBody(body);
  expectOptions(callOptions, 'The options of the call');
  return { parameters: toObject(parameters), body: toObject(body), callOptions: toObject(callOptions) };
}

function toObject(value: unknown): JsonObject | undefined {
  return isObject(value) ? value : undefined;
}

/** An address may end in the `/v1` that some paths begin with: the others stand beside it. */
function toUrl(apiBase: string, path: string, parameters: JsonObject = {}): string {
  const base = apiBase.replace(/\/v1$/, '');
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
  connection: Connection;
  route: Route;
  url: string;
  body: JsonObject | undefined;
  settings: CallSettings;
}

function run(call: Run): Promise<Received<unknown>> {
  const { route, body, settings } = call;
  const isStreaming = route.streams === 'always' || (route.streams === 'onRequest' && body?.['stream'] === true);
  return isStreaming
    ? openCall(settings, (own, cancellation) => openStream({ ...call, settings: own }, cancellation))
    : runCall(settings, (own) => sendWhole({ ...call, settings: own }));
}

/** The operations of any spec: which bodies they take, only the types of the methods know. */
type AnyPaths = Readonly<Record<string, Record<Route['method'], AnyOperation>>>;
interface AnyOperation {
  requestBody?: { content: { 'application/json': JsonObject } };
  responses: { 200: { content: { 'application/json': unknown } } };
}

const client = typedBy<AnyPaths>();

async function openStream(
  call: Run,
  { controller, release }: { controller: Abort; release: () => void },
): Promise<Received<Stream<unknown>>> {
  const { connection, route, url, body, settings } = call;
  const { data, response } = await send({ ...call, accept: ACCEPT_EVENTS }, (init) =>
    client.request(route.method, route.path, { ...init, ...(body && { body }), parseAs: 'stream' }),
  );
  const { attempts = 1 } = response;
  if (data === null || data === undefined) throw toNoStream(await response.text(), { url, attempts });
  const { redact } = connection;
  const source = { url, redact, signal: settings.signal, attempts, onEnd: release };
  const events = readEvents(data, settings, createEventReader(source, new TypedEvents()));
  const batches = await awaitFirst(events, { signal: settings.signal, isFirst: () => true });
  return { data: new Stream(batches, controller), responses: [new HttpHead(response)] };
}

/** The events of a spec are not to be made of a whole answer here, where nothing is repaired. */
function toNoStream(text: string, { url, attempts }: { url: string; attempts: number }): EasyLLMError {
  if (typeof parseBody(text) !== 'object') return truncated(url);
  return notAStream(url, { found: 'a whole answer', advice: 'It does not stream. Leave out `stream`.', attempts });
}

/** JSON, whatever its type is said to be; else the text of what is not said to be JSON; undefined for an empty body. */
async function sendWhole(call: Run): Promise<Received<unknown>> {
  const { route, url, body, settings } = call;
  const form = route.isForm === true && body !== undefined ? encodeForm({ ...body, ...settings.extraBody }) : undefined;
  const headers = form === undefined ? settings.headers : { ...settings.headers, 'content-type': form.contentType };
  const asked = { ...call, accept: 'application/json, */*;q=0.5', settings: { ...settings, headers } };
  const { data: text = '', response } = await send(asked, (init) => {
    const sent = form === undefined ? init : { ...init, bodySerializer: () => form.body };
    return client.request(route.method, route.path, { ...sent, ...(body && { body }), parseAs: 'text' });
  });
  const responses = [new HttpHead(response)];
  if (text === '') return { data: undefined, responses };
  const data = tryParse(text);
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  if (data === undefined && isJson) throw notJson(url, response.status);
  return { data: isJson || typeof data === 'object' ? data : text, responses };
}
