/** Which examples of answers the specs show, and where. */
import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import type { SpecName } from './prism.ts';
import { toDocumentPath } from './prism.ts';

export const EVENT_STREAM = 'text/event-stream';

/** The examples of a spec. */
export interface Examples {
  /** Of all operations. */
  readonly names: ReadonlySet<string>;
  /** Under which status and in which form the operation of a request shows an example; undefined if it does not. */
  find(request: Asked, example: string, wantsEvents: boolean): Place | undefined;
  /** The names that the operation of a request shows, in the order of the spec. */
  of(request: Asked): readonly string[];
}

/** As much of a request as says which operation is meant. */
export type Asked = Pick<IncomingMessage, 'method' | 'url'>;

interface Place {
  readonly status: string;
  readonly mediaType: string;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly responses?: Responses }>>>>;
  readonly components: { readonly responses: Responses };
}
type Responses = Readonly<Record<string, Answer | { readonly $ref: string }>>;
interface Answer {
  readonly content?: Readonly<Record<string, { readonly examples?: object }>>;
}

export function readExamples(spec: SpecName): Examples {
  const { paths, components }: Document = JSON.parse(readFileSync(toDocumentPath(spec), 'utf8'));
  const dereference = (response: Answer | { readonly $ref: string }): Answer => {
    if (!('$ref' in response)) return response;
    const target = components.responses[response.$ref.replace('#/components/responses/', '')];
    return target === undefined ? {} : dereference(target);
  };
  const toContents = (responses: Responses = {}) =>
    Object.entries(responses).map(([status, response]) => ({ status, content: dereference(response).content ?? {} }));
  const routes = Object.entries(paths).map(([path, item]) => ({
    pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^?]+')}(\\?.*)?$`),
    contents: new Map(Object.entries(item).map(([method, { responses }]) => [method, toContents(responses)])),
  }));
  const all = routes.flatMap(({ contents }) => [...contents.values()].flat());
  const shown = all.flatMap(({ content }) =>
    Object.values(content).flatMap(({ examples = {} }) => Object.keys(examples)),
  );
  const contentsOf = ({ method = '', url = '' }: Asked) =>
    routes.find(({ pattern }) => pattern.test(url))?.contents.get(method.toLowerCase()) ?? [];
  return {
    names: new Set(shown),
    of: (request) => [
      ...new Set(
        contentsOf(request).flatMap(({ content }) =>
          Object.values(content).flatMap(({ examples = {} }) => Object.keys(examples)),
        ),
      ),
    ],
    find(request, example, wantsEvents) {
      for (const { status, content } of contentsOf(request)) {
        const mediaType = toMediaTypes(content, wantsEvents).find((type) => example in (content[type]?.examples ?? {}));
        // A range, and `default`, stand for statuses that the operation does not list.
        if (mediaType !== undefined) return { status: status.replace('default', '5XX').replace('XX', '99'), mediaType };
      }
      return undefined;
    },
  };
}

/** Where there is a stream too, only one of both is an answer to the request. */
function toMediaTypes(content: Answer['content'] = {}, wantsEvents: boolean): readonly string[] {
  const types = Object.keys(content);
  const isEither = types.includes(EVENT_STREAM) && types.length > 1;
  return isEither ? types.filter((type) => (type === EVENT_STREAM) === wantsEvents) : types;
}
