/** One question to each server behind a gateway, before it serves anybody. */
import { EasyLLM, operationsOf } from '../client/easyllm.ts';
import type { EasyLLMOptions } from '../client/options.ts';
import {
  APIConnectionError,
  AuthenticationError,
  EasyLLMError,
  ModelLoadingError,
  PermissionDeniedError,
} from '../base/errors.ts';
import type { ReplicaRoute } from '../http/gateway/replicas/routes.ts';
import { toReplicaRoutes } from '../http/gateway/replicas/routes.ts';
import type { ModelRoutes } from '../http/gateway/settings.ts';

/** What a server answered. */
export interface Probed {
  /** The models that it stands behind. */
  models: string[];
  address: string;
  isGood: boolean;
  /** It refused the token. */
  isRefused?: boolean;
  /** In a few words. */
  outcome: string;
}

/** Without a user, a password and a query, which may be secrets. */
function toShownAddress(address: string): string {
  if (!URL.canParse(address)) return address;
  const url = new URL(address);
  if (url.username === '' && url.password === '' && url.search === '') return address;
  return `${url.protocol}//${url.host}${url.pathname}`;
}

const LIMITS = { maxRetries: 0, timeout: 5000, totalTimeout: 5000 };

/** Asks each address once, for its models. A server without such a list is there all the same. */
export async function probeServers(client: EasyLLMOptions, routes: ModelRoutes = {}): Promise<Probed[]> {
  const targets = new Map<string, { models: string[]; options: EasyLLMOptions }>();
  const all = Object.entries(routes).flatMap(([model, route]) => toReplicaRoutes(model, route));
  for (const { name, route } of all.length === 0 ? [{ name: '', route: {} as ReplicaRoute }] : all) {
    const { apiBase, apiKey } = route;
    const options = { ...client, ...(apiBase !== undefined && { apiBase }), ...(apiKey !== undefined && { apiKey }) };
    const place = JSON.stringify([options.apiBase, options.apiKey]);
    const target = targets.get(place) ?? { models: [], options };
    if (name !== '') target.models.push(name);
    targets.set(place, target);
  }
  return Promise.all([...targets.values()].map(({ models, options }) => probe(models, options)));
}

async function probe(models: string[], options: EasyLLMOptions): Promise<Probed> {
  const address = toShownAddress(options.apiBase ?? 'the default server');
  const told = (isGood: boolean, outcome: string): Probed => ({ models, address, isGood, outcome });
  try {
    const { data } = await operationsOf(new EasyLLM({ ...options, logLevel: 'off' })).listModels(LIMITS);
    return told(true, data.data.length === 1 ? `serves ${data.data[0]?.id}` : `serves ${data.data.length} models`);
  } catch (error) {
    if (!EasyLLMError.isInstance(error)) throw error;
    if (APIConnectionError.isInstance(error)) return told(false, `gives no answer (${error.code ?? error.name})`);
    if (ModelLoadingError.isInstance(error)) return told(false, `is loading its model (${error.status})`);
    if ((error.status ?? 0) >= 500) return told(false, `answers with an error (${error.status})`);
    const isRefused = AuthenticationError.isInstance(error) || PermissionDeniedError.isInstance(error);
    if (isRefused) return { ...told(false, `refuses the token (${error.status})`), isRefused };
    return told(true, 'answers, without a list of its models');
  }
}
