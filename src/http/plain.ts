/** A request and its response as plain values, below the classes of any runtime: what answers them knows no other. */
import type { AnySignal } from '../base/abort.ts';
import { iterateBytes } from '../net/sse.ts';
import type { EventBody } from './event-body.ts';

export interface PlainRequest {
  readonly method: string;
  readonly pathname: string;
  /** The query with its `?`; empty where there is none. */
  readonly search: string;
  /** Aborted when the caller has left. */
  readonly signal: AnySignal;
  /** A header, by its name in lower case. */
  header(name: string): string | null;
  /** All of the body. */
  text(): Promise<string>;
  /** The body as it comes. What is left of it is not read. */
  pieces(): AsyncIterable<Uint8Array>;
}

/** Events as they are asked for. Whoever stops asking before the end cancels them. */
export type Events = Pick<EventBody, 'next' | 'cancel'>;

export interface PlainResponse {
  readonly status: number;
  /** By their names in lower case. */
  readonly headers: Record<string, string>;
  readonly body: string | Events | null;
}

export function toPlainRequest(request: Request): PlainRequest {
  const { method, headers } = request;
  const { pathname, search } = new URL(request.url);
  return {
    method,
    pathname,
    search,
    get signal() {
      return request.signal;
    },
    header: (name) => headers.get(name),
    text: async () => request.text(),
    pieces: () => iterateBytes(request.body ?? new ReadableStream({ start: (body) => body.close() })),
  };
}

/** Whatever the reader does not take is not read from the upstream either. */
export function toResponse({ status, headers, body }: PlainResponse): Response {
  const bytes = typeof body === 'string' || body === null ? body : toByteStream(body);
  return new Response(bytes, { status, headers });
}

function toByteStream(events: Events): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await events.next();
        if (done === true) controller.close();
        else controller.enqueue(encoder.encode(value));
      },
      cancel: async () => events.cancel(),
    },
    { highWaterMark: 0 },
  );
}
