/** What TGI's native API answers, for scripts of the fake server. */
import { encodeEvent } from '../net/sse.ts';
import type { FakeAnswer, FakeStep } from './fake-tgi.ts';

export const EVENT_STREAM = { 'content-type': 'text/event-stream' };

/** A whole answer with this text. */
export function generated(text: string): FakeAnswer {
  const details = { finish_reason: 'eos_token', generated_tokens: 1, seed: null, prefill: [], tokens: [] };
  return { steps: [{ send: JSON.stringify([{ generated_text: text, details }]) }] };
}

/** The events of a stream, one for each token; the last one carries the text. */
export function toEvents(tokens: readonly string[], finish = 'eos_token'): string[] {
  const text = tokens.join('');
  return tokens.map((token, index) => {
    const isLast = index === tokens.length - 1;
    const details = { finish_reason: finish, generated_tokens: tokens.length, seed: null, input_length: 6 };
    return encodeEvent({
      data: JSON.stringify({
        index: index + 1,
        token: { id: index + 100, text: token, logprob: -0.5, special: false },
        generated_text: isLast ? text : null,
        details: isLast ? details : null,
      }),
    });
  });
}

/** A stream of these tokens. */
export function streamed(tokens: readonly string[]): FakeAnswer {
  return streaming(toEvents(tokens).map((event) => ({ send: event })));
}

/** A stream that does what the steps say. */
export function streaming(steps: FakeAnswer['steps'] = []): FakeAnswer {
  return { headers: EVENT_STREAM, steps };
}

/** An error inside a stream. */
export function toErrorEvent(error: unknown): FakeStep {
  return { send: encodeEvent({ data: JSON.stringify(error) }) };
}
