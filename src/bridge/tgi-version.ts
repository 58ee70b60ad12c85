/** What depends on the version of a TGI. */
/** Since when TGI does something (its tags). */
export const TGI_SINCE = {
  responseFormat: '2.1.0',
  /** Before, a message had to have a content, also beside calls. Since, a content takes the place of the calls. */
  callMessages: '3.1.1',
  /** Generations are made in parts of 1024 tokens (TGI router, validation.rs). */
  parts: '3.1.1',
} as const;

/** Whether a TGI is older than a version; one whose version is not known is as new as any. */
export function isTgiBefore(since: string, version: string | undefined): boolean {
  if (version === undefined || !/^\d{1,4}\.\d{1,4}\.\d{1,4}/.test(version)) return false;
  const [own, other] = [toNumbers(version), toNumbers(since)];
  const differs = own.findIndex((part, place) => part !== other[place]);
  return differs !== -1 && (own[differs] ?? 0) < (other[differs] ?? 0);
}

function toNumbers(version: string): number[] {
  return version.split(/[.-]/, 3).map(Number);
}
