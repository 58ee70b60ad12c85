/** Calls to the root of a single server, whose maker the address does not tell. */
import { EasyLLMError } from '../base/errors.ts';
import { createLoader } from '../base/once.ts';
import type { CallSettings } from '../net/call.ts';
import { runCall } from '../net/call.ts';
import { isSingleServer } from '../servers/address.ts';
import type { Call, ServerContext } from './server-context.ts';

const loadServer = createLoader(() => import('./server.ts'));

/** A call in two forms: to the root of the server, and to the `/v1` of it, whose address it is given. */
interface Forms<Result> {
  native: () => Promise<Result>;
  v1: (upstreams: ServerContext) => Promise<Result>;
}

/**
 * Runs a call at the root. Where that route is missing (404, 405) and the server turns out to be OpenAI-shaped, the same call is run at
 * its `/v1`, and so are those after it. Nothing is asked before the first call, so that one to a TGI is a single request.
 */
export async function runAtRoot<Result>(
  upstreams: ServerContext,
  call: Pick<Call, 'dialect'> & CallSettings,
  { native, v1 }: Forms<Result>,
): Promise<Result> {
  const { found, apiBase } = upstreams;
  const dialect = call.dialect ?? upstreams.dialect;
  if (!isSingleServer(apiBase) || dialect === 'tgi') return native();
  const runAtV1 = () => v1({ ...upstreams, apiBase: `${apiBase}/v1` });
  if (dialect !== undefined || found.server?.isOpenAIShaped === true) return forgetIfMissing(upstreams, runAtV1());
  try {
    return await native();
  } catch (error) {
    if (!isMissing(error)) throw error;
    const { readServer } = await loadServer();
    const server = await runCall(call, (settings) => readServer(upstreams, settings));
    if (server?.isOpenAIShaped !== true) throw error;
    return runAtV1();
  }
}

/** What is known is forgotten where a route is missing: another server may be there by now. A model's name may be missing, too; then it is asked for once more. */
export async function forgetIfMissing<Result>({ found }: ServerContext, result: Promise<Result>): Promise<Result> {
  try {
    return await result;
  } catch (error) {
    if (isMissing(error)) delete found.server;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return EasyLLMError.isInstance(error) && (error.status === 404 || error.status === 405);
}
