/** Tokens of a text, as the facade gives them. */

/** A token; servers say more or less of it. */
export interface CountedToken {
  id: number;
  /** Absent on vLLM and SGLang, which give ids alone. */
  text?: string;
  /** Where it begins and ends, as indices of the text. Absent where the server does not say it, or the token is none of the text’s. */
  start?: number;
  stop?: number;
}

const utf8 = new TextEncoder();
const utf8Text = new TextDecoder();

/** TGI counts offsets in bytes of UTF-8; as indices of a JavaScript string, `text.slice(start, stop)` is the token's text. */
export function toStringOffsets(
  tokens: readonly { id: number; text: string; start: number | null; stop: number | null }[],
  text: string,
): CountedToken[] {
  const indices = indexOfBytes(text);
  const toIndex = (byte: number) => indices[Math.min(byte, indices.length - 1)] ?? 0;
  return tokens.map(({ start, stop, ...token }) =>
    start === null || stop === null ? token : Object.assign(token, { start: toIndex(start), stop: toIndex(stop) }),
  );
}

/** llama.cpp gives the bytes of what is a part of a character. */
export function toPieces(tokens: readonly { id: number; piece: string | number[] }[]): CountedToken[] {
  return tokens.map(({ id, piece }) => ({
    id,
    text: typeof piece === 'string' ? piece : utf8Text.decode(Uint8Array.from(piece)),
  }));
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
