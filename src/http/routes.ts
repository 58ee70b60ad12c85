/** OpenAI's routes, by the end of their paths. */

/** The first that fits: a chat's path ends like that of a text completion. */
const BODY_ROUTES = [
  ['chat', '/chat/completions'],
  ['complete', '/completions'],
  ['embed', '/embeddings'],
  ['rerank', '/rerank'],
  ['respond', '/responses'],
  ['countInput', '/responses/input_tokens'],
  ['readPrompt', '/prompt'],
] as const;

/** Operations that a body is posted to. */
export type BodyOperation = (typeof BODY_ROUTES)[number][0];

/** What is read. */
export type ReadOperation = { name: 'models' } | { name: 'health' } | { name: 'model'; id: string };

/** What a gateway does with files and batches. */
export type FileOperation =
  | 'createFile'
  | 'listFiles'
  | 'retrieveFile'
  | 'deleteFile'
  | 'downloadFile'
  | 'createBatch'
  | 'listBatches'
  | 'retrieveBatch'
  | 'cancelBatch';

/** What is done with a response that is kept. */
export type KeptOperation = {
  name: 'retrieveResponse' | 'deleteResponse' | 'cancelResponse' | 'listItems';
  id: string;
};

/** What a path offers. */
export interface OfferedRoutes {
  post: BodyOperation | undefined;
  get: ReadOperation | undefined;
  /** By the method. */
  kept?: Readonly<Record<string, KeptOperation>> | undefined;
}

/** What a path offers, by its end: a client's base URL may have any path. A model may be called like a route. */
export function routesAt(pathname: string): OfferedRoutes {
  const path = withoutEnd(pathname);
  const [post] = BODY_ROUTES.find(([, end]) => path.endsWith(end)) ?? [];
  const get = readOperationAt(path);
  return { post, get, kept: post === undefined && get === undefined ? keptOperationsAt(path) : undefined };
}

/** By the end of the path: a response's id, and what of it. */
function keptOperationsAt(path: string): OfferedRoutes['kept'] {
  const [, encoded = '', part] = /\/responses\/([^/]+)(?:\/(input_items|cancel))?$/.exec(path) ?? [];
  if (encoded === '') return undefined;
  const id = decode(encoded);
  if (part === 'cancel') return { POST: { name: 'cancelResponse', id } };
  if (part === 'input_items') return { GET: { name: 'listItems', id }, HEAD: { name: 'listItems', id } };
  const retrieve = { name: 'retrieveResponse', id } as const;
  return { GET: retrieve, HEAD: retrieve, DELETE: { name: 'deleteResponse', id } };
}

/** A pattern for slashes at the end would begin at each of them. */
function withoutEnd(pathname: string): string {
  let { length } = pathname;
  while (pathname[length - 1] === '/') length -= 1;
  return pathname.slice(0, length);
}

function readOperationAt(path: string): ReadOperation | undefined {
  const id = idAfter('/v1/models', path) ?? idAfter('/models', path);
  if (id !== undefined) return id === '' ? { name: 'models' } : { name: 'model', id: decode(id) };
  return path.endsWith('/health') ? { name: 'health' } : undefined;
}

/** What follows the first such route: nothing, or an id that may hold slashes. */
function idAfter(route: string, path: string): string | undefined {
  for (let at = path.indexOf(route); at >= 0; at = path.indexOf(route, at + 1)) {
    const end = at + route.length;
    if (end === path.length) return '';
    if (path[end] === '/') return path.slice(end + 1);
  }
  return undefined;
}

/** Where an operation is asked for. */
export function pathOf(operation: BodyOperation): string {
  const [, end = ''] = BODY_ROUTES.find(([name]) => name === operation) ?? [];
  return `/v1${end}`;
}

/** The methods a path may be asked by; none for one that offers nothing. */
export function toAllowed({ post, get, kept = {} }: OfferedRoutes): string[] {
  const methods = [
    ...(get === undefined ? [] : ['GET', 'HEAD']),
    ...(post === undefined ? [] : ['POST']),
    ...Object.keys(kept),
  ];
  return methods.length === 0 ? [] : [...methods, 'OPTIONS'];
}

/** Routes of TGI and TEI, by their last part, and what is offered instead. */
const INSTEAD: Readonly<Record<string, string>> = {
  generate: 'POST /v1/completions',
  generate_stream: 'POST /v1/completions with `"stream": true`',
  invocations: 'POST /v1/chat/completions',
  vertex: 'POST /v1/chat/completions',
  tokenize: 'POST /v1/responses/input_tokens, which counts tokens',
  chat_tokenize: 'POST /v1/prompt, or POST /v1/responses/input_tokens, which counts tokens',
  'apply-template': 'POST /v1/prompt',
  info: 'GET /v1/models',
  ping: 'GET /health',
  embed: 'POST /v1/embeddings',
  embed_all: 'POST /v1/embeddings',
  embed_sparse: 'POST /v1/embeddings',
};

/** For who asked for what is not offered. */
export function toAdvice(pathname: string): string {
  if (/\/(?:files|batches)(?:\/|$)/.test(pathname)) return NO_FILES;
  const offered = BODY_ROUTES.map(([, end]) => `POST /v1${end}`).join(', ');
  const path = withoutEnd(pathname);
  const last = path.slice(path.lastIndexOf('/') + 1);
  const instead = Object.hasOwn(INSTEAD, last) ? `Use ${INSTEAD[last]}. ` : '';
  return `${instead}Offered are ${offered} and GET /v1/models.`;
}

const NO_FILES =
  'No files are kept here, and there are no batches. A gateway has them where it is given a folder: `easyllm serve --data DIR`.';

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
