/**
 * The settings of a gateway, as one schema: `createGateway` and the file and flags of `easyllm serve` are checked by it, and the public
 * types are inferred from it. Each group is a plain object, because only the comments of such a one reach the published types.
 */
import * as z from 'zod/mini';
import { isObject } from '../../base/check.ts';
import { ConfigurationError } from '../../base/errors.ts';
import type { BatchService } from '../../batch/service.ts';
import { processVariables } from '../../client/config/env.ts';
import type { ResponseStore } from '../../facade/response-store.ts';
import type { EasyLLMOptions } from '../../client/options.ts';
import type { AccessEntry, GatewayMetrics } from './access.ts';
import { expected, oneOf, toConfigurationError } from './configuration-error.ts';
import type { Locate } from './configuration-error.ts';
import type { LoggedExchange } from './logged-exchange.ts';
import { withEnvironment } from './environment.ts';
import type { Variables } from './environment.ts';
import { withKeys } from './key-settings.ts';
import { checkKeys } from './keys.ts';
import type { LimitStore } from './limit-store.ts';
import { checkDefaults } from './model-defaults.ts';
import { checkReplicas } from './replicas/routes.ts';
import { SERVER, route, strict } from './server-settings.ts';
import type { ModelRoute, ModelRoutes, Strict } from './server-settings.ts';

/** Types a list by what zod does: it reads one that may be frozen, and returns a copy. */
function copied(list: z.ZodMiniArray<z.ZodMiniString>) {
  return list as z.ZodMiniType<string[], readonly string[]>;
}

function functionOf<Called>() {
  return z.optional(z.custom<Called>((value) => typeof value === 'function', expected('a function')));
}

const ABOVE_ZERO = expected('a number above 0');
/** A program may set Infinity, which JSON cannot write. */
const aboveZero = z.optional(z.union([z.number(ABOVE_ZERO).check(z.positive()), z.literal(Infinity)], ABOVE_ZERO));

const ZERO_OR_MORE = expected('a number, 0 or more');

const HOSTED_TOOLS = ['ignore', 'refuse'] as const;

const MEDIA_HOST = expected('a host, such as "images.example" or "*.example"');
const mediaHost = z.string(MEDIA_HOST).check(z.regex(/^(?:\*\.)?(?:[a-z\d.-]+|\[[\da-f:]+\])$/i, MEDIA_HOST));

/** Settings that a file and a program give in the same form. */
const GATEWAY = {
  /** The models offered, by the names callers use. Default: whatever the server has. */
  models: z.optional(
    z
      .record(z.string(), route, expected('an object of models, by the names that callers use'))
      .check(z.refine((routes) => Object.keys(routes).length > 0, 'is empty. Name at least one, or leave it out.')),
  ),
  /** The origins of web pages that may read answers, or `"*"`. Default: none. */
  cors: z.optional(
    z.union([z.literal('*'), copied(z.array(z.string(expected('an origin'))))], expected('a list of origins, or "*"')),
  ),
  /**
   * The hosts from which a body may name images and other media by address, which the model server fetches: `"images.example"`,
   * `"*.example"`. An empty list refuses every address but `data:`. Default: any.
   */
  mediaHosts: z.optional(copied(z.array(mediaHost, expected('a list of hosts')))),
  /** The largest request body, in bytes. Default: 10,000,000. */
  maxBodyBytes: aboveZero,
  /**
   * How many requests may be under way at once, and how many upstream requests they may have open; more are answered 429. 0 is no limit.
   * Default: no limit; of `easyllm serve` 1,024.
   */
  maxConcurrent: z.optional(
    z.union([z.number(ZERO_OR_MORE).check(z.nonnegative()), z.literal(Infinity)], ZERO_OR_MORE),
  ),
  /** `"refuse"` makes tools of a response that OpenAI runs itself an error. Default: `"ignore"`, where another tool remains. */
  hostedTools: z.optional(z.enum(HOSTED_TOOLS, oneOf(HOSTED_TOOLS))),
  /** How long a caller may take nothing of a stream before its connection is closed, in milliseconds. Default: 60,000. */
  sendTimeout: aboveZero,
  /** How long a stream's first event may take before 200 is answered all the same, in milliseconds. Default: 10,000. */
  commitAfterMs: aboveZero,
  /** Whether browsers get a chat at `/` and the API reference at `/docs`. Default: true. */
  ui: z.optional(z.boolean(expected('true or false'))),
};

const REDIS = expected('the address of a Redis, such as "redis://localhost:6379"');
const DATA = expected('the path of a folder');
const LOG = expected('the name of a file, or `{ file }`');
const logFile = z.string(LOG).check(z.minLength(1, LOG));
const WHOLE = expected('a whole number above 0');
const LOG_FILE = {
  /** Its name. */
  file: logFile,
  /** How large it may grow before it is put aside, in bytes. Default: 100,000,000. */
  maxBytes: z.optional(z.int(WHOLE).check(z.positive(WHOLE))),
  /** How many older files are kept beside it, as FILE.1 and so on. Default: 4. */
  keep: z.optional(z.int(WHOLE).check(z.positive(WHOLE))),
};

/** Settings that only a file gives. A program gives those of the client to the client. */
const FILE = {
  /** Where editors find this schema. */
  $schema: z.optional(z.string()),
  /** Who may ask: callers with one of these keys, or callers with a token of their own. Default: this machine. */
  auth: z.optional(
    z.union([withKeys, z.literal('passthrough')], 'is not understood. Expected `{ keys }` or "passthrough".'),
  ),
  /** A Redis that counts the limits of keys for all gateways that name it, `redis://…`. Default: each gateway counts by itself. */
  limits: z.optional(z.string(REDIS).check(z.regex(/^rediss?:\/\/./, REDIS))),
  /** A file for the bodies of requests and responses, prompts included. Default: they are written nowhere. */
  requestLog: z.optional(z.union([logFile, strict(LOG_FILE)], LOG)),
  /** A folder for files and batches (`/v1/files`, `/v1/batches`). Default: there are no such routes. */
  data: z.optional(z.string(DATA).check(z.minLength(1, DATA))),
  /** Retries of an attempt that failed before anything was delivered. Default: 2. */
  maxRetries: z.optional(z.int(expected('a whole number, 0 or more')).check(z.nonnegative())),
  /** From the beginning of an attempt to its headers, in milliseconds. Default: 600,000. */
  timeout: aboveZero,
  /** From the beginning of an attempt to the first event of a stream, in milliseconds. Default: none. */
  firstTokenTimeout: aboveZero,
  /** The longest silence between events of a stream, in milliseconds. Default: none. */
  idleTimeout: aboveZero,
  /** For the whole call, in milliseconds. Default: none. */
  totalTimeout: aboveZero,
  /** The largest whole answer that is accepted of a server, in bytes, decoded. Default: 64 MiB. */
  maxResponseBytes: aboveZero,
  /** The largest event of a stream that is accepted of a server, in bytes. Default: 16 MiB. */
  maxEventBytes: aboveZero,
};

const STORE = expected('an object with the functions `get`, `put` and `delete`');
const METRICS = expected('an object with the functions `metrics.start` and `metrics.end`');

/** Settings that only a program gives. */
const PROGRAM = {
  /**
   * Who may ask. `keys`: callers that send one of these as a bearer token; none of them goes upstream. `"passthrough"`: each caller's own
   * token is sent upstream in place of the client's. `"none"`: everyone who can reach the gateway. Default: everyone on this machine, and
   * no web page.
   */
  auth: z.optional(
    z.union(
      [withKeys, z.literal(['passthrough', 'none'])],
      'is not understood. Expected `{ keys }`, "passthrough" or "none".',
    ),
  ),
  /** Keeps responses, each under the key of its caller. Default: the client's, else none is kept. `memoryResponseStore()` is one. */
  responseStore: z.optional(z.custom<ResponseStore>(isStore, STORE)),
  /** Counts requests. Default: nobody does. */
  metrics: z.optional(z.custom<GatewayMetrics>(isMetrics, METRICS)),
  /** Called for each request at its end. */
  accessLog: functionOf<(entry: AccessEntry) => void>(),
  /** Where limits of keys are counted, for gateways that share them. One that fails stops nobody. Default: in this process. */
  limitStore: z.optional(z.custom<LimitStore>(isLimitStore, expected('an object with the function `limitStore.add`'))),
  /**
   * Offers files and batches (`/v1/files`, `/v1/batches`), kept there. `folderBatches({ folder })` of `easyllm/batch` is one. Default:
   * there are no such routes.
   */
  batches: z.optional(
    z.custom<BatchService>(isBatchService, expected('what `folderBatches` of `easyllm/batch` gives')),
  ),
  /** Called with the bodies of each request for a model and of its response, at its end. */
  exchangeLog: functionOf<(exchange: LoggedExchange) => void>(),
  /** Called with what went wrong in the gateway itself. Default: the console. */
  onFailure: functionOf<(error: unknown) => void>(),
  /** Whether `/health` says so to balancers. Default: always. */
  isReady: functionOf<() => boolean>(),
  /** What `GET /metrics` answers, as text. Default: there is no such route. */
  writeMetrics: functionOf<() => Promise<string>>(),
};

function isStore(value: unknown): boolean {
  return isObject(value) && ['get', 'put', 'delete'].every((name) => typeof value[name] === 'function');
}

function isLimitStore(value: unknown): boolean {
  return isObject(value) && typeof value['add'] === 'function';
}

function isBatchService(value: unknown): boolean {
  return (
    isObject(value) && isObject(value['files']) && isObject(value['batches']) && typeof value['start'] === 'function'
  );
}

function isMetrics(value: unknown): boolean {
  return isObject(value) && typeof value['start'] === 'function' && typeof value['end'] === 'function';
}

export const settings: Strict<typeof SERVER & typeof GATEWAY & typeof FILE> = strict({
  ...SERVER,
  ...GATEWAY,
  ...FILE,
});
const options: z.ZodMiniObject<typeof GATEWAY & typeof PROGRAM> = z.object({ ...GATEWAY, ...PROGRAM });

export type { ModelRoute, ModelRoutes };

/** The settings in a file. See GatewayOptions and EasyLLMOptions for what each means. */
export type GatewaySettings = Omit<z.infer<typeof settings>, '$schema'>;

/** What a gateway does besides what its client does. */
export interface GatewayOptions extends z.input<typeof options> {}

/** The settings of a gateway and of the client behind it, in one object. */
export type GatewayConfig = EasyLLMOptions & GatewayOptions;

/**
 * The settings of a file, with `${NAME}` and `apiKeyEnv` replaced by what the environment holds. Throws ConfigurationError, naming what is
 * wrong. `source` is where the settings come from, such as a file's name, or tells of each place of a file.
 */
export function parseGatewaySettings(
  value: unknown,
  source: string | Locate = 'The configuration',
  environment: Variables = processVariables(),
): GatewaySettings {
  const locate = typeof source === 'string' ? () => source : source;
  const result = settings.safeParse(withEnvironment(value, { environment, locate }));
  if (!result.success) throw toConfigurationError(result.error.issues, locate);
  const { $schema: _, ...data } = result.data;
  checkDefaults(data.models, locate);
  checkReplicas(data.models, locate);
  checkKeys(data, locate);
  return data;
}

/** A checked copy of the options. Throws ConfigurationError, naming what is wrong. */
export function parseGatewayOptions(value: unknown): GatewayOptions {
  const result = options.safeParse(withEnvironment(value, { environment: processVariables() }));
  if (!result.success) throw toConfigurationError(result.error.issues);
  checkDefaults(result.data.models);
  checkReplicas(result.data.models);
  checkKeys(result.data);
  return result.data;
}

/** Settings that the command reads by itself, and what a program has instead. */
const OF_THE_COMMAND = { limits: 'limitStore', requestLog: 'exchangeLog', data: 'batches' };

/** Separates the gateway's settings from those of its client. */
export function splitSettings(config: GatewayConfig): { client: EasyLLMOptions; gateway: GatewayOptions } {
  for (const [name, instead] of Object.entries(OF_THE_COMMAND)) {
    if (!Object.hasOwn(config, name)) continue;
    throw new ConfigurationError(`\`${name}\` is a setting of \`easyllm serve\`. In a program give \`${instead}\`.`, {
      param: name,
    });
  }
  const members = Object.entries(config);
  const isOurs = ([name]: [string, unknown]) => Object.hasOwn(options.shape, name);
  const { headers, ...client } = Object.fromEntries(members.filter((member) => !isOurs(member)));
  return {
    client: { ...client, ...(headers !== undefined && { defaultHeaders: headers }) },
    gateway: Object.fromEntries(members.filter(isOurs)),
  };
}
