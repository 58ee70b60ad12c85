/** `client.files` and `client.batches`: the routes of a gateway with a folder for its data, or of OpenAI itself. */
import type { Batch, BatchList, BatchRequest, DeletedFile, FileList, FileObject } from '../../generated/openai.ts';
import { expectBody, isObject, kindOf } from '../base/check.ts';
import { BadRequestError, UnsupportedError } from '../base/errors.ts';
import type { APIPromise, Received } from '../facade/api-promise.ts';
import { HttpHead } from '../net/call.ts';
import { encodeForm } from '../net/form.ts';
import { iterateBytes } from '../net/sse.ts';
import { toEndpointUrl } from '../servers/address.ts';
import { typedBy } from '../servers/client.ts';
import { send } from '../servers/send.ts';
import type { ClientOperations } from './operations.ts';
import type { CallOptions } from './options.ts';

/** The content of a file: a `File` or `Blob`, or a stream of bytes, such as `fs.createReadStream(path)`. */
export type Uploadable = Blob | AsyncIterable<Uint8Array | string>;

/** The body of `files.create`. */
export interface FileCreateParams {
  /** Text in UTF-8, as all batches are; it is held in memory while it is sent. */
  file: Uploadable;
  purpose: 'batch' | 'user_data' | 'evals' | 'assistants' | 'vision' | 'fine-tune';
  /** When it is deleted: an hour to thirty days after it was made. Default: it is kept. */
  expires_after?: { anchor: 'created_at'; seconds: number } | undefined;
}

/** Which entries of a list are wanted. */
export interface FileListQuery {
  limit?: number | undefined;
  after?: string | undefined;
  /** Of files. */
  order?: 'asc' | 'desc' | undefined;
  /** Of files. */
  purpose?: string | undefined;
}

/** `files` of a client. */
export interface Files {
  /** Uploads a file. Rejects with UnsupportedError for content that is no text. */
  create(body: FileCreateParams, options?: CallOptions): APIPromise<FileObject>;
  /** One part of the list, the newest first; `after` asks for the next one. */
  list(query?: FileListQuery, options?: CallOptions): APIPromise<FileList>;
  /** What is known of a file: its name, size and purpose. */
  retrieve(id: string, options?: CallOptions): APIPromise<FileObject>;
  /** The content: `await (await client.files.content(id)).text()`. Larger than `maxResponseBytes` (64 MiB) it is refused. */
  content(id: string, options?: CallOptions): APIPromise<Response>;
  /** Deletes a file. The input of a batch that is not over stays (409, ConflictError). */
  delete(id: string, options?: CallOptions): APIPromise<DeletedFile>;
}

/** `batches` of a client. */
export interface Batches {
  /** Runs the lines of an uploaded file. Where it stands, `retrieve` says. */
  create(body: BatchRequest, options?: CallOptions): APIPromise<Batch>;
  /** One part of the list, the newest first; `after` asks for the next one. */
  list(query?: Omit<FileListQuery, 'order' | 'purpose'>, options?: CallOptions): APIPromise<BatchList>;
  /** Where a batch stands; once it is over, the ids of the files of its results and errors. */
  retrieve(id: string, options?: CallOptions): APIPromise<Batch>;
  /** Ends a batch. What is finished is kept. */
  cancel(id: string, options?: CallOptions): APIPromise<Batch>;
}

type Kind = 'files' | 'batches';

/** The routes are asked by whole addresses: of their bodies and answers, the types above speak. */
type Method = 'get' | 'post' | 'delete';
interface AnyPaths {
  '/': Record<
    Method,
    {
      requestBody?: { content: { 'application/json': object } };
      responses: { 200: { content: { 'application/json': unknown } } };
    }
  >;
}

const client = typedBy<AnyPaths>();

interface Asked {
  readonly kind: Kind;
  readonly method?: Method;
  /** Behind the address of the kind. */
  readonly path?: string;
  readonly body?: object;
  readonly form?: { readonly contentType: string; readonly body: string };
}

/** Uploads a file. */
export async function createFile(
  connected: ClientOperations,
  params: FileCreateParams,
  options: CallOptions,
): Promise<Received<unknown>> {
  expectBody(params);
  const { file, ...fields } = params;
  const { name, text } = await readUpload(file);
  return ask(connected, { kind: 'files', method: 'post', form: encodeForm({ file: text, ...fields }, name) }, options);
}

export async function createBatch(connected: ClientOperations, body: BatchRequest, options: CallOptions) {
  expectBody(body);
  return ask(connected, { kind: 'batches', method: 'post', body }, options);
}

export async function cancelBatch(connected: ClientOperations, id: string, options: CallOptions) {
  return ask(connected, { kind: 'batches', method: 'post', path: `${toSegment(id)}/cancel`, body: {} }, options);
}

export async function deleteFile(connected: ClientOperations, id: string, options: CallOptions) {
  return ask(connected, { kind: 'files', method: 'delete', path: toSegment(id) }, options);
}

export async function get(connected: ClientOperations, kind: Kind, id: string, options: CallOptions) {
  return ask(connected, { kind, path: toSegment(id) }, options);
}

export async function list(connected: ClientOperations, kind: Kind, query: FileListQuery, options: CallOptions) {
  const words = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) words.set(name, String(value));
  return ask(connected, { kind, path: words.size === 0 ? '' : `?${words}` }, options);
}

/** The content of a file. */
export async function download(
  connected: ClientOperations,
  id: string,
  options: CallOptions,
): Promise<Received<Response>> {
  return connected.ask(async ({ apiBase, connection }, settings) => {
    const url = `${toEndpointUrl(apiBase, 'files')}${toSegment(id)}/content`;
    const asked = { connection, url, settings, accept: '*/*', wantsBytes: true };
    const { data, response } = await send(asked, (init) =>
      client.request('get', '/', { ...init, parseAs: 'arrayBuffer' }),
    );
    const head = new HttpHead(response);
    const type = head.get('content-type') ?? 'application/octet-stream';
    return { data: new Response(data ?? null, { headers: { 'content-type': type } }), responses: [head] };
  }, options);
}

async function ask(
  connected: ClientOperations,
  { kind, method = 'get', path = '', body, form }: Asked,
  options: CallOptions,
): Promise<Received<unknown>> {
  return connected.ask(async ({ apiBase, connection }, settings) => {
    const url = `${toEndpointUrl(apiBase, kind)}${path}`;
    const headers = form === undefined ? settings.headers : { ...settings.headers, 'content-type': form.contentType };
    const { data, response } = await send({ connection, url, settings: { ...settings, headers } }, (init) => {
      const sent = form === undefined ? init : { ...init, bodySerializer: () => form.body };
      return client.request(method, '/', { ...sent, ...(method === 'post' && { body: body ?? {} }) });
    });
    return { data, responses: [new HttpHead(response)] };
  }, options);
}

function toSegment(id: unknown): string {
  if (typeof id === 'string' && id !== '') return `/${encodeURIComponent(id)}`;
  throw new BadRequestError(`The id is ${kindOf(id)}. Pass the \`id\` of a file or a batch.`, { param: 'id' });
}

async function readUpload(file: unknown): Promise<{ name: string; text: string }> {
  if (!(file instanceof Object)) {
    throw new BadRequestError(`\`file\` is ${kindOf(file)}. Expected a File, a Blob or a stream.`, { param: 'file' });
  }
  const name = 'name' in file ? file.name : 'path' in file ? file.path : undefined;
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let text = '';
  try {
    for await (const piece of toPieces(file)) {
      text += typeof piece === 'string' ? piece : decoder.decode(piece, { stream: true });
    }
    text += decoder.decode();
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw new UnsupportedError(
      '`file` is no text in UTF-8, which is all that a client sends. Upload it with `fetch`.',
      {
        param: 'file',
        cause,
      },
    );
  }
  return { name: typeof name === 'string' ? (name.split(/[/\\]/).at(-1) ?? 'file') : 'file', text };
}

function toPieces(file: object): AsyncIterable<Uint8Array | string> {
  if (file instanceof Blob) return iterateBytes(file.stream());
  // Checked here; what it gives is met piece by piece.
  if (Symbol.asyncIterator in file) return file as AsyncIterable<Uint8Array | string>;
  throw new BadRequestError(
    `\`file\` is ${isObject(file) ? 'an object' : kindOf(file)}. Expected a File, a Blob or a stream.`,
    {
      param: 'file',
    },
  );
}
