/** Vectors as base64 of little-endian float32, the encoding OpenAI's API has for them. */

export function encodeFloat32(vector: readonly number[]): string {
  const bytes = new DataView(new ArrayBuffer(vector.length * 4));
  for (const [index, value] of vector.entries()) bytes.setFloat32(index * 4, value, true);
  let binary = '';
  for (let at = 0; at < bytes.byteLength; at += 1) binary += String.fromCharCode(bytes.getUint8(at));
  return btoa(binary);
}

/** Undefined for a text that is no such encoding. */
export function decodeFloat32(text: string): number[] | undefined {
  const binary = fromBase64(text);
  if (binary === undefined || binary.length % 4 !== 0) return undefined;
  const bytes = new DataView(new ArrayBuffer(binary.length));
  for (let at = 0; at < binary.length; at += 1) bytes.setUint8(at, binary.charCodeAt(at));
  return Array.from({ length: binary.length / 4 }, (_, index) => bytes.getFloat32(index * 4, true));
}

function fromBase64(text: string): string | undefined {
  try {
    return atob(text);
  } catch {
    return undefined;
  }
}
