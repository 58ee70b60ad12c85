/** What a response of a server's `/v1` cost: stated once for all its choices, or by TGI's completion streams for each prompt. */
import { isObject } from '../../base/check.ts';
import type { JsonObject } from '../../base/check.ts';
import type { V1Body } from '../../servers/v1.ts';
import { toIndex } from './choice.ts';
import { toCounts } from '../usage.ts';
import type { TokenCounts } from '../usage.ts';

/** Exact counts, or undefined. */
export function toV1Counts(usage: unknown): TokenCounts | undefined {
  if (!isObject(usage)) return undefined;
  const counts = toCounts(usage['prompt_tokens'], usage['completion_tokens']);
  if (counts === undefined) return undefined;
  const details = {
    ...toCountDetails(usage, 'prompt_tokens_details', 'cached_tokens'),
    ...toCountDetails(usage, 'completion_tokens_details', 'reasoning_tokens'),
  };
  if (Object.keys(details).length > 0) counts.details = details;
  return counts;
}

function toCountDetails(usage: JsonObject, name: string, member: string): object {
  const details = usage[name];
  return isObject(details) && Number.isInteger(details[member] ?? 0) ? { [name]: details } : {};
}

/** Collects the counts of one stream. */
export class StreamUsage {
  readonly #ofChoices = new Map<number, TokenCounts>();
  #total: TokenCounts | undefined;

  see({ usage, choices }: V1Body): void {
    const counts = toV1Counts(usage);
    if (counts === undefined) return;
    const choice = choices.find(isObject);
    if (choice === undefined) this.#total = counts;
    else this.#ofChoices.set(toIndex(choice) ?? 0, counts);
  }

  /** The counts of all choices together; undefined where none came. */
  get total(): TokenCounts | undefined {
    if (this.#total !== undefined) return this.#total;
    const counts = [...this.#ofChoices.values()];
    if (counts.length === 0) return undefined;
    return counts.reduce((a, b) => ({ ...b, prompt: a.prompt + b.prompt, completion: a.completion + b.completion }));
  }
}
