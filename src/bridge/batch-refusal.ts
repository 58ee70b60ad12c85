/** Refusals of a list of inputs for its length, in the words of servers. */
import { EasyLLMError } from '../base/errors.ts';

/** With a list, these say that it is wrong, or too large. */
const STATUSES: ReadonlySet<number | undefined> = new Set([400, 413, 422]);

/** What is refused is the list: TEI, DashScope, SiliconFlow, Mistral and Voyage say `batch`, others what it is of. */
const OF_LIST =
  /batch|too many (?:inputs|texts|items|documents|strings)|array too long|(?:number|count|amount|list) of (?:inputs|texts|items|documents|strings)|数组/i;

/** The limit stands after such a word: "maximum allowed batch size 32", "not be larger than 10", "at most 100 requests". */
const LIMIT =
  /(?:max\w*|most|limit\w*|(?:larger|more|greater|longer) than|exceed\w*|up to|equal to|不得超过)\D{0,40}(\d{1,6})/i;

/** How many inputs may be sent in place of `sent`, after a server refused those; undefined where it refused something else. */
export function toSmallerBatch(error: unknown, sent: number): { size: number; isOfList: boolean } | undefined {
  if (sent < 2 || !EasyLLMError.isInstance(error) || !STATUSES.has(error.status)) return undefined;
  const isOfList = OF_LIST.test(error.message);
  // A body that is too large says nothing of other texts.
  if (!isOfList && error.status !== 413) return undefined;
  const limit = Number(LIMIT.exec(error.message)?.[1]);
  const half = Math.floor(sent / 2);
  return { size: isOfList && limit >= 1 && limit < sent ? limit : half, isOfList };
}
