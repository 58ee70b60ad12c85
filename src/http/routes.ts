/** OpenAI's routes, by the end of their paths. */

/** The first that fits: a chat's path ends like that of a text completion. */
const BODY_ROUTES = [
  ['chat', '/chat/completions'],
  ['complete', '/completions'],
  ['embed', '/embeddings'],
  ['respond', '/responses'],
  ['countInput', '/responses/input_tokens'],
] as const;

/** Operations that a body is posted to. */
export type BodyOperation = (typeof BODY_ROUTES)[number][0];

/** What is read. */
export type ReadOperation = { name: 'models' } | { name: 'health' } | { name: 'model'; id: string };

/** What a path offers. */
export interface OfferedRoutes {
  post: BodyOperation | undefined;
  get: ReadOperation | undefined;
}

/** What a path offers, by its end: a client's base URL may have any path. A model may be called like a route. */
export function routesAt(pathname: string): OfferedRoutes {
  const path = withoutEnd(pathname);
  const [post] = BODY_ROUTES.find(([, end]) => path.endsWith(end)) ?? [];
  return { post, get: readOperationAt(path) };
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

/** The methods a path may be asked by; none for one that offers nothing. */
export function toAllowed({ post, get }: OfferedRoutes): string[] {
  if (post === undefined && get === undefined) return [];
  return [...(get === undefined ? [] : ['GET', 'HEAD']), ...(post === undefined ? [] : ['POST']), 'OPTIONS'];
}

/** For who asked for what is not offered. */
export function toAdvice(): string {
  const offered = BODY_ROUTES.map(([, end]) => `POST /v1${end}`).join(', ');
  return `Offered are ${offered} and GET /v1/models.`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
