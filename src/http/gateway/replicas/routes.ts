/** The servers of a model as the settings name them. */
import { ConfigurationError } from '../../../base/errors.ts';
import { cutName, didYouMean } from '../../../base/spelling.ts';
import type { Locate } from '../configuration-error.ts';
import type { ModelRoute, ModelRoutes } from '../server-settings.ts';

/** How one server of a model is asked. */
export type ReplicaRoute = Omit<ModelRoute, 'apiBase'> & { apiBase?: string | undefined };

/** Each server of a model with a name that tells no address: the model's, and of several its number. */
export function toReplicaRoutes(model: string, route: ModelRoute): { name: string; route: ReplicaRoute }[] {
  const { apiBase, ...others } = route;
  if (apiBase === undefined) return [{ name: model, route: others }];
  if (typeof apiBase === 'string') return [{ name: model, route: { apiBase, ...others } }];
  return apiBase.map((address, index) => ({
    name: apiBase.length === 1 ? model : `${model}-${index + 1}`,
    route: { apiBase: address, ...others },
  }));
}

/** Throws ConfigurationError for an address that stands twice, and for a model in `fallback` that is not there, or is the same one. */
export function checkReplicas(models: ModelRoutes = {}, locate?: Locate): void {
  for (const [name, { apiBase, fallback = [] }] of Object.entries(models)) {
    const addresses = [apiBase ?? []].flat();
    const twice = addresses.findIndex((address, index) => addresses.indexOf(address) !== index);
    if (twice >= 0)
      throw wrong('stands there twice. Name each server once.', ['models', name, 'apiBase', twice], locate);
    for (const [index, other] of fallback.entries()) {
      const path = ['models', name, 'fallback', index];
      if (other === name) throw wrong('is the model itself. Name another one.', path, locate);
      if (Object.hasOwn(models, other)) continue;
      const known = Object.keys(models);
      throw wrong(
        `is "${cutName(other)}", which is not among \`models\`.${didYouMean(other, known, '"')}`,
        path,
        locate,
      );
    }
  }
}

function wrong(what: string, path: readonly (string | number)[], locate?: Locate): ConfigurationError {
  const param = path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text === '' ? part : `${text}.${part}`),
    '',
  );
  const where = [locate?.(path), `\`${param}\``].filter((part) => part !== undefined).join(', ');
  return new ConfigurationError(`${where} ${what}`, { param });
}
