/** OpenAI's routes, by the end of their paths. */

/** The first that fits: a chat's path ends like that of a text completion. */
const BODY_ROUTES = [
  ['chat', '/chat/completions'],
  ['complete', '/completions'],
  ['embed', '/embeddings'],
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
  const path = pathname.replace(/\/+$/, '');
  const [post] = BODY_ROUTES.find(([, end]) => path.endsWith(end)) ?? [];
  return { post, get: readOperationAt(path) };
}

function readOperationAt(path: string): ReadOperation | undefined {
  const models = /^.*?\/v1\/models(?:\/(.+))?$/.exec(path) ?? /^.*?\/models(?:\/(.+))?$/.exec(path);
  if (models !== null) return models[1] === undefined ? { name: 'models' } : { name: 'model', id: decode(models[1]) };
  return path.endsWith('/health') ? { name: 'health' } : undefined;
}

/** The methods a path may be asked by; none for one that offers nothing. */
export function toAllowed({ post, get }: OfferedRoutes): string[] {
  if (post === undefined && get === undefined) return [];
  return [...(get === undefined ? [] : ['GET', 'HEAD']), ...(post === undefined ? [] : ['POST']), 'OPTIONS'];
}

/** For who asked for what is not offered. */
export function toAdvice(pathname: string): string {
  const offered = BODY_ROUTES.map(([, end]) => `POST /v1${end}`).join(', ');
  // The AI SDK's OpenAI provider and newer models in LangChain ask here by default.
  const instead = /\/responses(\/|$)/.test(pathname)
    ? ' Instead of responses, ask for chat completions: `client.chat.completions` of openai, `.chat(model)` of an AI SDK provider, `useResponsesApi: false` in LangChain.'
    : '';
  return `Offered are ${offered} and GET /v1/models.${instead}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
