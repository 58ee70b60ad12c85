/** One line for each attempt; with more detail its headers and, only where the caller wants it, its content. */
import { EasyLLMError } from '../errors.ts';
import type { Layer } from '../transport.ts';
import type { Redact } from './failure.ts';

interface LineLogger {
  info(message: string): void;
  debug(message: string): void;
}

export interface LogOptions {
  logger: LineLogger;
  /** For calls with `debug: true`. */
  debugLogger: LineLogger;
  /** Whether prompts and answers may be logged. */
  logContent: boolean;
  redact: Redact;
}

export function createLog({ logger, debugLogger, logContent, redact }: LogOptions): Layer {
  return (next) => async (request) => {
    const { info, debug } = request.policy?.debug === true ? debugLogger : logger;
    const start = performance.now();
    const logOutcome = (outcome: string) => {
      const ms = Math.round(performance.now() - start);
      info(`${request.method} ${toShownUrl(request.url)} → ${outcome} in ${ms} ms (attempt ${request.attempt ?? 1})`);
    };
    debug(`request headers ${toShownHeaders(request.headers)}`);
    if (logContent && request.body !== undefined) debug(redact(`request body ${request.body}`));
    const response = await next(request).catch((error: unknown) => {
      logOutcome(EasyLLMError.isInstance(error) ? error.name : 'failure');
      throw error;
    });
    logOutcome(String(response.status));
    debug(redact(`answer headers ${toShownHeaders(response.headers)}`));
    // A stream's text is its reader's: it is not held back to be logged.
    if (logContent)
      debug(redact(response.body === null ? `answer body ${await response.text()}` : 'answer body: a stream'));
    return response;
  };
}

/** Names of headers whose values are secret, or may be. */
const SECRET = /auth|cookie|key|token(?!s$)|secret|session/i;

function toShownHeaders(headers: Headers): string {
  const shown = [...headers].map(([name, value]) => [name, SECRET.test(name) ? '[redacted]' : value]);
  return JSON.stringify(Object.fromEntries(shown));
}

function toShownUrl(url: string): string {
  return url.replace(/[?#].*$/, '');
}
