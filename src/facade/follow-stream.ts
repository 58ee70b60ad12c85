/** A stream that is made of another. */
import { Abort, onAbort } from '../base/abort.ts';
import { EasyLLMError } from '../base/errors.ts';
import { Stream, onFailure } from './stream.ts';

/** What a generator makes of a stream's chunks, as a stream: to leave it is to leave both. `onLeave`: called when its reader leaves. */
export function followStream<Chunk, Made>(
  stream: Stream<Chunk>,
  read: (stream: Stream<Chunk>) => AsyncGenerator<Made[], void>,
  onLeave: () => void = () => {},
): Stream<Made> {
  const abort = new Abort();
  onAbort(abort, () => {
    // What ends the call from outside is thrown by the stream itself.
    if (EasyLLMError.isInstance(abort.reason)) return;
    stream.abort();
    onLeave();
  });
  onFailure(stream, (error) => abort.abort(error));
  return new Stream(read(stream), abort);
}
