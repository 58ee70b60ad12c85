/** The handler behind keys and limits: one for all callers, and one for each that sees other models or sends a token of its own. */
import type { Context } from 'hono';
import { isObject } from '../../base/check.ts';
import { EasyLLMError } from '../../base/errors.ts';
import type { EasyLLM } from '../../client/easyllm.ts';
import type { Places } from '../../net/places.ts';
import { createHandler } from '../handler.ts';
import type { Handler, Operations } from '../handler.ts';
import type { Audience } from '../responses.ts';
import { routesAt } from '../routes.ts';
import { readBearer } from './admission.ts';
import { keysOf, toKeyHolder } from './keys.ts';
import { withMediaHosts } from './media.ts';
import { createOwnOperations, createRoutedOperations } from './model-routes.ts';
import type { ReceivedEnv as Env } from './reception.ts';
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
  const handle = (seen: () => Operations) => createHandler(seen, { audience: toAudience(auth), ...timeouts });
  const own = handle(operations);
  const limited = new Map(
    keysOf(auth)
      .map(toKeyHolder)
      .flatMap(({ name, models: seen }) =>
        seen === undefined ? [] : [[name, handle(withVisibleModels(operations, seen))] as const],
      ),
  );

  const handlerOf = (holder: string | undefined): Handler => limited.get(holder ?? '') ?? own;
  const answer = (context: Context<Env>) => {
    const { access, holder, requestId: id } = context.var;
    const token = auth === 'passthrough' ? readBearer(context) : undefined;
    // Each request has a client of its own, so that a connection opened with one caller's token serves no other caller.
    const answering =
      token === undefined
        ? handlerOf(holder?.name)
        : createHandler(connect(client.withOptions({ apiKey: token })), { audience: 'keyHolder', ...timeouts });
    access.isHandled = true;
    return answering(context.req.raw, {
      requestId: id,
      hostPlaces: places,
      body: context.var.body,
      destroy: toDestroy(context),
      onGap: access.onGap(routesAt(context.req.path).post ?? 'none'),
      onTarget(target) {
        access.target = target;
      },
      onEnd(outcome) {
        access.end(outcome);
        if (outcome.error !== undefined && !EasyLLMError.isInstance(outcome.error)) onFailure(outcome.error);
      },
    });
  };
  return { answer, handlerFor: handlerOf };
}

/** `@hono/node-server` gives the response of Node beside the request. To destroy it is the one way to be rid of a reader that reads nothing. */
function toDestroy({ env }: Context): (() => void) | undefined {
  const outgoing: unknown = isObject(env) ? env['outgoing'] : undefined;
  return outgoing instanceof Object && 'destroy' in outgoing && typeof outgoing.destroy === 'function'
    ? () => void Reflect.apply(Object(outgoing.destroy), outgoing, [])
    : undefined;
}

/** Without `auth` only this machine is served, so that a caller is the owner and may read all of an error. */
export function toAudience(auth: GatewayOptions['auth']): Audience {
  return auth === undefined ? 'owner' : 'stranger';
}
