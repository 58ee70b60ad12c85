/** JSON as recordings need it: numbers with all their digits, and the first place where two values differ. */

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// Strings are matched too, so that digits inside them are left alone.
const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** Parses JSON, or gives undefined. Whole numbers that JavaScript would round become strings of their digits. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(STRING_OR_NUMBER, (token) => (isRounded(token) ? `"${token}"` : token)));
  } catch {
    return undefined;
  }
}

function isRounded(token: string): boolean {
  return /^-?\d{16,}$/.test(token) && !Number.isSafeInteger(Number(token));
}

/** Where two values first differ, in words; undefined where they are the same. A member that is undefined is the same as none. */
export function difference(got: unknown, want: unknown, path = 'the answer'): string | undefined {
  if (Array.isArray(got) && Array.isArray(want) && got.length !== want.length) {
    return `${path} has ${got.length} items, not ${want.length}`;
  }
  if (isMembered(got) && isMembered(want) && Array.isArray(got) === Array.isArray(want)) {
    for (const name of new Set([...Object.keys(want), ...Object.keys(got)])) {
      const found = difference(got[name], want[name], `${path}.${name}`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  return Object.is(got, want) ? undefined : `${path} is ${shown(got)}, not ${shown(want)}`;
}

function isMembered(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null;
}

export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length <= 200 ? text : `${text.slice(0, 200)}…`;
}
