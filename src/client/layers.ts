/** The layers between a caller and a server, in their order. */
import { expectFunction } from '../base/check.ts';
import type { Config } from './config/config.ts';
import type { Fetch } from '../net/transport.ts';
import { createDefaultTransport } from '#transport';
import { createFetchTransport } from '../net/transport.ts';
import { createAuth } from '../net/layers/auth.ts';
import type { Connection } from '../net/call.ts';
import { createDeadline } from '../net/layers/deadline.ts';
import { firstEvent } from '../net/layers/first-event.ts';
import { createLog } from '../net/layers/log.ts';
import { createRetry } from '../net/layers/retry.ts';
import { traceAttempts } from './traced.ts';

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
  const [retry, deadline] = [createRetry({ redact, warn: logger.warn }), createDeadline(redact)];
  const send = fetch === undefined ? createDefaultTransport() : createFetchTransport(fetch);

  // From the caller's side to the network's: each attempt is traced and logged, has its deadline, and reads the token anew.
  return { transport: retry(traceAttempts(firstEvent(log.outcome(deadline(auth(log.sent(send))))))), redact };
}
