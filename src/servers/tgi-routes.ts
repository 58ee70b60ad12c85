/** TGI's small routes beside generation, typed by `openapi/tgi.yaml`. */
import type {
  ChatTokenizeResponse,
  ContentMessage,
  Info,
  SimpleToken,
  ToolCallMessage,
  paths,
} from '../../generated/tgi.ts';
import type { JsonObject } from '../base/check.ts';
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
  /** Besides messages a chat may have all that shapes its prompt, such as tools. */
  chatTokenize(
    url: string,
    chat: { messages: SentMessage[] },
    settings: CallSettings,
  ): Promise<RouteData<ChatTokenizeResponse>>;
  info(url: string, settings: CallSettings): Promise<RouteData<Info>>;
  models(url: string, settings: CallSettings): Promise<RouteData<ModelsAnswer>>;
}

/** A token of a text, in bytes of UTF-8. */
export type PlacedToken = Omit<SimpleToken, 'start' | 'stop'> & Record<'start' | 'stop', number | null>;

/** A model of any server's list, with what else it says of it. */
export type ListedModel = JsonObject & { id: string };

interface ModelsAnswer {
  data: ListedModel[];
}

export interface RouteData<Data> {
  data: Data;
  info: HttpHead;
}

const tgi = toMethods<paths>();

export function createTgiRoutes(connection: Connection): TgiRoutes {
  return {
    async tokenize(url, inputs, settings) {
      const call = { connection, url, settings };
      const received = await send(call, (init) => tgi.POST('/tokenize', { body: { inputs }, ...init }));
      const { data: answer } = received;
      if (!isListOfOne(answer))
        return toAnswer(received, { url, isExpected: areTokens, what: 'tokens that TGI gives' });
      // TEI gives a list for each text.
      const [data] = answer;
      return toAnswer({ ...received, data }, { url, isExpected: areTokens, what: 'tokens that TGI gives' });
    },

    async chatTokenize(url, { messages, ...others }, settings) {
      const call = { connection, url, settings };
      const received = await send(call, (init) =>
        tgi.POST('/chat_tokenize', { body: { messages, ...others }, ...init }),
      );
      return toAnswer(received, { url, isExpected: isTokenizedChat, what: 'tokens that TGI gives' });
    },

    async info(url, settings) {
      const received = await send({ connection, url, settings }, (init) => tgi.GET('/info', init));
      return toAnswer(received, { url, isExpected: isObject, what: 'information that TGI gives' });
    },

    async models(url, settings) {
      const received = await send({ connection, url, settings }, (init) => tgi.GET('/v1/models', init));
      const { response } = received;
      // Together answers the bare list, and others null where they have no model.
      const data = toModels(received.data);
      return toAnswer(data === undefined ? { response } : { data, response }, {
        url,
        isExpected: isObject,
        what: 'list of models',
      });
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

/** A list of models in OpenAI's shape, from one in any that is known: bare, under another name, of names alone. Undefined for none. */
function toModels(answer: unknown): ModelsAnswer | undefined {
  const listed = isObject(answer) ? ('data' in answer ? answer['data'] : answer['models']) : answer;
  if (listed === null && answer !== null) return { data: [] };
  if (!Array.isArray(listed)) return undefined;
  const data = listed.flatMap((model: unknown) => toModel(model) ?? []);
  return data.length === 0 && listed.length > 0 ? undefined : { data };
}

function toModel(model: unknown): ListedModel | undefined {
  if (typeof model === 'string') return { id: model };
  if (!isObject(model)) return undefined;
  const id = [model['id'], model['name'], model['model']].find((name) => typeof name === 'string' && name !== '');
  return typeof id === 'string' ? { ...model, id } : undefined;
}

function isOffset(value: unknown): boolean {
  return Number.isInteger(value) || value === null;
}

function isListOfOne(answer: unknown): answer is [PlacedToken[]] {
  return Array.isArray(answer) && answer.length === 1 && Array.isArray(answer[0]);
}
