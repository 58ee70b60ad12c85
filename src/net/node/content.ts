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
  const decoders = codings.toReversed().map(createDecoder);
  if (decoders.includes(undefined)) return message;
  return decoders.reduce<Readable>(
    (content, decoder) => (decoder === undefined ? content : join(content, decoder)),
    message,
  );
}

function createDecoder(coding: string): Transform | undefined {
  const zlib = process.getBuiltinModule('node:zlib');
  const { Z_SYNC_FLUSH, BROTLI_OPERATION_FLUSH } = zlib.constants;
  // What has come is handed on at once: it may be an event that somebody waits for.
  const zlibOptions = { flush: Z_SYNC_FLUSH, finishFlush: Z_SYNC_FLUSH };
  const brotliOptions = { flush: BROTLI_OPERATION_FLUSH, finishFlush: BROTLI_OPERATION_FLUSH };
  if (coding === 'gzip' || coding === 'x-gzip') return zlib.createGunzip(zlibOptions);
  if (coding === 'deflate') return zlib.createInflate(zlibOptions);
  return coding === 'br' ? zlib.createBrotliDecompress(brotliOptions) : undefined;
}

/** Errors go on to the reader, and one who leaves closes the connection. */
function join(content: Readable, decoder: Transform): Readable {
  const { pipeline } = process.getBuiltinModule('node:stream');
  // Each end has its own listeners for errors; this one would end the process if it were not there.
  pipeline(content, decoder, () => {});
  return decoder;
}
