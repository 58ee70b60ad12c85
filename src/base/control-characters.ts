/** Control characters in texts of others, written so that no terminal and no reader of a log obeys them. */

// C0 but tab and line feed, DEL, and C1, of which U+009B and U+009D begin sequences as ESC does. `\r` alone would let a text overwrite its line.
// oxlint-disable-next-line no-control-regex -- they are what is looked for.
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]|\r(?!\n)/g;

/** `\u001b` for ESC, and so on; line feeds, tabs and CR LF stay. A JSON text stays the same JSON. */
export function escapeControls(text: string): string {
  return text.replace(CONTROL, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
