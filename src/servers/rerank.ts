/** Ranks: TEI's own route, typed by `openapi/tei.yaml`, and that of OpenAI-shaped servers, typed by `openapi/vllm.yaml`. */
import type { RerankRequest as TeiRerankRequest, paths as TeiPaths } from '../../generated/tei.ts';
import type { RerankRequest as V1RerankRequest, paths as V1Paths } from '../../generated/vllm.ts';
import type { JsonObject } from '../base/check.ts';
import { isObject } from '../base/check.ts';
import type { CallSettings, Connection } from '../net/call.ts';
import { HttpHead } from '../net/call.ts';
import { toMethods } from './fast/call.ts';
import { send } from './send.ts';

/** An answer as it came. */
export interface Reranked {
  /** Whatever holds the ranks. */
  answer: unknown;
  /** What stands beside the ranks. */
  said: JsonObject;
  info: HttpHead;
  attempts: number;
}

/** URLs are whole, as `toEndpointUrl` gives them. */
export interface Reranker {
  /** TEI counts tokens in the header `x-compute-tokens`. */
  rerankTei(url: string, body: TeiRerankRequest, settings: CallSettings): Promise<Reranked>;
  rerankV1(url: string, body: V1RerankRequest, settings: CallSettings): Promise<Reranked>;
}

const tei = toMethods<TeiPaths>();
const v1 = toMethods<V1Paths>();

export function createReranker(connection: Connection): Reranker {
  return {
    async rerankTei(url, body, settings) {
      const call = { connection, url, settings };
      const { data, response } = await send(call, (init) => tei.POST('/rerank', { body, ...init }));
      return { answer: data, said: {}, info: new HttpHead(response), attempts: response.attempts ?? 1 };
    },

    async rerankV1(url, body, settings) {
      const call = { connection, url, settings };
      const { data, response } = await send(call, (init) => v1.POST('/v1/rerank', { body, ...init }));
      const { results: _, ...said } = isObject(data) ? data : { results: undefined };
      return { answer: data, said, info: new HttpHead(response), attempts: response.attempts ?? 1 };
    },
  };
}
