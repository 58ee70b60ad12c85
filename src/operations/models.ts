import type { ModelList } from '../../generated/openai.ts';
import { toModelList, toTraits } from '../bridge/models.ts';
import type { ServerTraits } from '../bridge/models.ts';
import { NotFoundError } from '../base/errors.ts';
import type { Received } from '../facade/api-promise.ts';
import type { CallSettings } from '../net/call.ts';
import { runCall } from '../net/call.ts';
import { hasTask, toEndpointUrl } from '../servers/address.ts';
import { createTgiRoutes } from '../servers/tgi-routes.ts';
import type { ServerContext } from './server-context.ts';

/** The models of `/v1/models`; of a server without that route (TGI before 2.3), its one model from `/info`. */
export async function listModels(
  { apiBase, connection }: ServerContext,
  call: CallSettings,
): Promise<Received<ModelList>> {
  const routes = createTgiRoutes(connection);
  return runCall(call, async (settings) => {
    try {
      const { data, info } = await routes.models(toEndpointUrl(apiBase, 'models'), settings);
      return { data: toModelList(data.data), responses: [info] };
    } catch (error) {
      if (!(error instanceof NotFoundError) || !hasTask(apiBase, 'info')) throw error;
      // Where that route is missing too, the error is of the one that was asked for.
      const told = await routes.info(toEndpointUrl(apiBase, 'info'), settings).catch((reason: unknown) => {
        throw reason instanceof NotFoundError ? error : reason;
      });
      const { data, info } = told;
      // Another server's route of that name.
      if (typeof data.model_id !== 'string') throw error;
      return { data: toModelList([{ id: data.model_id }]), responses: [info] };
    }
  });
}

/** What a TGI or TEI says of its one model beside the list; undefined of a server that does not say it. */
export async function readTraits(
  { apiBase, connection }: ServerContext,
  call: CallSettings,
): Promise<ServerTraits | undefined> {
  if (!hasTask(apiBase, 'info')) return undefined;
  const url = toEndpointUrl(apiBase, 'info');
  return runCall(call, async (settings) => toTraits((await createTgiRoutes(connection).info(url, settings)).data));
}
