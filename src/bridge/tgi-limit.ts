/** Limits that TGI oversteps. */

/** From 3.1.1 on TGI generates in parts of this many tokens, and looks at the limit where a part ends (TGI router, validation.rs; recorded: 1025 gave 2048). */
const PART = 1024;

/** A limit that is watched here: above one part, and where no part ends. Before 3.1.1 TGI keeps it itself, and watching it changes nothing. */
export function toWatchedLimit(maxTokens: number | null | undefined): number | undefined {
  return isAboveOnePart(maxTokens) && maxTokens % PART !== 0 ? maxTokens : undefined;
}

function isAboveOnePart(maxTokens: number | null | undefined): maxTokens is number {
  return typeof maxTokens === 'number' && maxTokens > PART;
}
