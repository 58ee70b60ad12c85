import type { DialectFacts } from './facts.ts';

/** What is written otherwise for it is in `tgi-request.ts`, and marked in `openapi/openai.yaml`. */
export const tgi: DialectFacts = {
  name: 'TGI',
  seenAt: '3.3.7',
  tokenizer: 'tgi',
  ignores: { chat: { n: 'requests' }, completions: { n: 'requests' } },
};

/** Since when TGI's `/v1` knows something (its tags). */
export const TGI_SINCE = {
  responseFormat: '2.1.0',
  /** Before, a message had to have a content, also beside calls. Since, a content takes the place of the calls. */
  callMessages: '3.1.1',
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
