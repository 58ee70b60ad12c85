/** Calls of models on `node:http` itself: a `Request`, a `Response` and their streams would cost more than the call. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Abort } from '../base/abort.ts';
import type { ModelCalls } from '../http/gateway/model-calls.ts';
import type { Events, PlainRequest, PlainResponse } from '../http/plain.ts';

/** Targets and hosts that are read as they are written. What is odd is for the parsers of the other way. */
const PLAIN_TARGET = /^(\/[\w.~@:/-]*)(\?[^#\\]*)?$/;
const DOT_SEGMENT = /\/\.\.?(?:\/|$)/;
const PLAIN_HOST = /^[a-z\d._-]+(?::(?:[1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}))?$/;

const decoder = new TextDecoder();

interface Exchange {
  calls: ModelCalls;
  incoming: IncomingMessage;
  outgoing: ServerResponse;
  /** Whether the server takes no more requests on its connections. */
  isClosing: () => boolean;
}

/** Answers a request if it is a call of a model; false for one that is for other routes. */
export function answerCall({ calls, incoming, outgoing, isClosing }: Exchange): boolean {
  if (incoming.method !== 'POST') return false;
  const [, pathname, search = ''] = PLAIN_TARGET.exec(incoming.url ?? '') ?? [];
  if (pathname === undefined || DOT_SEGMENT.test(pathname) || isOdd(incoming)) return false;
  const operation = calls.operationOf({ method: incoming.method, pathname });
  if (operation === undefined) return false;
  const abort = new Abort();
  const leave = () => {
    if (!outgoing.writableFinished) abort.abort(new Error('The caller closed the connection.'));
  };
  outgoing.once('close', leave);
  // In its body: that is told before.
  incoming.once('error', leave);
  const request = toPlainRequest(incoming, { pathname, search, signal: abort });
  void calls
    .answer(request, operation, () => void outgoing.destroy())
    .then((response) => send(response, { incoming, outgoing, isClosing }));
  return true;
}

/** Of a header that stands there twice Node keeps one, or joins them, by its name. */
function isOdd({ headers, rawHeaders }: IncomingMessage): boolean {
  return Object.keys(headers).length * 2 !== rawHeaders.length || !PLAIN_HOST.test(headers.host ?? '');
}

function toPlainRequest(
  incoming: IncomingMessage,
  { pathname, search, signal }: Pick<PlainRequest, 'pathname' | 'search' | 'signal'>,
): PlainRequest {
  const { headers } = incoming;
  return {
    method: 'POST',
    pathname,
    search,
    signal,
    header(name) {
      const value = headers[name];
      return typeof value === 'string' ? value : null;
    },
    text: () => readText(incoming),
    // What is refused is answered: to leave the body would close its connection.
    pieces: () => ({ [Symbol.asyncIterator]: () => incoming.iterator({ destroyOnReturn: false }) }),
  };
}

function readText(incoming: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    incoming.on('data', (piece: Buffer) => pieces.push(piece));
    incoming.on('end', () => {
      const [first, ...others] = pieces;
      resolve(decoder.decode(first === undefined || others.length > 0 ? Buffer.concat(pieces) : first));
    });
    incoming.on('error', reject);
    incoming.on('close', () => reject(new Error('The body broke off.')));
  });
}

function send(
  { status, headers, body }: PlainResponse,
  { incoming, outgoing, isClosing }: Omit<Exchange, 'calls'>,
): void {
  if (outgoing.destroyed) {
    if (typeof body === 'object') void body?.cancel();
    return;
  }
  // The rest of a body that is refused is never read, so that no other request can follow it.
  if (!incoming.readableEnded || isClosing()) headers['connection'] = 'close';
  if (typeof body === 'string') headers['content-length'] = String(Buffer.byteLength(body));
  outgoing.writeHead(status, headers);
  if (typeof body === 'string' || body === null) outgoing.end(body ?? undefined);
  else void sendEvents(body, outgoing);
}

/** What the caller does not take is not read from the upstream either. */
async function sendEvents(events: Events, outgoing: ServerResponse): Promise<void> {
  outgoing.once('close', () => void events.cancel());
  try {
    for (;;) {
      const { done, value } = await events.next();
      if (outgoing.destroyed) return;
      if (done === true) break;
      if (!outgoing.write(value)) await drained(outgoing);
    }
    outgoing.end();
  } catch {
    // The caller is told by the stream's breaking off: its status is sent.
    outgoing.destroy();
  }
}

/** What was written is taken, or never will be. */
function drained(outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      outgoing.off('drain', end).off('close', end);
      resolve();
    };
    outgoing.on('drain', end).on('close', end);
  });
}
