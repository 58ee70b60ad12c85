/** The defaults of a surface, which the native API alone knows. */
import type { Call } from './server-context.ts';

/** What is no object is left to validation. A member that is null counts as left out. */
export function withDefaults(body: unknown, defaults: Call['nativeDefaults']): unknown {
  if (defaults === undefined || typeof body !== 'object' || body === null) return body;
  const given = Object.entries(body).filter(([, value]) => value !== undefined && value !== null);
  return { ...defaults, ...Object.fromEntries(given) };
}
