/** What a difference between an old document and a new one means to those who rely on the old one. */

/** How the new document differs from the old one in what it allows. */
export type Effect = 'narrower' | 'wider' | 'other' | 'nothing';

/** Who may break: callers written for the old document, servers written for it, when they meet the others who keep to the new one. */
export interface Breaks {
  readonly callers: boolean;
  readonly servers: boolean;
}

/** A narrower request refuses what callers send; a wider response has what they do not know. For servers it is the reverse. */
export function toBreaks(effect: Effect, side: 'request' | 'response'): Breaks {
  const isNarrower = effect === 'narrower' || effect === 'other';
  const isWider = effect === 'wider' || effect === 'other';
  return side === 'request' ? { callers: isNarrower, servers: isWider } : { callers: isWider, servers: isNarrower };
}

export function ofRequired(isOld: boolean, isNew: boolean): Effect {
  if (isOld === isNew) return 'nothing';
  return isNew ? 'narrower' : 'wider';
}

export function ofTypes(old: string, fresh: string): Effect {
  if (old === fresh) return 'nothing';
  if (fresh === 'any' || (old === 'integer' && fresh === 'number')) return 'wider';
  return old === 'any' || (old === 'number' && fresh === 'integer') ? 'narrower' : 'other';
}

/** The effect of a limit, a list of values, a format or a default; undefined for one that a document has not. */
export function ofFact(fact: string, old: string | undefined, fresh: string | undefined): Effect {
  if (old === fresh || fact === 'default') return 'nothing';
  if (old === undefined) return 'narrower';
  if (fresh === undefined) return 'wider';
  if (fact === 'values') return ofValues(old.split(', '), fresh.split(', '));
  if (fact.startsWith('min')) return ofBounds(old, fresh);
  if (fact.startsWith('max')) return ofBounds(fresh, old);
  return 'other';
}

function ofValues(old: readonly string[], fresh: readonly string[]): Effect {
  const hasLost = old.some((value) => !fresh.includes(value));
  const hasWon = fresh.some((value) => !old.includes(value));
  if (hasLost && hasWon) return 'other';
  return hasLost ? 'narrower' : 'wider';
}

/** Of two lower bounds, such as `>=1`, `>1` or `1`: narrower where the second is above the first. */
function ofBounds(lower: string, upper: string): Effect {
  const [one, other] = [lower, upper].map((bound) => Number(bound.replace(/^[<>]=?/, '')));
  if (one !== other) return (one ?? 0) < (other ?? 0) ? 'narrower' : 'wider';
  // The same number, once included and once not.
  const isClosed = (bound: string) => bound.includes('=');
  return isClosed(lower) && !isClosed(upper) ? 'narrower' : 'wider';
}

/** A request may not have what is gone, and need not have what is new unless it must; a response the other way round. */
export function ofProperty({
  isNew,
  isRequired,
  isAsked,
}: Record<'isNew' | 'isRequired' | 'isAsked', boolean>): Effect {
  if (isAsked) return isNew && !isRequired ? 'wider' : 'narrower';
  if (!isRequired) return 'nothing';
  return isNew ? 'narrower' : 'wider';
}

/** Whether a place is of what is asked: an operation, or its body. */
export function isRequest(place: string): boolean {
  return /^\S+ \S+( body.*)?$/.test(place);
}
