/** The client of one model of a gateway. */
import { ConfigurationError } from '../../base/errors.ts';
import type { EasyLLM } from '../../client/easyllm.ts';
import type { EasyLLMOptions } from '../../client/options.ts';
import type { ReplicaRoute } from './replicas/routes.ts';

/** The gateway's client with the settings of a model. The error of a wrong one names the model that it belongs to. */
export function createModelClient(client: EasyLLM, name: string, route: ReplicaRoute): EasyLLM {
  const { apiBase, apiKey, promptBuilder, backend, dialect, passUnknown, embeddingBatchSize } = route;
  const options: EasyLLMOptions = {
    ...(apiBase !== undefined && { apiBase }),
    ...(apiKey !== undefined && { apiKey }),
    ...(promptBuilder !== undefined && { promptBuilder }),
    ...(backend !== undefined && { backend }),
    ...(dialect !== undefined && { dialect }),
    ...(passUnknown !== undefined && { passUnknown }),
    ...(embeddingBatchSize !== undefined && { embeddingBatchSize }),
  };
  try {
    return client.withOptions(options);
  } catch (cause) {
    if (!ConfigurationError.isInstance(cause)) throw cause;
    throw new ConfigurationError(`\`models.${name}\`: ${cause.message}`, { cause, param: `models.${name}` });
  }
}
