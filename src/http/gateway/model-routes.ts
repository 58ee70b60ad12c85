/** The models a gateway offers, each with a server of its own behind it. */
import { isObject } from '../../base/check.ts';
import { operationsOf } from '../../client/easyllm.ts';
import type { EasyLLM } from '../../client/easyllm.ts';
import type { OperationOptions } from '../handled-request.ts';
import type { Operations } from '../handler.ts';
import type { BodyOperation } from '../routes.ts';
import { aroundBodies } from './around-bodies.ts';
import { createModelClient } from './model-client.ts';
import { chatDefaultsFor, defaultsFor } from './model-defaults.ts';
import { missingModel, unknownModel } from './model-errors.ts';
import { withDefaults } from '../../operations/defaults.ts';
import type { ModelRoute, ModelRoutes } from './settings.ts';
import type { Servers } from './servers.ts';
import { toUpstream } from './upstream.ts';

/** Operations that ask the server of the model in the body. A gateway of one model needs no name. */
export function createRoutedOperations(client: EasyLLM, routes: ModelRoutes, servers: Servers): () => Operations {
  const targets = new Map(
    Object.entries(routes).map(([name, route]) => {
      const own = createModelClient(client, name, route);
      return [name, { ...route, client: own, upstream: toUpstream(own) }];
    }),
  );
  const choose = (operation: BodyOperation, body: unknown, call: OperationOptions) => {
    const name = toName(body, [...targets.keys()]);
    const target = targets.get(name);
    if (target === undefined) throw unknownModel(name);
    const { model, headers, upstream } = target;
    call.onTarget?.({ model: name, upstream: upstream() });
    const defaults = defaultsFor(operation, target.defaults);
    return {
      operations: operationsOf(target.client),
      chatDefaults: chatDefaultsFor(target.defaults),
      // A body that is no object is left to validation.
      body: isObject(body) ? { ...Object(withDefaults(body, withoutLimit(defaults, body))), model } : body,
      call: headers === undefined ? call : { ...call, headers: { ...headers, ...call.headers } },
    };
  };
  const routed: Operations = {
    async chat(given, options) {
      const { operations, body, call } = choose('chat', given, options);
      return operations.chat(body, call);
    },
    async complete(given, options) {
      const { operations, body, call } = choose('complete', given, options);
      return operations.complete(body, call);
    },
    async embed(given, options) {
      const { operations, body, call } = choose('embed', given, options);
      return operations.embed(body, call);
    },
    async rerank(given, options) {
      const { operations, body, call } = choose('rerank', given, options);
      return operations.rerank(body, call);
    },
    async respond(given, options) {
      const { operations, body, call, chatDefaults } = choose('respond', given, options);
      return operations.respond(body, { ...call, responses: { ...call.responses, chatDefaults } });
    },
    async countInput(given, options) {
      const { operations, body, call } = choose('countInput', given, options);
      return operations.countInput(body, call);
    },
    async readPrompt(given, options) {
      const { operations, body, call } = choose('readPrompt', given, options);
      return operations.readPrompt(body, call);
    },
    // All models have the same store.
    keptResponses: (options) => operationsOf(client).keptResponses(options),
    listModels: async () => ({ data: { object: 'list', data: await servers.describe() }, responses: [] }),
  };
  return () => routed;
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

function toName(body: unknown, names: readonly string[]): string {
  const asked = isObject(body) ? body['model'] : undefined;
  if (typeof asked === 'string' && asked !== '') return asked;
  const [only] = names;
  if (names.length === 1 && only !== undefined) return only;
  throw missingModel();
}
