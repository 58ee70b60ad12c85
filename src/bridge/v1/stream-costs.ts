import type { MessagesBody } from '../../servers/v1.ts';
import type { GenerationDelta, TokenCounts } from '../generation.ts';
import { isObject } from '../../base/check.ts';
import { toCounts, toIndex } from './generation.ts';

/** What a stream cost: told once at its end, or by TGI's completions for each prompt. */
export class StreamCosts {
  readonly #ofChoices = new Map<number, TokenCounts>();
  #total: TokenCounts | undefined;

  see({ usage, choices }: MessagesBody): void {
    const counts = toCounts(usage);
    if (counts === undefined) return;
    const choice = choices.find(isObject);
    if (choice === undefined) this.#total = counts;
    else this.#ofChoices.set(toIndex(choice) ?? 0, counts);
  }

  /** The counts as those of the first choice: only their sum is told. */
  toDeltas(indices: readonly number[]): { index: number; delta: GenerationDelta }[] {
    const known = this.#total === undefined ? [...this.#ofChoices.values()] : [this.#total];
    if (known.length === 0) return [];
    const sum = known.reduce((a, b) => ({
      ...b,
      prompt: a.prompt + b.prompt,
      completion: a.completion + b.completion,
    }));
    return indices.map((index, place) => ({
      index,
      delta: { text: '', tokens: [], counts: place === 0 ? sum : { prompt: 0, completion: 0 } },
    }));
  }
}
