/** Input that is no file, kept as one beside the output: it is read twice, and again by a run that goes on. */
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { APIUserAbortError, ConfigurationError } from '../../base/errors.ts';
import type { BatchInput, BatchSettings } from './options.ts';
import { isThere } from './manifest.ts';

/** A file of the input. */
export interface InputFile {
  readonly path: string;
  /** Deletes it, where it was made for this batch. */
  remove(): Promise<void>;
}

/** Throws ConfigurationError for a file that is not there, and APIUserAbortError where it is stopped before the input has ended. */
export async function toInputFile({
  input,
  output,
  stop,
  signal,
}: Pick<BatchSettings, 'input' | 'output' | 'stop' | 'signal'>): Promise<InputFile> {
  if (typeof input === 'string') {
    if (!(await isThere(input))) throw new ConfigurationError(`${input} cannot be read: there is no such file.`);
    return { path: input, remove: async () => {} };
  }
  const path = `${output}.input`;
  const part = `${path}.part`;
  const ending = AbortSignal.any([stop, signal].flatMap((each) => each ?? []));
  await pipeline(Readable.from(toBytes(input)), createWriteStream(part), { signal: ending }).catch((cause: unknown) => {
    throw ending.aborted ? new APIUserAbortError('The batch was stopped while its input was read.', { cause }) : cause;
  });
  await rename(part, path);
  return { path, remove: () => rm(path, { force: true }) };
}

async function* toBytes(pieces: Exclude<BatchInput, string>): AsyncGenerator<Uint8Array | string> {
  for await (const piece of pieces) {
    yield typeof piece === 'string' || piece instanceof Uint8Array ? piece : `${JSON.stringify(piece)}\n`;
  }
}
