/** Streams of events: which answers are one, and their events with a limit on silence. */
import { StreamIdleTimeoutError } from '../errors.ts';
import { decodeEventBatches } from '../sse.ts';
import type { ServerSentEvent } from '../sse.ts';
import type { ByteStream, TransportRequest, TransportResponse } from '../transport.ts';
import { setUnrefTimer } from './attempt.ts';
import type { CallSettings } from './call.ts';

/** Streaming requests ask for events first. */
export function wantsEvents({ headers }: TransportRequest): boolean {
  return headers['accept']?.includes('text/event-stream') === true;
}

/** Some servers leave the answer's type out. */
export function isEventStream(request: TransportRequest, response: TransportResponse): boolean {
  return wantsEvents(request) && response.headers.get('content-type')?.includes('application/json') !== true;
}

/**
 * The events of a stream, one array for each network read. With `idleTimeout`, a silence that is longer while an event is awaited
 * aborts the call; a slow reader is no silence, and comments are none the less.
 */
export async function* readEventBatches(
  body: ByteStream,
  { policy, abort }: CallSettings,
): AsyncGenerator<ServerSentEvent[], void> {
  const idleMs = policy?.idleTimeoutMs;
  if (idleMs === undefined || abort === undefined) {
    yield* decodeEventBatches(body);
    return;
  }
  const batches = decodeEventBatches(body)[Symbol.asyncIterator]();
  try {
    for (;;) {
      const timer = setUnrefTimer(() => abort(idle(idleMs)), idleMs);
      const { done, value } = await batches.next().finally(() => clearTimeout(timer));
      if (done === true) return;
      yield value;
    }
  } finally {
    await batches.return?.();
  }
}

function idle(idleMs: number): StreamIdleTimeoutError {
  return new StreamIdleTimeoutError(
    `The stream was silent for ${idleMs} ms (\`idleTimeout\`). The text so far is in \`partial\`.`,
    { code: 'timeout' },
  );
}
