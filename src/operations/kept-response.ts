/** What is asked of responses that are kept: to give, list, cancel or forget them. */
import type { DeletedResponse, ResponseItemList, ResponseObject } from '../../generated/openai.ts';
import { BadRequestError, NotFoundError } from '../base/errors.ts';
import type { StoredResponse } from '../facade/response-store.ts';
import { findStored, readStore } from './response-keeping.ts';
import { findRunning } from './running-response.ts';
import type { ResponseCall } from './server-context.ts';

/** Which items of a response are listed. */
export interface ItemQuery {
  /** From 1 to 100. Default: 20. */
  limit?: number | null | undefined;
  /** Default: `desc`, the newest first. */
  order?: 'asc' | 'desc' | null | undefined;
  /** The id of the item after which the list begins. */
  after?: string | null | undefined;
}

/** What may be asked of the responses of one caller. Rejects with NotFoundError where there is none of this id under the caller's key. */
export interface KeptResponses {
  retrieve(id: string): Promise<ResponseObject>;
  forget(id: string): Promise<DeletedResponse>;
  cancel(id: string): Promise<ResponseObject>;
  listItems(id: string, query: ItemQuery): Promise<ResponseItemList>;
}

export function createKeptResponses(call: ResponseCall): KeptResponses {
  return {
    async retrieve(id) {
      return findRunning(id, call.owner ?? '')?.response ?? (await find(id, call)).response;
    },
    async forget(id) {
      await find(id, call);
      await readStore(call)?.delete(id);
      return { id, object: 'response', deleted: true };
    },
    cancel: (id) => cancel(id, call),
    listItems: async (id, query) => toList((await find(id, call)).input, query),
  };
}

async function find(id: string, call: ResponseCall): Promise<StoredResponse> {
  const store = readStore(call);
  const found =
    typeof id === 'string' && store !== undefined ? await findStored(store, id, call.owner ?? '') : undefined;
  if (found !== undefined) return found;
  throw new NotFoundError(`Response ${String(id).slice(0, 64)} is not kept here.`, {
    status: 404,
    type: 'invalid_request_error',
    param: 'response_id',
    code: 'response_not_found',
  });
}

async function cancel(id: string, call: ResponseCall): Promise<ResponseObject> {
  const cancelled = await findRunning(id, call.owner ?? '')?.cancel();
  if (cancelled !== undefined) return cancelled;
  const { response } = await find(id, call);
  if (response.status === 'cancelled') return response;
  throw new BadRequestError(`Response ${id.slice(0, 64)} is over. Only one that is being streamed can be cancelled.`, {
    param: 'response_id',
    code: 'response_not_cancellable',
  });
}

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 100;

function toList(input: StoredResponse['input'], query: ItemQuery): ResponseItemList {
  const limit = query.limit ?? DEFAULT_LIMIT;
  const order = query.order ?? 'desc';
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
    throw new BadRequestError(`\`limit\` is no whole number from 1 to ${MAX_LIMIT}.`, { param: 'limit' });
  }
  if (order !== 'asc' && order !== 'desc') {
    throw new BadRequestError('`order` is neither "asc" nor "desc".', { param: 'order' });
  }
  const ordered = order === 'asc' ? input : input.toReversed();
  const begin = query.after === null || query.after === undefined ? 0 : placeAfter(ordered, query.after);
  const data = ordered.slice(begin, begin + limit);
  return {
    object: 'list',
    data,
    first_id: data[0]?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
    has_more: begin + limit < ordered.length,
  };
}

function placeAfter(items: StoredResponse['input'], id: string): number {
  const at = items.findIndex((item) => item.id === id);
  if (at >= 0) return at + 1;
  throw new BadRequestError('`after` is the id of no item of this response.', { param: 'after' });
}
