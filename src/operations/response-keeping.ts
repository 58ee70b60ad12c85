/** Keeps responses, and finds what requests refer to. */
import type { ResponseObject, ResponseRequest, ResponseStreamEvent } from '../../generated/openai.ts';
import { isObject, kindOf } from '../base/check.ts';
import { BadRequestError, ConfigurationError, NotFoundError } from '../base/errors.ts';
import type { PlacedItem } from '../bridge/responses/items.ts';
import { toPlacedItems } from '../bridge/responses/items.ts';
import { toInputItems, toKeptItems, toResponseId } from '../bridge/responses/kept-items.ts';
import { followStream } from '../facade/follow-stream.ts';
import { memoryResponseStore } from '../facade/response-store.ts';
import type { ResponseStore, StoredResponse } from '../facade/response-store.ts';
import type { Stream } from '../facade/stream.ts';
import { RunningResponse } from './running-response.ts';
import type { ResponseCall, ServerContext } from './server-context.ts';

/**
 * What this process made last, where nothing else is kept: clients that leave the state to the server by default, as the AI SDK does,
 * refer to single items of it in their next request.
 */
const recent = memoryResponseStore({ maxResponses: 500, maxBytes: 8 * 1024 * 1024 });

/** The store of a call, checked; undefined if it has none. */
export function readStore({ store }: ResponseCall): ResponseStore | undefined {
  if (store === undefined) return undefined;
  const isStore = isObject(store) && ['get', 'put', 'delete'].every((name) => typeof store[name] === 'function');
  if (isStore) return store;
  throw new ConfigurationError(
    `\`responseStore\` is ${isObject(store) ? 'no store' : kindOf(store)}. Expected an object with the functions \`get\`, \`put\` and \`delete\`, such as \`memoryResponseStore()\` gives.`,
    { param: 'responseStore' },
  );
}

/** What is kept under an id for this owner. What belongs to another is not there. */
export async function findStored(store: ResponseStore, id: string, owner: string): Promise<StoredResponse | undefined> {
  const stored = await store.get(id);
  return stored?.owner === owner ? stored : undefined;
}

/** All that a request answers, oldest first: what came before the response that it goes on from, that response, and its own items. */
export async function gatherItems(request: ResponseRequest, call: ResponseCall): Promise<PlacedItem[]> {
  const own = await Promise.all(toPlacedItems(request.input).map((placed) => resolveReference(placed, call)));
  const { previous_response_id: previous } = request;
  if (previous === undefined || previous === null) return own;
  const { input, response } = await findPrevious(previous, call);
  const earlier = [...input, ...toInputItems(response.output)];
  return [...earlier.map((item) => ({ item, place: 'previous_response_id' })), ...own];
}

async function findPrevious(id: string, call: ResponseCall): Promise<StoredResponse> {
  const details = { param: 'previous_response_id', code: 'previous_response_not_found' };
  const store = readStore(call);
  if (store === undefined) {
    throw new BadRequestError(
      '`previous_response_id` names a response, and none is kept here. Give its items in `input`.',
      details,
    );
  }
  const found = await findStored(store, id, call.owner ?? '');
  if (found !== undefined) return found;
  throw new NotFoundError('`previous_response_id` names no response that is kept here. Give its items in `input`.', {
    status: 404,
    type: 'invalid_request_error',
    ...details,
  });
}

/** An item by its id; a reference to one that is not known stays what it is. */
async function resolveReference(placed: PlacedItem, call: ResponseCall): Promise<PlacedItem> {
  const { item, place } = placed;
  if (!('type' in item) || item.type !== 'item_reference') return placed;
  const id = toResponseId(item.id);
  const stored = id === undefined ? undefined : await findStored(readStore(call) ?? recent, id, call.owner ?? '');
  const items = stored === undefined ? [] : [...stored.input, ...toInputItems(stored.response.output)];
  const found = items.find((each) => each.id === item.id);
  return found === undefined ? placed : { item: found, place };
}

/** How one response is kept. */
export interface Keeping {
  /** Whether the caller may ask for it again. */
  isKept: boolean;
  /** The response as it is told then: it says whether it was kept. */
  keep(response: ResponseObject): Promise<ResponseObject>;
  /** The stream, whose end is kept before it is told. `read`: the response as far as it has come. */
  keepStream(stream: Stream<ResponseStreamEvent>, read: () => unknown): Stream<ResponseStreamEvent>;
}

/** Undefined where the request says `store: false`: nothing is kept of it. */
export function createKeeping(
  id: string,
  items: readonly PlacedItem[],
  { upstreams, request, call }: { upstreams: ServerContext; request: ResponseRequest; call: ResponseCall },
): Keeping | undefined {
  if (request.store === false) return undefined;
  const store = readStore(call);
  const { owner = '', toModel = (model: string) => model } = call;
  const own = items.map(({ item }) => item);
  const input = store === undefined ? [] : toKeptItems(own, id);
  const keep = async (response: ResponseObject): Promise<ResponseObject> => {
    try {
      await (store ?? recent).put(id, { owner, response: { ...response, model: toModel(response.model) }, input });
      return response;
    } catch (cause) {
      if (store === undefined) return response;
      upstreams.warnOnce(`A response could not be kept: ${cause instanceof Error ? cause.message : String(cause)}`);
      return { ...response, store: false };
    }
  };
  return {
    isKept: store !== undefined,
    keep,
    keepStream(stream, read) {
      const run = new RunningResponse(id, { owner, stream, keep, read });
      return followStream(
        stream,
        () => run.events(),
        () => void run.close('cancelled'),
      );
    },
  };
}
