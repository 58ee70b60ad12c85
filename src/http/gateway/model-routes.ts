/** The models a gateway offers, each with a server of its own behind it. */
import type { ModelList } from '../../../generated/openai.ts';
import { isObject } from '../../base/check.ts';
import { operationsOf } from '../../client/easyllm.ts';
import type { EasyLLM } from '../../client/easyllm.ts';
import type { EasyLLMOptions } from '../../client/options.ts';
import { BadRequestError, ConfigurationError, NotFoundError } from '../../base/errors.ts';
import type { Received } from '../../facade/api-promise.ts';
import type { OperationOptions } from '../handled-request.ts';
import type { Operations } from '../handler.ts';
import type { BodyOperation } from '../routes.ts';
import { chatDefaultsFor, defaultsFor } from './model-defaults.ts';
import { withDefaults } from '../../operations/defaults.ts';
import type { ModelRoute, ModelRoutes } from './settings.ts';

/** Operations that ask the server of the model in the body. A gateway of one model needs no name. */
export function createRoutedOperations(client: EasyLLM, routes: ModelRoutes): () => Operations {
  const targets = new Map(
    Object.entries(routes).map(([name, { apiBase, apiKey, promptBuilder, backend, dialect, ...route }]) => {
      const options: EasyLLMOptions = {
        ...(apiBase !== undefined && { apiBase }),
        ...(apiKey !== undefined && { apiKey }),
        ...(promptBuilder !== undefined && { promptBuilder }),
        ...(backend !== undefined && { backend }),
        ...(dialect !== undefined && { dialect }),
      };
      return [name, { ...route, client: withOptions(client, { name, options }) }];
    }),
  );
  const choose = (operation: BodyOperation, body: unknown, call: OperationOptions) => {
    const name = toName(body, [...targets.keys()]);
    const target = targets.get(name);
    if (target === undefined) throw unknownModel(name);
    const { model, headers } = target;
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
    async respond(given, options) {
      const { operations, body, call, chatDefaults } = choose('respond', given, options);
      return operations.respond(body, { ...call, responses: { ...call.responses, chatDefaults } });
    },
    async countInput(given, options) {
      const { operations, body, call } = choose('countInput', given, options);
      return operations.countInput(body, call);
    },
    // All models have the same store.
    keptResponses: (options) => operationsOf(client).keptResponses(options),
    listModels: async () => toList([...targets.keys()]),
  };
  return () => routed;
}

/** The error of a wrong setting names the model that it belongs to. */
function withOptions(client: EasyLLM, { name, options }: { name: string; options: EasyLLMOptions }): EasyLLM {
  try {
    return client.withOptions(options);
  } catch (cause) {
    if (!ConfigurationError.isInstance(cause)) throw cause;
    throw new ConfigurationError(`\`models.${name}\`: ${cause.message}`, { cause, param: `models.${name}` });
  }
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
  throw new BadRequestError('`model` is missing. GET /v1/models lists the models of this gateway.', {
    param: 'model',
    code: 'missing_required_parameter',
  });
}

function unknownModel(name: string): NotFoundError {
  return new NotFoundError(`Model ${name.slice(0, 200)} does not exist. GET /v1/models lists those that do.`, {
    status: 404,
    type: 'invalid_request_error',
    code: 'model_not_found',
    param: 'model',
  });
}

function toList(names: readonly string[]): Received<ModelList> {
  const data = names.map((id) => ({ id, object: 'model' as const, created: 0, owned_by: 'easyllm' }));
  return { data: { object: 'list', data }, responses: [] };
}
