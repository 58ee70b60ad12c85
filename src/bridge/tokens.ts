import type { SimpleToken } from '../../generated/tgi.ts';

const utf8 = new TextEncoder();

/** TGI counts offsets in bytes of UTF-8; as indices of a JavaScript string, `text.slice(start, stop)` is the token's text. */
export function toStringOffsets(tokens: readonly SimpleToken[], text: string): SimpleToken[] {
  const indices = indexOfBytes(text);
  const toIndex = (byte: number) => indices[Math.min(byte, indices.length - 1)] ?? 0;
  return tokens.map((token) => ({ ...token, start: toIndex(token.start), stop: toIndex(token.stop) }));
}

/** For each byte, and the end, the index of the character it is of. */
function indexOfBytes(text: string): number[] {
  const indices: number[] = [];
  let index = 0;
  for (const character of text) {
    for (let byte = 0; byte < utf8.encode(character).length; byte += 1) indices.push(index);
    index += character.length;
  }
  indices.push(index);
  return indices;
}
