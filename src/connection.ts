/** The layers between a caller and a server, in their order. */
import { expectFunction } from './argument.ts';
import type { Config } from './config/config.ts';
import type { Fetch } from './transport.ts';
import { createDefaultTransport } from '#transport';
import { createFetchTransport } from './transport.ts';
import { createAuth } from './upstream/auth.ts';
import type { Connection } from './upstream/call.ts';
import { createDeadline } from './upstream/deadline.ts';
import { firstEvent } from './upstream/first-event.ts';
import { createLog } from './upstream/log.ts';
import { createRetry } from './upstream/retry.ts';

export interface ConnectionOptions {
  /** Default: the runtime's own. It is called with a `Request`, and the same settings again as `init`. */
  fetch?: Fetch | undefined;
  /** At `debug`, logs prompts and answers too. Default: false. */
  logContent?: boolean | undefined;
}

export function createConnection(
  { fetch, logContent = false }: ConnectionOptions,
  { credential, logger, debugLogger }: Config,
): Connection {
  expectFunction(fetch, 'fetch');
  const { layer: auth, redact } = createAuth({ credential, warn: logger.warn });
  const log = createLog({ logger, debugLogger, logContent, redact });
  const [retry, deadline] = [createRetry(redact), createDeadline(redact)];
  const send = fetch === undefined ? createDefaultTransport() : createFetchTransport(fetch);

  // From the caller's side to the network's: each attempt is logged, has its deadline, and reads the token anew.
  return { transport: retry(firstEvent(log.outcome(deadline(auth(log.sent(send)))))), redact };
}
