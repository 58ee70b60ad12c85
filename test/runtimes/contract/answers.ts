/** What servers answer: TGI's native API, its `/v1`, and TEI. */
import type { Answer } from './protocol.ts';

const EVENT_STREAM = { 'content-type': 'text/event-stream' };

/** A whole generation of three tokens. */
export function generated(text: string): Answer {
  const details = { finish_reason: 'eos_token', generated_tokens: 3, seed: null, prefill: [], tokens: [] };
  return json([{ generated_text: text, details }], { headers: { 'x-prompt-tokens': '6' } });
}

/** A generation event by event. */
export function streamed(tokens: readonly string[]): Answer {
  return streaming(toEvents(tokens).map((event) => ({ send: event })));
}

/** A stream that does what the steps say. */
export function streaming(steps: NonNullable<Answer['steps']>): Answer {
  return { headers: EVENT_STREAM, steps };
}

export function json(value: unknown, rest: Omit<Answer, 'steps'> = {}): Answer {
  return { ...rest, steps: [{ send: JSON.stringify(value) }] };
}

/** An event of a stream. */
export function toEvent(value: unknown): string {
  return `data: ${JSON.stringify(value)}\n\n`;
}

/** One event for each token; the last one carries the text. */
export function toEvents(tokens: readonly string[]): string[] {
  return tokens.map((text, index) => {
    const isLast = index === tokens.length - 1;
    const details = { finish_reason: 'eos_token', generated_tokens: tokens.length, seed: null, input_length: 6 };
    return toEvent({
      index: index + 1,
      token: { id: index + 100, text, logprob: -0.5, special: false },
      generated_text: isLast ? tokens.join('') : null,
      details: isLast ? details : null,
    });
  });
}

/** A chat completion of `/v1`. */
export function completed(message: object, finishReason = 'stop'): Answer {
  const choice = { index: 0, message: { role: 'assistant', ...message }, logprobs: null, finish_reason: finishReason };
  const usage = { prompt_tokens: 6, completion_tokens: 3, total_tokens: 9 };
  const head = { object: 'chat.completion', id: '', created: 1_700_000_000, model: 'tgi', system_fingerprint: '3.3.7' };
  return json({ ...head, choices: [choice], usage });
}
