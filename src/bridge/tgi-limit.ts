/** Limits that TGI oversteps. */
import { tgiSince } from '../../generated/tgi.versions.ts';
import { isTgiBefore } from './tgi-version.ts';

/** From 3.1.1 on TGI generates in parts of this many tokens, and looks at the limit where a part ends (TGI router, validation.rs; recorded: 1025 gave 2048). */
const PART = 1024;

/** A limit that is watched here: above one part, where no part ends, and of a TGI that is not known to keep it. */
export function toWatchedLimit(maxTokens: number | null | undefined, version?: string): number | undefined {
  const isOverstepped = isAboveOnePart(maxTokens) && maxTokens % PART !== 0 && !isTgiBefore(tgiSince.parts, version);
  return isOverstepped ? maxTokens : undefined;
}

function isAboveOnePart(maxTokens: number | null | undefined): maxTokens is number {
  return typeof maxTokens === 'number' && maxTokens > PART;
}
