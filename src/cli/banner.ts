/** What a gateway says of itself when it starts: its models, their servers, who may ask, and the limits. */
import type { Logger } from 'pino';
import type { EasyLLMOptions } from '../client/options.ts';
import type { EasyLLM } from '../client/easyllm.ts';
import { operationsOf } from '../client/easyllm.ts';
import { keysOf, toKeyHolder } from '../http/gateway/keys.ts';
import type { GatewayOptions, GatewaySettings } from '../http/gateway/settings.ts';
import { originOf } from '../http/gateway/upstream.ts';

interface Summary {
  /** The servers of each model, by their origins. */
  models: Record<string, string>;
  auth: string;
  keys: object[];
  limits: object;
}

/** Without keys, tokens, and users in addresses. */
export function describeGateway(
  settings: Omit<GatewaySettings, 'auth'> & Pick<GatewayOptions, 'auth'>,
  client: EasyLLM,
): Summary {
  const { auth, models = {}, maxConcurrent, limits } = settings;
  const usual = originOf(operationsOf(client).address);
  const holders = keysOf(auth).map(toKeyHolder);
  return {
    models:
      Object.keys(models).length === 0
        ? { any: usual }
        : Object.fromEntries(
            Object.entries(models).map(([name, { apiBase }]) => [
              name,
              apiBase === undefined ? usual : [apiBase].flat().map(originOf).join(', '),
            ]),
          ),
    auth: toAuthWords(auth, holders.length),
    keys: holders,
    limits: {
      ...(maxConcurrent !== undefined && maxConcurrent > 0 && { maxConcurrent }),
      counted: limits === undefined ? 'by this gateway alone' : `in ${originOf(limits)}`,
    },
  };
}

function toAuthWords(auth: GatewayOptions['auth'], keys: number): string {
  if (auth === 'none') return 'nobody is asked for a key';
  if (auth === 'passthrough') return 'callers send tokens of the server';
  return auth === undefined ? 'this machine only, without keys' : `${keys} ${keys === 1 ? 'key' : 'keys'}`;
}

/** One question to each server, as a warning: it may still be starting. */
export async function warnOfSilence(
  client: EasyLLMOptions,
  { auth, models }: Pick<GatewayOptions, 'auth' | 'models'>,
  log: Logger,
): Promise<void> {
  const { probeServers } = await import('./probe.ts');
  for (const { models: names, address, isGood, isRefused, outcome } of await probeServers(client, models)) {
    // Its own token is not what callers will send.
    if (isGood || (isRefused && auth === 'passthrough')) continue;
    log.warn(`${names.length === 0 ? '' : `${names.join(', ')}: `}${originOf(address)} ${outcome}`);
  }
}
