/** What a gateway is made of, below the routes of Hono: what answers calls of models, and what the other routes ask. */
import { expectOptions } from '../../base/check.ts';
import { guardSink } from '../../base/sink.ts';
import { EasyLLM } from '../../client/easyllm.ts';
import { Places } from '../../net/places.ts';
import type { PlainResponse } from '../plain.ts';
import { guardSinks } from './access.ts';
import type { Sinks } from './access.ts';
import { createAdmission } from './admission.ts';
import type { Admit } from './admission.ts';
import { createAnswer } from './answer.ts';
import type { AdmittedRequest } from './answer.ts';
import { startBatches } from './batches/batches.ts';
import type { BatchRoutes } from './batches/batches.ts';
import { toExchangeLog } from './exchange-log.ts';
import type { KeyMeter } from './key-meter.ts';
import { keysOf, toKeyHolder } from './keys.ts';
import { createLimits } from './limit-store.ts';
import { createMeters } from './metering.ts';
import { createModelCalls } from './model-calls.ts';
import type { ModelCalls } from './model-calls.ts';
import { createServers } from './servers.ts';
import type { Servers } from './servers.ts';
import { parseGatewayOptions, splitSettings } from './settings.ts';
import type { GatewayConfig, GatewayOptions } from './settings.ts';
import { warnOfUnpinned } from './unpinned.ts';

export interface GatewayParts {
  options: GatewayOptions;
  calls: ModelCalls;
  admit: Admit;
  answer: (admitted: AdmittedRequest) => Promise<PlainResponse>;
  meters: ReadonlyMap<string, KeyMeter>;
  places: Places | undefined;
  servers: Servers;
  sinks: Sinks;
  batchRoutes: BatchRoutes | undefined;
  onFailure: (error: unknown) => void;
}

/** Throws ConfigurationError for a setting that can be seen to be wrong. Batches that were begun go on. */
export function createParts(clientOrConfig: EasyLLM | GatewayConfig, given: GatewayOptions): GatewayParts {
  expectOptions(clientOrConfig, 'The settings of the gateway');
  expectOptions(given, 'The options of the gateway');
  const { client, unchecked } = toParts(clientOrConfig, given);
  const options = parseGatewayOptions(unchecked);
  const own = withResponseSettings(client, options);
  warnOfUnpinned(client, options.models);
  const onFailure = guardSink(options.onFailure ?? ((error) => globalThis.console.error(error)), () => {});
  const sinks = guardSinks(options, onFailure);
  const servers = createServers(client, options.models, { asksForTokens: options.auth === 'passthrough' });
  const admit = createAdmission(options.auth);
  const meters = createMeters(keysOf(options.auth).map(toKeyHolder), createLimits(options.limitStore, onFailure));
  const { maxConcurrent = 0 } = options;
  const places = maxConcurrent === 0 ? undefined : new Places(maxConcurrent);
  const { answer, handlerFor } = createAnswer(own, { places, servers, ...options, onFailure });
  const exchangeLog = options.exchangeLog && toExchangeLog(options.exchangeLog, onFailure);
  const calls = createModelCalls({ admit, sinks, places, meters, answer, ...options, exchangeLog, onFailure });
  const batchRoutes =
    options.batches &&
    startBatches(
      { service: options.batches, auth: options.auth, cors: options.cors, onFailure },
      { handlerFor, meters, places, sinks },
    );
  return { options, calls, admit, answer, meters, places, servers, sinks, batchRoutes, onFailure };
}

function toParts(
  clientOrConfig: EasyLLM | GatewayConfig,
  given: GatewayOptions,
): { client: EasyLLM; unchecked: GatewayOptions } {
  if (clientOrConfig instanceof EasyLLM) return { client: clientOrConfig, unchecked: given };
  const { client, gateway } = splitSettings(clientOrConfig);
  return { client: new EasyLLM(client), unchecked: { ...gateway, ...given } };
}

/** Settings of responses may be the gateway's own. */
function withResponseSettings(client: EasyLLM, { responseStore, hostedTools }: GatewayOptions): EasyLLM {
  if (responseStore === undefined && hostedTools === undefined) return client;
  return client.withOptions({
    ...(responseStore !== undefined && { responseStore }),
    ...(hostedTools !== undefined && { hostedTools }),
  });
}
