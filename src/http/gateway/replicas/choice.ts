/** Which server of a model is asked. */
import { isObject } from '../../../base/check.ts';
import type { Replica } from './replica.ts';

/** What requests that belong together have in common: `user`, or the name of a header. */
export type Sticky = string;

/** The word by which a request sticks to a server; undefined where it has none. */
export function toStickyKey(
  sticky: Sticky | undefined,
  body: unknown,
  readHeader: (name: string) => string | null,
): string | undefined {
  if (sticky === undefined) return undefined;
  if (sticky !== 'user') return readHeader(sticky) ?? undefined;
  const { user, safety_identifier: identifier }: Readonly<Record<string, unknown>> = isObject(body) ? body : {};
  const said = user ?? identifier;
  return typeof said === 'string' && said !== '' ? said : undefined;
}

/** Takes turns where several have as little to do. */
export class Chooser {
  readonly replicas: readonly Replica[];
  #turn = 0;

  constructor(replicas: readonly Replica[]) {
    this.replicas = replicas;
  }

  /**
   * The server to ask, of those not tried yet; undefined where all were. With a key always the same one while it is there, else the one
   * with the least under way. Where all rest, the one that rests for the shortest: only the server itself can say no.
   */
  choose(tried: ReadonlySet<Replica>, key: string | undefined): Replica | undefined {
    const left = this.replicas.filter((replica) => !tried.has(replica));
    const awake = left.filter((replica) => !replica.isResting());
    if (awake.length === 0) return least(left, ({ restsUntil }) => restsUntil);
    if (key !== undefined) return least(awake, ({ name }) => hash(`${name} ${key}`));
    this.#turn += 1;
    const turned = [...awake.slice(this.#turn % awake.length), ...awake.slice(0, this.#turn % awake.length)];
    return least(turned, ({ inFlight }) => inFlight);
  }
}

function least(replicas: readonly Replica[], measure: (replica: Replica) => number): Replica | undefined {
  let best: { replica: Replica; size: number } | undefined;
  for (const replica of replicas) {
    const size = measure(replica);
    if (best === undefined || size < best.size) best = { replica, size };
  }
  return best?.replica;
}

/** FNV-1a of 32 bits: the server with the least of a key keeps it when others come and go. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < Math.min(text.length, 512); index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  // The last letters alone would decide little.
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b) >>> 0;
  return (value ^ (value >>> 13)) >>> 0;
}
