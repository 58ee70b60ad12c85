/** Headers that every response of the gateway has, and what pages of other origins may read. */
import type { GatewayOptions } from './settings.ts';

type Origins = GatewayOptions['cors'];

const RATE_LIMIT_HEADERS = ['limit', 'remaining', 'reset'].flatMap((part) => [
  `x-ratelimit-${part}-requests`,
  `x-ratelimit-${part}-tokens`,
]);

export const EXPOSED_HEADERS = [
  'x-request-id',
  'retry-after',
  'x-should-retry',
  'x-easyllm-ignored',
  'x-easyllm-upstream',
  ...RATE_LIMIT_HEADERS,
];

/** For a response to a POST, which Hono has not seen: what its `secureHeaders` and `cors` would set. */
export function createOwnHeaders(origins: Origins): (origin: string | null) => Readonly<Record<string, string>> {
  const always: Readonly<Record<string, string>> = {
    'cross-origin-resource-policy': toResourcePolicy(origins),
    'cross-origin-opener-policy': 'same-origin',
    'origin-agent-cluster': '?1',
    'referrer-policy': 'no-referrer',
    'strict-transport-security': 'max-age=15552000; includeSubDomains',
    'x-content-type-options': 'nosniff',
    'x-dns-prefetch-control': 'off',
    'x-download-options': 'noopen',
    'x-frame-options': 'SAMEORIGIN',
    'x-permitted-cross-domain-policies': 'none',
    'x-xss-protection': '0',
  };
  if (origins === undefined) return () => always;
  const exposed = { ...always, 'access-control-expose-headers': EXPOSED_HEADERS.join(',') };
  if (origins === '*') {
    const open = { 'access-control-allow-origin': '*', ...exposed };
    return () => open;
  }
  const varying = { vary: 'Origin', ...exposed };
  return (origin) =>
    origin !== null && origins.includes(origin) ? { 'access-control-allow-origin': origin, ...varying } : varying;
}

export function toResourcePolicy(origins: Origins): 'same-origin' | 'cross-origin' {
  return origins === undefined ? 'same-origin' : 'cross-origin';
}
