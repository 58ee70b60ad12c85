/** One line for each attempt; with more detail its headers and, only where the caller wants it, its content. */
import { EasyLLMError } from '../../base/errors.ts';
import type { Layer, TransportRequest } from '../transport.ts';
import type { Redact } from '../failure.ts';

interface LineLogger {
  info(message: string): void;
  debug(message: string): void;
  shows(severity: 'info' | 'debug'): boolean;
}

export interface LogOptions {
  logger: LineLogger;
  /** For calls with `debug: true`. */
  debugLogger: LineLogger;
  /** Whether prompts and answers may be logged. */
  logContent: boolean;
  redact: Redact;
}

/** Two layers: around an attempt for its outcome, and next to the network for what is sent, when its token is known and can be left out. */
export function createLog({ logger: usual, debugLogger, logContent, redact }: LogOptions): {
  outcome: Layer;
  sent: Layer;
} {
  const loggerFor = ({ policy }: TransportRequest) => (policy?.debug === true ? debugLogger : usual);

  const outcome: Layer = (next) => async (request) => {
    const logger = loggerFor(request);
    if (!logger.shows('info')) return next(request);
    const start = performance.now();
    const logOutcome = (word: string) => {
      const ms = Math.round(performance.now() - start);
      logger.info(
        `${request.method} ${toShownUrl(request.url)} → ${word} in ${ms} ms (attempt ${request.attempt ?? 1})`,
      );
    };
    const response = await next(request).catch((error: unknown) => {
      logOutcome(EasyLLMError.isInstance(error) ? error.name : 'failure');
      throw error;
    });
    logOutcome(String(response.status));
    if (!logger.shows('debug')) return response;
    logger.debug(redact(`answer headers ${toShownHeaders(response.headers)}`));
    // A stream's text is its reader's: it is not held back to be logged.
    if (logContent) {
      logger.debug(redact(response.body === null ? `answer body ${await response.text()}` : 'answer body: a stream'));
    }
    return response;
  };

  const sent: Layer = (next) => (request) => {
    const logger = loggerFor(request);
    if (!logger.shows('debug')) return next(request);
    logger.debug(redact(`request headers ${toShownHeaders(Object.entries(request.headers))}`));
    if (logContent && request.body !== undefined) logger.debug(redact(`request body ${request.body}`));
    return next(request);
  };

  return { outcome, sent };
}

/** Names of headers whose values are secret, or may be. */
const SECRET = /auth|cookie|key|token(?!s$)|secret|session/i;

function toShownHeaders(headers: Iterable<[string, string]>): string {
  const shown = [...headers].map(([name, value]) => [name, SECRET.test(name) ? '[redacted]' : value]);
  return JSON.stringify(Object.fromEntries(shown));
}

function toShownUrl(url: string): string {
  return url.replace(/[?#].*$/, '');
}
