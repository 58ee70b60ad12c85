/** Calls whose route at the root is missing; loaded for those. */
import type { CallSettings } from '../net/call.ts';
import { runCall } from '../net/call.ts';
import { toQuestions } from '../servers/address.ts';
import { isMissing } from './missing-route.ts';
import { readServer, remember } from './server.ts';
import type { ServerContext } from './server-context.ts';

interface Missing<Result> {
  model: string | null | undefined;
  native: () => Promise<Result>;
  v1: () => Promise<Result>;
  /** What the root answered. */
  missing: unknown;
}

/**
 * Runs the call where the server has it. One that does not say what it is may have a `/v1` all the same; where that is missing too, the
 * call fails of what the root answered.
 */
export async function runElsewhere<Result>(
  upstreams: ServerContext,
  call: CallSettings,
  { model, native, v1, missing }: Missing<Result>,
): Promise<Result> {
  const { models: key } = toQuestions(upstreams.apiBase, model);
  // Whatever it was before, it has no such route.
  upstreams.found.servers.delete(key);
  const server = await runCall(call, (settings) => readServer(upstreams, model, settings));
  const isTgi = server?.dialect === 'tgi';
  try {
    // A TGI always has a root: one of several servers behind the address answered that is none.
    const result = await (isTgi ? native().catch(orElse(v1)) : v1());
    if (server !== undefined && !isTgi) remember(upstreams, key, { ...server, isOpenAIShaped: true });
    return result;
  } catch (error) {
    throw isMissing(error) && server?.isOpenAIShaped !== true ? missing : error;
  }
}

function orElse<Result>(run: () => Promise<Result>): (error: unknown) => Promise<Result> {
  return async (error) => {
    if (!isMissing(error)) throw error;
    return run();
  };
}
