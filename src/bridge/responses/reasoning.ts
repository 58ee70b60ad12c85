/** Reasoning on its way to the caller and back. It is encoded, and hides nothing: the caller has the text too. */
import { BadRequestError } from '../../base/errors.ts';

/** Says whose text it is, and in which form. */
const MARK = 'easyllm1.';

/** The form of `encrypted_content`. */
export function encodeReasoning(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return MARK + btoa(binary);
}

/** The text again. What another server encrypted nobody else can read. */
export function decodeReasoning(encoded: string, param: string): string {
  try {
    if (!encoded.startsWith(MARK)) throw new TypeError('another mark');
    const bytes = Uint8Array.from(atob(encoded.slice(MARK.length)), (character) => character.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new BadRequestError(
      `\`${param}\` was not made here, and cannot be read. Leave the item out, or give its \`content\`.`,
      { param },
    );
  }
}
