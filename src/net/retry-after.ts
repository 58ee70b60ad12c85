/** Longer is as good as for ever, and no number of a day that is not one. */
const MAX_MS = 24 * 60 * 60 * 1000;

/** At most a day: milliseconds asked for by `retry-after-ms`, or `Retry-After` in seconds or as a date; undefined if absent or malformed. */
export function readRetryAfter(headers: Pick<Headers, 'get'> | undefined, nowMs: number): number | undefined {
  const milliseconds = headers?.get('retry-after-ms')?.trim();
  if (milliseconds !== undefined && /^\d+(\.\d+)?$/.test(milliseconds)) return clamp(Number(milliseconds));
  const value = headers?.get('retry-after')?.trim();
  if (value === undefined || value === '') return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return clamp(Number(value) * 1000);
  // Dates begin with a day; `Date.parse` alone takes "-1" for one.
  const date = /^[a-z]{3}/i.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? undefined : clamp(date - nowMs);
}

function clamp(ms: number): number {
  return Math.min(Math.max(0, ms), MAX_MS);
}
