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
