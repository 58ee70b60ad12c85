/** Events of TGI’s native stream that are one ordinary token, told by their form and not parsed, as in `text-event.ts`. */

/** The inside of a JSON string. */
// oxlint-disable-next-line no-control-regex -- JSON's own rule.
const STRING = /(?:[^"\\\u0000-\u001f]|\\.)*/u.source;
const INTEGER = /(?:0|[1-9]\d*)/.source;
const NUMBER = `-?${INTEGER}(?:\\.\\d+)?(?:[eE][+-]?\\d+)?`;

/** A token of TGI's native stream, as every version since 1.4 writes it. */
const TOKEN_EVENT = new RegExp(
  `^\\{"index":${INTEGER},"token":\\{"id":${INTEGER},"text":"(${STRING})","logprob":${NUMBER},"special":false\\},"generated_text":null,"details":null\\}$`,
);

/** A longer event could use up the stack of the expression. */
const MAX_MATCHED_LENGTH = 1_000_000;

/** The text of a native event that is an ordinary token before the last; undefined for any other event. 0.1 µs, where JSON takes 0.5. */
export function readTokenText(data: string): string | undefined {
  const text = data.length > MAX_MATCHED_LENGTH ? undefined : TOKEN_EVENT.exec(data)?.[1];
  return text === undefined ? undefined : readString(text);
}

/** V8 makes of a longer piece of a string a view of the whole, which would keep all that was read in memory. */
const MAX_COPIED_LENGTH = 12;

/** The value of a JSON string, given its inside; undefined for one that is none. */
export function readString(inside: string): string | undefined {
  if (inside.length <= MAX_COPIED_LENGTH && PLAIN.test(inside)) return inside;
  try {
    return String(JSON.parse(`"${inside}"`));
  } catch {
    return undefined;
  }
}

// oxlint-disable-next-line no-control-regex -- as above.
const PLAIN = /^[^"\\\u0000-\u001f]*$/;
