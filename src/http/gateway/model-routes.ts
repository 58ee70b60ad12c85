/** The models a gateway offers, each with a server of its own behind it. */
import { isObject } from '../../base/check.ts';
import { operationsOf } from '../../client/easyllm.ts';
import type { EasyLLM } from '../../client/easyllm.ts';
import type { ClientOperations } from '../../client/operations.ts';
import type { OperationOptions } from '../handled-request.ts';
import type { Operations } from '../handler.ts';
import type { BodyOperation } from '../routes.ts';
import { aroundBodies } from './around-bodies.ts';
import { createModelClient } from './model-client.ts';
import { chatDefaultsFor, defaultsFor } from './model-defaults.ts';
import { missingModel, unknownModel } from './model-errors.ts';
import { withDefaults } from '../../operations/defaults.ts';
import { Chooser } from './replicas/choice.ts';
import { Replica } from './replicas/replica.ts';
import { toReplicaRoutes } from './replicas/routes.ts';
import { askInTurn } from './replicas/run.ts';
import type { Candidate } from './replicas/run.ts';
import type { ModelRoute, ModelRoutes } from './settings.ts';
import type { Servers } from './servers.ts';
import { toUpstream } from './upstream.ts';

interface Target extends Candidate {
  route: ModelRoute;
}

/** Operations that ask a server of the model in the body. A gateway of one model needs no name. */
export function createRoutedOperations(client: EasyLLM, routes: ModelRoutes, servers: Servers): () => Operations {
  const targets = new Map(
    Object.entries(routes).map(([name, route]): [string, Target] => {
      const replicas = toReplicaRoutes(name, route).map((each) => {
        const own = createModelClient(client, name, each.route);
        return new Replica({ name: each.name, client: own, upstream: toUpstream(own) });
      });
      return [name, { model: name, route, sticky: route.sticky, chooser: new Chooser(replicas) }];
    }),
  );
  /** Asks for one operation: `send` what that server of that model is to be asked. */
  const ask = async <Result>(
    operation: BodyOperation,
    { given, options }: { given: unknown; options: OperationOptions },
    send: (operations: ClientOperations, body: unknown, call: OperationOptions) => Promise<Result>,
  ): Promise<Result> => {
    const name = toName(given, targets);
    const target = targets.get(name);
    if (target === undefined) throw unknownModel(name);
    const others = target.route.fallback?.flatMap((other) => targets.get(other) ?? []) ?? [];
    return askInTurn<Target, Result>({
      candidates: [target, ...others],
      body: given,
      call: options,
      send: async ({ route }, replica, call) =>
        send(operationsOf(replica.client), toBody(operation, given, route), toCall(call, route)),
    });
  };
  const routed: Operations = {
    chat: async (given, options) => ask('chat', { given, options }, (at, body, call) => at.chat(body, call)),
    complete: async (given, options) =>
      ask('complete', { given, options }, (at, body, call) => at.complete(body, call)),
    embed: async (given, options) => ask('embed', { given, options }, (at, body, call) => at.embed(body, call)),
    rerank: async (given, options) => ask('rerank', { given, options }, (at, body, call) => at.rerank(body, call)),
    respond: async (given, options) => ask('respond', { given, options }, (at, body, call) => at.respond(body, call)),
    countInput: async (given, options) =>
      ask('countInput', { given, options }, (at, body, call) => at.countInput(body, call)),
    readPrompt: async (given, options) =>
      ask('readPrompt', { given, options }, (at, body, call) => at.readPrompt(body, call)),
    // All models have the same store.
    keptResponses: (options) => operationsOf(client).keptResponses(options),
    listModels: async () => ({ data: { object: 'list', data: await servers.describe() }, responses: [] }),
  };
  return () => routed;
}

/** The body for a model's server: with the defaults of the model, and its id there. One that is no object is left to validation. */
function toBody(operation: BodyOperation, body: unknown, { defaults, model }: ModelRoute): unknown {
  if (!isObject(body)) return body;
  return { ...Object(withDefaults(body, withoutLimit(defaultsFor(operation, defaults), body))), model };
}

function toCall(call: OperationOptions, { headers, defaults }: ModelRoute): OperationOptions {
  return {
    ...call,
    ...(headers !== undefined && { headers: { ...headers, ...call.headers } }),
    ...(call.responses !== undefined && {
      responses: { ...call.responses, chatDefaults: chatDefaultsFor(defaults) },
    }),
  };
}

/** Operations of a gateway of one server, which asks it for any model. */
export function createOwnOperations(client: EasyLLM, servers: Servers): () => Operations {
  const upstream = toUpstream(client);
  return () => {
    const operations = operationsOf(client);
    const around = aroundBodies(operations, (body, call) => {
      call.onTarget?.({ model: undefined, upstream: upstream() });
      return body;
    });
    return {
      ...around,
      async listModels(call) {
        const { data, responses } = await operations.listModels(call);
        return { data: { ...data, data: await servers.describeListed(data.data) }, responses };
      },
    };
  };
}

/** A caller's own limit replaces a default one, also where the two have different names. */
function withoutLimit(defaults: ModelRoute['defaults'], body: object): ModelRoute['defaults'] {
  const { max_tokens: old, max_completion_tokens: limit }: Readonly<Record<string, unknown>> = { ...body };
  if ((old ?? limit ?? null) === null || defaults === undefined) return defaults;
  const { max_tokens: _, max_completion_tokens: __, ...others } = defaults;
  return others;
}

function toName(body: unknown, models: ReadonlyMap<string, unknown>): string {
  const asked = isObject(body) ? body['model'] : undefined;
  if (typeof asked === 'string' && asked !== '') return asked;
  if (models.size === 1) for (const only of models.keys()) return only;
  throw missingModel();
}
