/** Exact token counts, from servers that count in headers, details or `usage`. */
import type { ChatCompletionRequest, CompletionUsage } from '../../generated/openai.ts';

/** Exact token counts; absent where the server gave none. */
export interface TokenCounts {
  prompt: number;
  completion: number;
  /** What an OpenAI-shaped server adds to them. */
  details?: Pick<CompletionUsage, 'prompt_tokens_details' | 'completion_tokens_details'> | undefined;
}

/** Both counts, as numbers or as digits of a header; undefined where one is missing or is no count. */
export function toCounts(prompt: unknown, completion: unknown): TokenCounts | undefined {
  const counts = { prompt: toCount(prompt), completion: toCount(completion) };
  return Number.isInteger(counts.prompt) && Number.isInteger(counts.completion) ? counts : undefined;
}

function toCount(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value !== '' ? Number(value) : Number.NaN;
}

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
