/** A proxy that the environment names, and that `node:http` does not use: where nothing is reached, it is the likely reason. */
import { isLoopback } from '../../base/hosts.ts';
import { codeOf, toConnectionError } from '../connection-error.ts';

/** How it fails where a network lets requests out through its proxy alone. */
const UNREACHED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH']);

const VARIABLES: Readonly<Record<string, readonly string[]>> = {
  'https:': ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'],
  'http:': ['HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy'],
};

/** The failure as it is, or an APIConnectionError that names the variable of a proxy which the request went past. */
export function toUnproxied(cause: unknown, url: string): unknown {
  const { protocol, hostname } = new URL(url);
  const variable = VARIABLES[protocol]?.find((name) => Boolean(process.env[name]));
  if (variable === undefined || isLoopback(hostname) || isExempt(hostname)) return cause;
  if (!UNREACHED.has(codeOf(cause) ?? '')) return cause;
  const cure = `${variable} is set, and requests do not go through it by themselves: give a \`fetch\` that does (docs/transport.md, “Proxies”).`;
  return toConnectionError(cause, { url, cure });
}

/** Whether NO_PROXY names a host, or a domain that it is in. */
function isExempt(hostname: string): boolean {
  const domains = (process.env['NO_PROXY'] ?? process.env['no_proxy'] ?? '').split(/[\s,]+/);
  return domains
    .map((domain) => domain.replace(/^\*?\./, ''))
    .some((domain) => domain === '*' || (domain !== '' && `.${hostname}`.endsWith(`.${domain}`)));
}
