/** A stream that is made of another. */
import { Abort, onAbort } from '../base/abort.ts';
import { Stream, onFailure } from './stream.ts';

/** What a generator makes of a stream's chunks, as a stream: to leave either is to leave both. `onLeave`: called when it is left or fails. */
export function followStream<Chunk, Made>(
  stream: Stream<Chunk>,
  read: (stream: Stream<Chunk>) => AsyncGenerator<Made[], void>,
  onLeave: () => void = () => {},
): Stream<Made> {
  const abort = new Abort();
  onAbort(abort, () => {
    stream.abort();
    onLeave();
  });
  onFailure(stream, (error) => abort.abort(error));
  return new Stream(read(stream), abort);
}
