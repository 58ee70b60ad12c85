/** Answers of a TGI, made in the test: a stream is sent piece by piece, and can be held or watched. */
const encoder = new TextEncoder();

/** One event of a native stream; the last one carries the whole text. */
export function tokenEvent(text: string, whole: string | null = null): string {
  const details =
    whole === null ? null : { finish_reason: 'eos_token', generated_tokens: 2, seed: null, input_length: 3 };
  const token = { id: 1, text, logprob: -0.5, special: false };
  return `data:${JSON.stringify({ index: 1, token, generated_text: whole, details })}\n\n`;
}

/** A whole native answer. */
export function generated(text: string, headers: Record<string, string> = {}): Response {
  const details = { finish_reason: 'eos_token', generated_tokens: 2, seed: null, prefill: [], tokens: [] };
  return Response.json([{ generated_text: text, details }], { headers: { 'x-prompt-tokens': '3', ...headers } });
}

export interface ScriptedStream {
  response: Response;
  send(event: string): void;
  end(): void;
  fail(error: Error): void;
  /** Resolves when the reader has left. */
  cancelled: Promise<void>;
}

/** A stream that sends what the test says, when it says so; aborting the request breaks it, as a connection would. */
export function scriptedStream(request: Request): ScriptedStream {
  let controller: ReadableStreamDefaultController<Uint8Array>;
  let cancel: () => void;
  const cancelled = new Promise<void>((resolve) => {
    cancel = resolve;
  });
  const body = new ReadableStream<Uint8Array>({
    start(given) {
      controller = given;
      request.signal.addEventListener('abort', () => {
        given.error(request.signal.reason);
        cancel();
      });
    },
    cancel: () => cancel(),
  });
  return {
    response: new Response(body, { headers: { 'content-type': 'text/event-stream' } }),
    send: (event) => controller.enqueue(encoder.encode(event)),
    end: () => controller.close(),
    fail: (error) => controller.error(error),
    cancelled,
  };
}

/** A stream whose events are all there. */
export function eventStream(...events: string[]): Response {
  return new Response(events.join(''), { headers: { 'content-type': 'text/event-stream' } });
}
