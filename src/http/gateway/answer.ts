/** The handler behind keys and limits: one for all callers, and one for each that sees other models or sends a token of its own. */
import { EasyLLMError } from '../../base/errors.ts';
import type { EasyLLM } from '../../client/easyllm.ts';
import type { Places } from '../../net/places.ts';
import { createPlainHandler, toHandler } from '../handler.ts';
import type { Handler, Operations, PlainHandler } from '../handler.ts';
import type { PlainRequest, PlainResponse } from '../plain.ts';
import type { Audience } from '../responses.ts';
import type { BodyOperation } from '../routes.ts';
import type { AccessRecord } from './access.ts';
import { readBearer } from './admission.ts';
import { keysOf, toKeyHolder } from './keys.ts';
import type { KeyHolder } from './keys.ts';
import { withMediaHosts } from './media.ts';
import { createOwnOperations, createRoutedOperations } from './model-routes.ts';
import type { Servers } from './servers.ts';
import type { GatewayOptions } from './settings.ts';
import { withVisibleModels } from './visible-models.ts';

/** How long a caller may take nothing of its response. */
export const DEFAULT_SEND_TIMEOUT_MS = 60_000;

interface AnswerOptions extends GatewayOptions {
  onFailure: (error: unknown) => void;
  places: Places | undefined;
  servers: Servers;
}

/** A request that was let in. */
export interface AdmittedRequest {
  request: PlainRequest;
  requestId: string;
  access: AccessRecord;
  /** Whose key was sent; undefined where keys are not asked for. */
  holder: KeyHolder | undefined;
  /** Undefined for a request without a body. */
  operation?: BodyOperation | undefined;
  /** The body, where there is one. */
  body?: string | undefined;
  /** Closes the caller's connection, where the runtime lets us: the one way to be rid of a reader that reads nothing. */
  destroy?: (() => void) | undefined;
}

/** What answers requests: `handlerFor` a key by its name, and `answer` any request, of which it knows the key. */
export function createAnswer(client: EasyLLM, options: AnswerOptions) {
  const { auth, models, mediaHosts, onFailure, places, servers } = options;
  const timeouts = {
    commitAfterMs: options.commitAfterMs,
    namesModels: models !== undefined,
    sendTimeoutMs: options.sendTimeout ?? DEFAULT_SEND_TIMEOUT_MS,
  };
  const connect = (owner: EasyLLM): (() => Operations) => {
    const operations =
      models === undefined ? createOwnOperations(owner, servers) : createRoutedOperations(owner, models, servers);
    return mediaHosts === undefined ? operations : withMediaHosts(operations, mediaHosts);
  };
  const operations = connect(client);
  const handle = (seen: () => Operations) => createPlainHandler(seen, { audience: toAudience(auth), ...timeouts });
  const own = handle(operations);
  const limited = new Map(
    keysOf(auth)
      .map(toKeyHolder)
      .flatMap(({ name, models: seen }) =>
        seen === undefined ? [] : [[name, handle(withVisibleModels(operations, seen))] as const],
      ),
  );

  const handlerOf = (holder: string | undefined): PlainHandler => limited.get(holder ?? '') ?? own;
  const answer = async (admitted: AdmittedRequest): Promise<PlainResponse> => {
    const { request, requestId, access, holder, operation = 'none', body, destroy } = admitted;
    const token = auth === 'passthrough' ? readBearer(request.header('authorization')) : undefined;
    // Each request has a client of its own, so that a connection opened with one caller's token serves no other caller.
    const answering =
      token === undefined
        ? handlerOf(holder?.name)
        : createPlainHandler(connect(client.withOptions({ apiKey: token })), { audience: 'keyHolder', ...timeouts });
    access.isHandled = true;
    return answering(request, {
      requestId,
      hostPlaces: places,
      body,
      destroy,
      onGap: access.onGap(operation),
      onTarget(target) {
        access.target = target;
      },
      onEnd(outcome) {
        access.end(outcome);
        if (outcome.error !== undefined && !EasyLLMError.isInstance(outcome.error)) onFailure(outcome.error);
      },
    });
  };
  return { answer, handlerFor: (holder: string | undefined): Handler => toHandler(handlerOf(holder)) };
}

/** Without `auth` only this machine is served, so that a caller is the owner and may read all of an error. */
export function toAudience(auth: GatewayOptions['auth']): Audience {
  return auth === undefined ? 'owner' : 'stranger';
}
