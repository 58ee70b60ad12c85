/** Adds the token to a request, where it may go. */
import { ConfigurationError } from '../../base/errors.ts';
import type { Layer, TransportResponse } from '../transport.ts';
import type { Redact } from '../failure.ts';
import { isHuggingFace, isLoopback } from '../../base/hosts.ts';

/** A token and what may be done with it. */
export interface Credential {
  /** The token, or undefined to send none. Asked for at every request: a user's function may rotate it. */
  readToken(): Promise<string | undefined>;
  /**
   * Ambient tokens (HF_TOKEN, the login's file) were not given to this program for this address: they go to Hugging Face only, over https.
   */
  readonly isAmbient: boolean;
  /** What it is called where it came from, such as `EASYLLM_API_KEY`. */
  readonly source?: string | undefined;
}

export interface AuthOptions {
  credential: Credential;
  warn(message: string): void;
}

/** How many tokens are remembered: those of calls under way, where a function gives a new one to each. */
const REMEMBERED_TOKENS = 1000;

const REDACTED = '[redacted]';

/** Shorter ones ("x", "none") are no secrets, and taking them out would garble other words. */
const MIN_SECRET_LENGTH = 5;

/** The layer, and the function that takes the tokens it has sent, the caller's own `authorization` included, out of a text. */
export function createAuth({ credential, warn }: AuthOptions): { layer: Layer; redact: Redact } {
  const sent = new Set<string>();
  const warnedOrigins = new Set<string>();
  const remember = (token: string) => {
    if (token.length < MIN_SECRET_LENGTH) return;
    // The latest last: a set keeps the order of insertion.
    sent.delete(token);
    sent.add(token);
    for (const oldest of sent) {
      if (sent.size <= REMEMBERED_TOKENS) break;
      sent.delete(oldest);
    }
  };

  const layer: Layer = (next) => async (request) => {
    const own = request.headers['authorization'];
    if (own !== undefined) {
      remember(own.replace(/^\S+\s+/, ''));
      return advise(await next(request), 'The `authorization` of the call’s headers was sent, and refused.');
    }
    const token = await credential.readToken();
    if (token === undefined) return advise(await next(request), `No token was sent: ${GIVE_TOKEN}.`);
    const source = credential.source ?? '`apiKey`';
    const url = new URL(request.url);
    if (credential.isAmbient && !isHuggingFace(url)) {
      const reason = `The token of ${source} was found, and not sent: it is for Hugging Face alone`;
      return advise(await next(request), `${reason}. For this server ${GIVE_TOKEN}.`);
    }
    if (url.protocol === 'http:' && !isLoopback(url.hostname) && !warnedOrigins.has(url.origin)) {
      warnedOrigins.add(url.origin);
      warn(`The API key goes to ${url.origin} unencrypted. Use https, or set \`apiKey: null\` to send none.`);
    }
    remember(token);
    const response = await next({ ...request, headers: { ...request.headers, authorization: toBearer(token) } });
    return advise(response, `The token of ${source} was sent, and refused: check it, and what it may do.`);
  };

  return { layer, redact: (text) => redactTokens(text, sent) };
}

const GIVE_TOKEN = 'pass `apiKey`, or set the variable EASYLLM_API_KEY';

function advise(response: TransportResponse, advice: string): TransportResponse {
  if (response.status === 401) response.tokenAdvice = advice;
  return response;
}

/** So much of a token at a text's end is taken for one that was cut there. */
const MIN_BEGINNING_LENGTH = 8;

/** Takes tokens out of a text, the longest first, since one may begin as another does; and the beginning of one that the text's end cuts off. */
function redactTokens(text: string, tokens: Iterable<string>): string {
  let clean = text;
  for (const token of [...tokens].toSorted((one, other) => other.length - one.length)) {
    clean = withoutBeginning(clean.replaceAll(token, REDACTED), token);
  }
  return clean;
}

function withoutBeginning(text: string, token: string): string {
  // Most texts end otherwise: the token's first letters are looked for, and not each beginning of it.
  const start = text.indexOf(token.slice(0, MIN_BEGINNING_LENGTH), Math.max(0, text.length - token.length));
  if (start < 0 || token.length < MIN_BEGINNING_LENGTH) return text;
  return token.startsWith(text.slice(start)) ? text.slice(0, start) + REDACTED : text;
}

function toBearer(token: string): string {
  if (/^["'`]|["'`]$/.test(token)) {
    throw new ConfigurationError('`apiKey` has quotes around it. Leave them out, where it is set.');
  }
  // A header cannot carry these, and the runtime's own error would print the token.
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new ConfigurationError(
      '`apiKey` contains spaces, line breaks or characters outside ASCII. Check the variable or file it comes from.',
    );
  }
  return `Bearer ${token}`;
}
