/** What a server says of itself at `/info`, asked for on the way to something else. */
import type { AnySignal } from '../base/abort.ts';
import type { Dialect } from '../bridge/dialect.ts';
import { isTgiInfo } from '../bridge/dialect.ts';
import { createPolicy } from '../net/policy.ts';
import { orAbort } from '../net/attempt.ts';
import type { CallSettings } from '../net/call.ts';
import { hasTask, toEndpointUrl } from '../servers/address.ts';
import { createTgiRoutes } from '../servers/tgi-routes.ts';
import type { ServerContext } from './server-context.ts';

/** How many inputs an embedding server takes at once, where it does not say (TEI, `--max-client-batch-size`). */
const DEFAULT_BATCH_SIZE = 32;

/** Better the default than a wait. */
const INFO_POLICY = { maxRetries: 0, timeout: 10_000 };

type InfoSettings = CallSettings & { signal: AnySignal };

/*
 * An answer is kept, and no promise of one: a Worker never settles the promise of a request that has ended, and who shared it would
 * wait for ever. So calls that come before there is an answer each ask, and an aborted one leaves none.
 */

/** How many inputs the server takes at once. One that does not say, or cannot be asked, gets TEI's default. */
export async function readBatchSize(upstreams: ServerContext, settings: InfoSettings): Promise<number> {
  const { found } = upstreams;
  return (found.batchSize ??= await orAbort(askBatchSize(upstreams, settings), settings.signal));
}

/** Which words the `/v1` of the server takes. TGI says what it is; another server, or one that cannot be asked, is taken for an OpenAI-shaped one. */
export async function readDialect(upstreams: ServerContext, settings: InfoSettings): Promise<Dialect> {
  const { found } = upstreams;
  return (found.dialect ??= await orAbort(askDialect(upstreams, settings), settings.signal));
}

async function askBatchSize(upstreams: ServerContext, settings: InfoSettings): Promise<number> {
  if (!hasTask(upstreams.apiBase, 'info')) return DEFAULT_BATCH_SIZE;
  try {
    const { max_client_batch_size: size, max_concurrent_requests: most } = await askInfo(upstreams, settings);
    if (most !== undefined && most > 0) upstreams.found.maxRequests = most;
    return size !== undefined && Number.isInteger(size) && size > 0 ? size : DEFAULT_BATCH_SIZE;
  } catch {
    return DEFAULT_BATCH_SIZE;
  }
}

async function askDialect(upstreams: ServerContext, settings: InfoSettings): Promise<Dialect> {
  try {
    return isTgiInfo(await askInfo(upstreams, settings)) ? 'tgi' : 'openai';
  } catch {
    return 'openai';
  }
}

async function askInfo({ apiBase, connection }: ServerContext, settings: InfoSettings) {
  const policy = createPolicy(INFO_POLICY, {}, performance.now());
  const routes = createTgiRoutes(connection);
  const { data } = await routes.info(toEndpointUrl(apiBase, 'info'), { ...settings, extraBody: undefined, policy });
  return data;
}
