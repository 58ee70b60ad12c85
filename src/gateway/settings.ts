/** A gateway's settings as a JSON file holds them. */
import * as z from 'zod/mini';
import { toConfigurationError } from './configuration-error.ts';
import { ModelRoutes } from './model-routes.ts';

const count = z.optional(z.int().check(z.positive()));

const GatewaySettings = z.strictObject({
  apiBase: z.optional(z.string()),
  promptBuilder: z.optional(z.string()),
  backend: z.optional(z.enum(['auto', 'generate', 'messages'])),
  models: z.optional(ModelRoutes),
  cors: z.optional(z.union([z.literal('*'), z.array(z.string())])),
  auth: z.optional(z.union([z.literal('passthrough'), z.strictObject({ keys: z.array(z.string()) })])),
  maxBodyBytes: count,
  maxConcurrent: count,
  commitAfterMs: count,
  maxRetries: z.optional(z.int().check(z.nonnegative())),
  timeout: count,
  firstTokenTimeout: count,
  idleTimeout: count,
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
