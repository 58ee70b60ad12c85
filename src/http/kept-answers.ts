/** Responses that were kept: looked up, cancelled, deleted, and their items listed. */
import type { ResponseObject } from '../../generated/openai.ts';
import type { ItemQuery, KeptResponses } from '../operations/kept-response.ts';
import type { HandledRequest, ResponseOptions } from './handled-request.ts';
import { UNNAMED_MODEL, toOwnName } from './model-name.ts';
import type { PlainResponse } from './plain.ts';
import type { KeptOperation } from './routes.ts';

export async function answerKept(
  exchange: HandledRequest,
  keptResponses: (call: { responses: ResponseOptions }) => Promise<KeptResponses>,
  { name, id }: KeptOperation,
): Promise<PlainResponse> {
  exchange.outcome.operation = name;
  const kept = await keptResponses({ responses: await exchange.toResponseOptions() });
  switch (name) {
    case 'retrieveResponse':
      return exchange.json(withOwnName(await kept.retrieve(id)));
    case 'cancelResponse':
      return exchange.json(withOwnName(await kept.cancel(id)));
    case 'deleteResponse':
      return exchange.json(await kept.forget(id));
    case 'listItems':
      return exchange.json(await kept.listItems(id, toItemQuery(new URLSearchParams(exchange.request.search))));
  }
}

/** Kept by a program in this process, a response may name an address. */
function withOwnName(response: ResponseObject): ResponseObject {
  return { ...response, model: toOwnName(response.model, UNNAMED_MODEL) };
}

/** Words that are none are left to be refused. */
function toItemQuery(given: URLSearchParams): ItemQuery {
  const { limit, order, after }: Readonly<Record<string, string>> = Object.fromEntries(given);
  return {
    ...(limit !== undefined && { limit: Number(limit === '' ? Number.NaN : limit) }),
    ...(order !== undefined && { order: order as ItemQuery['order'] }),
    ...(after !== undefined && { after }),
  };
}
