import type { ChatCompletionRequest, CompletionUsage } from '../../generated/openai.ts';
import type { TokenCounts } from './generation.ts';

/** The sum over all texts of a call; undefined where one of them lacks counts, since a part would be a guess. */
export function toUsage(counts: readonly (TokenCounts | undefined)[]): CompletionUsage | undefined {
  let prompt = 0;
  let completion = 0;
  for (const count of counts) {
    if (count === undefined) return undefined;
    prompt += count.prompt;
    completion += count.completion;
  }
  const details = counts.find((count) => count?.details !== undefined)?.details;
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion, ...details };
}

/** Whether a stream is to end with the counts. */
export function wantsUsage({
  stream,
  stream_options: options,
}: Pick<ChatCompletionRequest, 'stream' | 'stream_options'>): boolean {
  return stream === true && options?.include_usage === true;
}
