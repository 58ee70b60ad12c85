/** What a response of a server's `/v1` cost: stated once for all its choices, or by TGI's completion streams for each prompt. */
import type { JsonObject } from '../../base/check.ts';
import { isObject } from '../../base/check.ts';
import { isFinishWord } from '../../servers/finish-word.ts';
import type { V1Body } from '../../servers/v1.ts';
import { toCounts } from '../usage.ts';
import type { TokenCounts } from '../usage.ts';
import { toIndex } from './choice.ts';

/** Exact counts, or undefined. A count that is missing is what the total leaves. */
export function toV1Counts(usage: unknown): TokenCounts | undefined {
  if (!isObject(usage)) return undefined;
  const { prompt_tokens: prompt, completion_tokens: completion, total_tokens: total } = usage;
  const hasRest = typeof total === 'number' && typeof prompt === 'number';
  const counts = toCounts(prompt, completion ?? (hasRest ? total - prompt : undefined));
  if (counts === undefined) return undefined;
  const { prompt_tokens: _, completion_tokens: __, ...given } = usage;
  return { given, ...counts };
}

/** Collects the counts of one stream: the last that came are true, since servers write some on the way. */
export class StreamUsage {
  /** TGI ends each prompt of a list with the counts of that prompt alone. */
  readonly #isPerPrompt: boolean;
  readonly #ofChoices = new Map<number, TokenCounts>();
  #hasTotal = false;
  #last: TokenCounts | undefined;

  constructor({ isPerPrompt }: { isPerPrompt: boolean }) {
    this.#isPerPrompt = isPerPrompt;
  }

  see({ usage, choices }: V1Body): void {
    if (usage === null) return;
    const choice = choices.find(isObject);
    // Moonshot writes it into the choice.
    const counts = toV1Counts(usage ?? choice?.['usage']);
    if (counts === undefined) return;
    this.#last = counts;
    if (choice === undefined) this.#hasTotal = true;
    else if (this.#isPerPrompt) this.#seeChoice(choice, counts);
  }

  #seeChoice(choice: JsonObject, counts: TokenCounts): void {
    // Counts on the way are of all so far (`continuous_usage_stats`).
    if (isFinishWord(choice['finish_reason'])) this.#ofChoices.set(toIndex(choice) ?? 0, counts);
    else this.#hasTotal = true;
  }

  /** The counts of all choices together; undefined where none came. */
  get total(): TokenCounts | undefined {
    if (this.#hasTotal || this.#ofChoices.size < 2) return this.#last;
    const counts = [...this.#ofChoices.values()];
    return counts.reduce((a, b) => ({
      prompt: a.prompt + b.prompt,
      completion: a.completion + b.completion,
    }));
  }
}
