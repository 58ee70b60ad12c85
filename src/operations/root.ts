/** Calls to the root of a single server, whose maker the address does not tell. */
import { isObject } from '../base/check.ts';
import { createLoader } from '../base/once.ts';
import type { CallSettings } from '../net/call.ts';
import { isRootAddress, toQuestions } from '../servers/address.ts';
import { isMissing, isRefusedByTgi } from './missing-route.ts';
import type { Call, RecognisedServer, ServerContext } from './server-context.ts';

const loadMissingRoot = createLoader(() => import('./missing-root.ts'));

/** A call in two forms: to the root of the server, and to the `/v1` of it, whose address it is given. */
export interface Forms<Result> {
  model: string | null | undefined;
  native: () => Promise<Result>;
  v1: (upstreams: ServerContext) => Promise<Result>;
  /** Whether a failure at the root may be that of a server whose route is elsewhere. Default: it has none there (404, 405). */
  isElsewhere?: (error: unknown) => boolean;
}

/**
 * Runs a call at the root. Where that route is missing (404, 405) and the server is no TGI, the same call is run at its `/v1`, and so are
 * those after it. Nothing is asked before the first call, so that one to a TGI is a single request.
 */
export async function runAtRoot<Result>(
  upstreams: ServerContext,
  call: Pick<Call, 'dialect'> & CallSettings,
  { model, native, v1, isElsewhere = isMissing }: Forms<Result>,
): Promise<Result> {
  const { apiBase } = upstreams;
  const dialect = call.dialect ?? upstreams.dialect;
  if (!isRootAddress(apiBase) || dialect === 'tgi') return native();
  const runAtV1 = () => v1({ ...upstreams, apiBase: `${apiBase}/v1` });
  if (dialect !== undefined) return runAtV1();
  if (findServer(upstreams, model)?.isOpenAIShaped === true) return forgetIfMissing(upstreams, model, runAtV1());
  try {
    return await native();
  } catch (error) {
    if (!isElsewhere(error)) throw error;
    const { runElsewhere } = await loadMissingRoot();
    return runElsewhere(upstreams, call, { model, native, v1: runAtV1, missing: error });
  }
}

/** The server that answers for a model, where it is known. */
export function findServer(
  { found, apiBase }: Pick<ServerContext, 'found' | 'apiBase'>,
  model: string | null | undefined,
): RecognisedServer | undefined {
  return found.servers.size === 0 ? undefined : found.servers.get(toQuestions(apiBase, model).models);
}

/**
 * What is known is forgotten where a route is missing, or a TGI refuses what was written for another: another server may be there by now.
 * A model's name may be missing, too; then it is asked for once more.
 */
export async function forgetIfMissing<Result>(
  { found, apiBase }: ServerContext,
  model: string | null | undefined,
  result: Promise<Result>,
): Promise<Result> {
  try {
    return await result;
  } catch (error) {
    const key = found.servers.size === 0 ? undefined : toQuestions(apiBase, model).models;
    const isOther = key !== undefined && isRefusedByTgi(error) && found.servers.get(key)?.dialect !== 'tgi';
    if (key !== undefined && (isOther || isMissing(error))) {
      found.servers.delete(key);
      delete found.servedModel;
    }
    throw error;
  }
}

/** The model of a body that is not checked yet. */
export function modelOf(body: unknown): string | undefined {
  const model = isObject(body) ? body['model'] : undefined;
  return typeof model === 'string' ? model : undefined;
}

/** What an answer calls its model: as the request does, else as the server does where it has said so, else by its address. */
export function toModelName({ apiBase, found }: ServerContext, model: string | null | undefined): string {
  return model ?? found.servedModel ?? apiBase;
}
