/** The servers behind a gateway, each once, however many models it has. */
import type { Model } from '../../../generated/openai.ts';
import type { EasyLLM } from '../../client/easyllm.ts';
import { createModelClient } from './model-client.ts';
import { ServerState } from './server-state.ts';
import type { StateAnswer } from './server-state.ts';
import type { ReplicaRoute } from './replicas/routes.ts';
import { toReplicaRoutes } from './replicas/routes.ts';
import type { ModelRoutes } from './settings.ts';

export interface Servers {
  /** Whether any of them would answer a call of a model. */
  isReady(): Promise<boolean>;
  /** What servers tell of the models, under the names that callers use. */
  describe(): Promise<Model[]>;
  /** The models that the one server has just listed, with what it says of them besides. */
  describeListed(listed: readonly Model[]): Promise<Model[]>;
}

/** `asksForTokens`: callers send tokens of their own. */
export function createServers(
  client: EasyLLM,
  routes: ModelRoutes | undefined,
  options: { asksForTokens: boolean },
): Servers {
  const states = new Map<string, ServerState>();
  const stateOf = (owner: EasyLLM, { apiBase, apiKey }: ReplicaRoute) => {
    const place = JSON.stringify([apiBase, apiKey]);
    const state = states.get(place) ?? new ServerState(owner, options);
    states.set(place, state);
    return state;
  };
  const models = Object.entries(routes ?? {}).map(([name, route]) => ({
    name,
    id: route.model,
    states: toReplicaRoutes(name, route).map((each) =>
      stateOf(createModelClient(client, name, each.route), each.route),
    ),
  }));
  if (models.length === 0) stateOf(client, {});

  return {
    async isReady() {
      const asked = [...states.values()].map(async (state) => {
        if (!(await state.read()).isThere) throw new Error('It does not answer.');
      });
      return Promise.any(asked).then(
        () => true,
        () => false,
      );
    },
    async describe() {
      const read = [...states.values()].map(async (state) => [state, await state.read()] as const);
      const answers = new Map(await Promise.all(read));
      return models.map(({ name, id, states: own }) => {
        const told = own.flatMap((state) => answers.get(state) ?? []);
        // Of several servers that serve the same, one that is there speaks for all.
        return toModel(name, id, told.find(({ isThere }) => isThere) ?? told[0]);
      });
    },
    async describeListed(listed) {
      const [model, ...others] = listed;
      const [state] = states.values();
      const asks = others.length === 0 && model?.max_model_len === undefined;
      const traits = asks ? (await state?.read())?.traits : undefined;
      return listed.map((each) => withTraits(each, { isThere: true, traits }));
    },
  };
}

/** The entry of its server, which is the only one of a server of one model. */
function toModel(name: string, id: string | undefined, answer: StateAnswer | undefined): Model {
  const { models: listed = [], isThere = false, traits } = answer ?? {};
  const entry = listed.find((model) => model.id === (id ?? name)) ?? (listed.length === 1 ? listed[0] : undefined);
  return withTraits({ created: 0, owned_by: 'easyllm', ...entry, id: name, object: 'model' }, { isThere, traits });
}

function withTraits(model: Model, { isThere, traits }: Pick<StateAnswer, 'isThere' | 'traits'>): Model {
  const { operations, ...told } = traits ?? {};
  return { ...told, ...model, easyllm: { ready: isThere, ...(operations !== undefined && { operations }) } };
}
