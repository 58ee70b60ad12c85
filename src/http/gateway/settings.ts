/** A gateway's settings as a JSON file holds them. */
import * as z from 'zod/mini';
import { toConfigurationError } from './configuration-error.ts';
import { ModelRoutes } from './model-routes.ts';

const count = z.optional(z.int().check(z.positive()));

const GatewaySettings = z.strictObject({
  /** The server behind, for models that give none. */
  apiBase: z.optional(z.string()),
  /** A format's name, for models that give none. */
  promptBuilder: z.optional(z.string()),
  /** Which API is asked, for models that give none. */
  backend: z.optional(z.enum(['auto', 'generate', 'messages'])),
  /** The models offered, by the names callers use. Default: whatever the server has. */
  models: z.optional(ModelRoutes),
  /** The origins of web pages that may read answers, or `"*"`. Default: none. */
  cors: z.optional(z.union([z.literal('*'), z.array(z.string())])),
  /** Who may ask: callers with one of these keys, or callers with a token of their own. Default: this machine. */
  auth: z.optional(z.union([z.literal('passthrough'), z.strictObject({ keys: z.array(z.string()) })])),
  /** The largest request body. Default: 10,000,000. */
  maxBodyBytes: count,
  /** How many requests may be under way at once. Default: no limit. */
  maxConcurrent: count,
  /** How long a stream's first event may take before 200 is answered all the same. Default: 10,000. */
  commitAfterMs: count,
  /** Retries of an attempt that failed before anything was delivered. Default: 2. */
  maxRetries: z.optional(z.int().check(z.nonnegative())),
  /** From the beginning of an attempt to its headers, in milliseconds. Default: 600,000. */
  timeout: count,
  /** From the beginning of an attempt to the first event of a stream, in milliseconds. Default: none. */
  firstTokenTimeout: count,
  /** The longest silence between events of a stream, in milliseconds. Default: none. */
  idleTimeout: count,
  /** For the whole call, in milliseconds. Default: none. */
  totalTimeout: count,
});

/** See GatewayOptions and EasyLLMOptions for what each means. */
export type GatewaySettings = z.infer<typeof GatewaySettings>;

/** Throws ConfigurationError, naming what is wrong. `source` is where the settings come from, such as a file's name. */
export function parseGatewaySettings(value: unknown, source = 'The settings'): GatewaySettings {
  const result = GatewaySettings.safeParse(value);
  if (result.success) return result.data;
  throw toConfigurationError(result.error.issues, source);
}
