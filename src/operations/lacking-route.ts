/** Whether a server lacks the route that it was asked at, or only what the body names. */
import type { EasyLLMError } from '../base/errors.ts';

/** The statuses of a route that is not there. */
const LACKING: ReadonlySet<number | undefined> = new Set([404, 405, 501]);
/** Our own advice, and an address, are no words of the server's. */
const OURS = /https?:\/\/[^\s]{1,2048}|Check `apiBase`.{0,100}$/g;
/** It knows the route, and not what the body names. */
const NAMES_MODEL = /\bmodels?\b|\bdeployments?\b|\badapters?\b|\blora\b/i;

/** A code that says no more than the error's type, as some servers repeat it, names no model. */
export function lacksRoute(error: EasyLLMError & { type?: unknown }): boolean {
  const { status, code, type } = error;
  const isCoded = (code ?? null) !== null && code !== type;
  return LACKING.has(status) && !isCoded && !NAMES_MODEL.test(toServerWords(error));
}

/** The server's own words, without our advice and its address. */
export function toServerWords({ message }: EasyLLMError): string {
  return message.slice(0, 2000).replace(OURS, '').trim();
}
