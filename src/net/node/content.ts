/** Content codings, as `fetch` asks for and undoes them (RFC 9110, section 8.4). */
import type { IncomingMessage } from 'node:http';
import type { Readable, Transform } from 'node:stream';
import { APIConnectionError } from '../../base/errors.ts';

/** Brotli is for https alone: proxies of old garble it. */
export function toAcceptedEncodings(url: string): string {
  return url.startsWith('https:') ? 'br, gzip, deflate' : 'gzip, deflate';
}

/** More of them would be an attack. */
const MAX_CODINGS = 5;

/** A message's body as it was before it was coded. One in a coding that is not known is left as it is, as `fetch` leaves it. */
export function decodeContent(message: IncomingMessage): Readable {
  const header = message.headers['content-encoding'];
  if (header === undefined) return message;
  const codings = header.toLowerCase().split(',').map((coding) => coding.trim()); // prettier-ignore
  if (codings.length > MAX_CODINGS)
    throw new APIConnectionError(`The answer is encoded ${codings.length} times over.`, { code: 'bad_encoding' });
  // The last was applied last.
  const decoders = codings.toReversed().map((coding) => DECODERS.get(coding));
  if (decoders.includes(undefined)) return message;
  return decoders.reduce<Readable>((content, decode) => decode?.(content) ?? content, message);
}

/** What has come is handed on at once: it may be an event that somebody waits for. */
function flushing(flush: number): { flush: number; finishFlush: number } {
  return { flush, finishFlush: flush };
}

const DECODERS: ReadonlyMap<string, (content: Readable) => Readable> = new Map([
  ['gzip', decodeGzip],
  ['x-gzip', decodeGzip],
  ['deflate', decodeDeflate],
  ['br', decodeBrotli],
]);

function decodeGzip(content: Readable): Readable {
  const { createGunzip, constants } = process.getBuiltinModule('node:zlib');
  return join(content, createGunzip(flushing(constants.Z_SYNC_FLUSH)));
}

function decodeBrotli(content: Readable): Readable {
  const { createBrotliDecompress, constants } = process.getBuiltinModule('node:zlib');
  return join(content, createBrotliDecompress(flushing(constants.BROTLI_OPERATION_FLUSH)));
}

/** Some servers leave out the header of zlib, which the first byte shows: a method of 8 in its lower half (RFC 1950). `fetch` takes both. */
function decodeDeflate(content: Readable): Readable {
  const { createInflate, createInflateRaw, constants } = process.getBuiltinModule('node:zlib');
  const { PassThrough } = process.getBuiltinModule('node:stream');
  const options = flushing(constants.Z_SYNC_FLUSH);
  const decoded = new PassThrough();
  let isJoined = false;
  content.once('readable', () => {
    const first: unknown = content.read();
    if (!(first instanceof Buffer)) return void decoded.end();
    content.unshift(first);
    isJoined = true;
    const hasHeader = ((first[0] ?? 0) & 0x0f) === 0x08;
    join(join(content, hasHeader ? createInflate(options) : createInflateRaw(options)), decoded);
  });
  // Until the first byte is there nothing else joins the two.
  content.once('end', () => void (isJoined || decoded.end()));
  content.once('error', (error) => decoded.destroy(error));
  content.once('close', () => void (isJoined || content.readableEnded || decoded.destroy()));
  decoded.once('close', () => void (isJoined || content.destroy()));
  return decoded;
}

/** Errors go on to the reader, and one who leaves closes the connection. */
function join(content: Readable, decoder: Transform): Readable {
  const { pipeline } = process.getBuiltinModule('node:stream');
  // Each end has its own listeners for errors; this one would end the process if it were not there.
  pipeline(content, decoder, () => {});
  return decoder;
}
