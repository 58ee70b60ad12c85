/** Vectors as base64 of little-endian float32, the encoding OpenAI's API has for them. */

/** What Node and others have besides the standard `btoa` and `atob`, and which is ten times as fast. */
interface BufferLike {
  from(text: string, encoding: 'base64'): Uint8Array;
  from(buffer: ArrayBufferLike): { toString(encoding: 'base64'): string };
}

function readBuffer(): BufferLike | undefined {
  // Asked for by this name, a bundler does not take it for a reason to bring a copy along.
  return (globalThis as { Buffer?: BufferLike }).Buffer;
}

/** So many arguments any engine takes. */
const CHUNK_LENGTH = 8192;

export function encodeFloat32(vector: readonly number[] | Float32Array): string {
  const bytes = toLittleEndian(Float32Array.from(vector));
  const buffer = readBuffer();
  if (buffer !== undefined) return buffer.from(bytes.buffer).toString('base64');
  let binary = '';
  for (let at = 0; at < bytes.length; at += CHUNK_LENGTH) {
    binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK_LENGTH));
  }
  return btoa(binary);
}

const BASE64 = /^[\w+/]*={0,2}$/;

/** Whether a text is such an encoding of at least one number. */
export function isEncodedFloat32(text: string): boolean {
  const bytes = (text.length / 4) * 3 - (text.endsWith('==') ? 2 : Number(text.endsWith('=')));
  return text.length > 0 && text.length % 4 === 0 && bytes % 4 === 0 && BASE64.test(text) && !text.includes('_');
}

/** Undefined for a text that is no such encoding. */
export function decodeFloat32(text: string): Float32Array | undefined {
  if (!isEncodedFloat32(text)) return text === '' ? new Float32Array(0) : undefined;
  const decoded = readBuffer()?.from(text, 'base64') ?? Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  // A copy, which begins where a number may: a buffer of Node's lies anywhere in its memory.
  return new Float32Array(toLittleEndian(new Uint8Array(decoded)).buffer);
}

const IS_LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** The bytes of numbers in the order of the wire, or back: in place, and nothing to do on nearly all machines. */
function toLittleEndian({ buffer }: { buffer: ArrayBuffer }): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(buffer);
  if (!IS_LITTLE_ENDIAN) for (let at = 0; at < bytes.length; at += 4) bytes.subarray(at, at + 4).reverse();
  return bytes;
}
