/** TGI's small routes beside generation, typed by `openapi/tgi.yaml`. */
import type {
  ChatTokenizeResponse,
  ContentMessage,
  Info,
  ModelsInfo,
  SimpleToken,
  ToolCallMessage,
  paths,
} from '../../generated/tgi.ts';
import { isObject } from '../base/check.ts';
import { APIError } from '../base/errors.ts';
import type { TransportResponse } from '../net/transport.ts';
import type { CallSettings, Connection } from '../net/call.ts';
import { HttpHead } from '../net/call.ts';
import { toMethods } from './fast/call.ts';
import { send } from './send.ts';

/** A message as it is sent: without `content: null`, which says nothing, and which the types of `openapi-fetch` take for read-only. */
export type SentMessage = ContentMessage | Omit<ToolCallMessage, 'content'>;

/** URLs are whole, as `toEndpointUrl` gives them. */
export interface TgiRoutes {
  /** TEI's too, whose special tokens have no places. */
  tokenize(url: string, inputs: string, settings: CallSettings): Promise<RouteData<PlacedToken[]>>;
  chatTokenize(url: string, messages: SentMessage[], settings: CallSettings): Promise<RouteData<ChatTokenizeResponse>>;
  info(url: string, settings: CallSettings): Promise<RouteData<Info>>;
  models(url: string, settings: CallSettings): Promise<RouteData<ModelsInfo>>;
}

/** A token of a text, in bytes of UTF-8. */
export type PlacedToken = Omit<SimpleToken, 'start' | 'stop'> & Record<'start' | 'stop', number | null>;

export interface RouteData<Data> {
  data: Data;
  info: HttpHead;
}

const tgi = toMethods<paths>();

export function createTgiRoutes(connection: Connection): TgiRoutes {
  return {
    async tokenize(url, inputs, settings) {
      const call = { connection, url, settings };
      const received = await send(call, (init) => tgi.POST('/tokenize', { ...init, body: { inputs } }));
      const { data: answer } = received;
      if (!isListOfOne(answer))
        return toAnswer(received, { url, isExpected: areTokens, what: 'tokens that TGI gives' });
      // TEI gives a list for each text.
      const [data] = answer;
      return toAnswer({ ...received, data }, { url, isExpected: areTokens, what: 'tokens that TGI gives' });
    },

    async chatTokenize(url, messages, settings) {
      const call = { connection, url, settings };
      const received = await send(call, (init) => tgi.POST('/chat_tokenize', { ...init, body: { messages } }));
      return toAnswer(received, { url, isExpected: isTokenizedChat, what: 'tokens that TGI gives' });
    },

    async info(url, settings) {
      const received = await send({ connection, url, settings }, (init) => tgi.GET('/info', init));
      return toAnswer(received, { url, isExpected: isObject, what: 'information that TGI gives' });
    },

    async models(url, settings) {
      const received = await send({ connection, url, settings }, (init) => tgi.GET('/v1/models', init));
      const { data } = received;
      // Together answers the bare list, and others null where they have no model.
      const listed = data === undefined ? received : { ...received, data: toModels(data) };
      return toAnswer(listed, { url, isExpected: areModels, what: 'list of models that TGI gives' });
    },
  };
}

/** The data, unless another server has a route of the same name, which answers in its own way. */
export function toAnswer<Data>(
  { data, response }: { data?: Data; response: TransportResponse },
  { url, isExpected, what }: { url: string; isExpected: (data: unknown) => boolean; what: string },
): RouteData<Data> {
  if (data !== undefined && isExpected(data)) return { data, info: new HttpHead(response) };
  throw new APIError(`${url} answered 200 without the ${what} there. Check \`apiBase\`.`, {
    status: 200,
    attempts: response.attempts ?? 1,
  });
}

function areTokens(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.every((token) => isObject(token) && isOffset(token['start']) && isOffset(token['stop']))
  );
}

function isTokenizedChat(value: unknown): boolean {
  return isObject(value) && areTokens(value['tokenize_response']) && typeof value['templated_text'] === 'string';
}

function toModels(answer: ModelsInfo): ModelsInfo {
  const given: unknown = answer;
  if (Array.isArray(given)) return { object: 'list', data: given };
  return isObject(given) && given['data'] === null ? { ...answer, data: [] } : answer;
}

function areModels(value: unknown): boolean {
  if (!isObject(value) || !Array.isArray(value['data'])) return false;
  return value['data'].every((model) => isObject(model) && typeof model['id'] === 'string');
}

function isOffset(value: unknown): boolean {
  return Number.isInteger(value) || value === null;
}

function isListOfOne(answer: unknown): answer is [PlacedToken[]] {
  return Array.isArray(answer) && answer.length === 1 && Array.isArray(answer[0]);
}
