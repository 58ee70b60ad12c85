/** TGI's small routes beside generation, typed by `openapi/tgi.yaml`. */
import type { ChatTokenizeResponse, Info, Message, ModelsInfo, TokenizeResponse, paths } from '../../generated/tgi.ts';
import { APIError } from '../errors.ts';
import type { TransportResponse } from '../transport.ts';
import type { CallSettings, Connection } from './call.ts';
import { AnswerInfo, createTypedClient, expectOk, toInit, typedAs } from './call.ts';

/** URLs are whole, as `toEndpointUrl` gives them. */
export interface TgiRoutes {
  tokenize(url: string, inputs: string, settings: CallSettings): Promise<RouteAnswer<TokenizeResponse>>;
  chatTokenize(url: string, messages: Message[], settings: CallSettings): Promise<RouteAnswer<ChatTokenizeResponse>>;
  info(url: string, settings: CallSettings): Promise<RouteAnswer<Info>>;
  models(url: string, settings: CallSettings): Promise<RouteAnswer<ModelsInfo>>;
}

interface RouteAnswer<Data> {
  data: Data;
  info: AnswerInfo;
}

export function createTgiRoutes({ transport, redact }: Connection): TgiRoutes {
  const client = createTypedClient<paths>(transport);

  return {
    async tokenize(url, inputs, settings) {
      const call = client.POST(typedAs('/tokenize'), { ...toInit(settings), baseUrl: url, body: { inputs } });
      return toAnswer(await expectOk(call, { url, redact, signal: settings.signal }), url);
    },

    async chatTokenize(url, messages, settings) {
      const call = client.POST(typedAs('/chat_tokenize'), {
        ...toInit(settings),
        baseUrl: url,
        body: { messages: [] },
        bodySerializer: () => JSON.stringify({ messages }),
      });
      return toAnswer(await expectOk(call, { url, redact, signal: settings.signal }), url);
    },

    async info(url, settings) {
      const call = client.GET(typedAs('/info'), { ...toInit(settings), baseUrl: url });
      return toAnswer(await expectOk(call, { url, redact, signal: settings.signal }), url);
    },

    async models(url, settings) {
      const call = client.GET(typedAs('/v1/models'), { ...toInit(settings), baseUrl: url });
      const answer = toAnswer(await expectOk(call, { url, redact, signal: settings.signal }), url);
      const { data } = answer;
      // What is no object, or has no list, comes from some other server.
      if (typeof data === 'object' && data !== null && Array.isArray(data.data)) return answer;
      throw new APIError(`${url} answered 200 without \`data\`: it lists no models. Check \`apiBase\`.`, {
        status: 200,
        attempts: 1,
      });
    },
  };
}

function toAnswer<Data>(
  { data, response }: { data?: Data; response: TransportResponse },
  url: string,
): RouteAnswer<Data> {
  if (data !== undefined) return { data, info: new AnswerInfo(response) };
  throw new APIError(`${url} answered with an empty body.`, { status: 200, attempts: response.attempts ?? 1 });
}
