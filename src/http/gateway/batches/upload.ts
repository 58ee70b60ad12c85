/** A file that is uploaded as a form. */
import type { FileObject } from '../../../../generated/openai.ts';
import { APIError, BadRequestError } from '../../../base/errors.ts';
import { cutName, cutWord } from '../../../base/spelling.ts';
import { toExpiresAfter } from '../../../batch/batch-request.ts';
import type { FileService, NewFile, Owner } from '../../../batch/service.ts';
import { iterateBytes } from '../../../net/sse.ts';
import { refuseCompressed, toReadError } from '../../body.ts';
import { toPlainRequest } from '../../plain.ts';
import { FormReader, toBoundary } from './multipart.ts';

const PURPOSES = ['batch', 'user_data', 'evals', 'assistants', 'vision', 'fine-tune'];
const LONGEST_NAME = 255;
const MOST_UPLOADS = 64;
/** How long a caller may send nothing. */
const SILENCE_MS = 60_000;

/** Receives files, so many at once. Rejects with BadRequestError for a bad form, and with what the files reject with. */
export function createReceiver(files: FileService) {
  let underWay = 0;
  return async (request: Request, owner: Owner): Promise<FileObject> => {
    refuseCompressed(toPlainRequest(request));
    const boundary = toBoundary(request.headers.get('content-type'));
    if (boundary === undefined) {
      throw toError(
        415,
        'unsupported_media_type',
        'The body must be a form, declared as `Content-Type: multipart/form-data`.',
      );
    }
    if (underWay >= MOST_UPLOADS) {
      throw toError(429, 'overloaded', 'The gateway is receiving as many files as it may. Try again later.');
    }
    underWay += 1;
    const form = new FormReader(receive(request), boundary);
    try {
      return await receiveForm(form, files, owner);
    } finally {
      underWay -= 1;
      await form.close();
    }
  };
}

async function receiveForm(form: FormReader, files: FileService, owner: Owner): Promise<FileObject> {
  const fields = new Map<string, string>();
  for (let part = await form.next(); part !== undefined; part = await form.next()) {
    if (part.name !== 'file') {
      fields.set(part.name, await form.text());
      continue;
    }
    const { filename = '' } = part;
    return files.create(owner, withRest(form, fields), () => describe(filename, fields));
  }
  throw new BadRequestError('The form has no part `file`. Send the content as `file`, with a filename.', {
    param: 'file',
    code: 'invalid_form',
  });
}

/** The content, and the fields behind it: when it has ended, all is known. */
async function* withRest(form: FormReader, fields: Map<string, string>): AsyncGenerator<Uint8Array> {
  yield* form.bytes();
  for (let part = await form.next(); part !== undefined; part = await form.next()) {
    if (part.name === 'file')
      throw new BadRequestError('The form has two parts `file`. Send one at a time.', { param: 'file' });
    fields.set(part.name, await form.text());
  }
}

const FIELDS = ['purpose', 'expires_after[anchor]', 'expires_after[seconds]'];

function describe(filename: string, fields: ReadonlyMap<string, string>): NewFile {
  for (const name of fields.keys()) {
    if (FIELDS.includes(name)) continue;
    throw new BadRequestError(`\`${cutName(name)}\` is no part of a file. Known are file, ${FIELDS.join(', ')}.`, {
      param: cutName(name),
      code: 'unknown_parameter',
    });
  }
  const purpose = fields.get('purpose');
  if (purpose === undefined || !PURPOSES.includes(purpose)) {
    const shown = purpose === undefined ? 'missing' : JSON.stringify(cutWord(purpose));
    throw new BadRequestError(`\`purpose\` is ${shown}. Expected one of ${PURPOSES.join(', ')}.`, {
      param: 'purpose',
      code: purpose === undefined ? 'missing_required_parameter' : 'invalid_value',
    });
  }
  return { filename: toName(filename), purpose, expiresAfter: toExpiry(fields) };
}

function toExpiry(fields: ReadonlyMap<string, string>): number | undefined {
  const [anchor, seconds] = [fields.get('expires_after[anchor]'), fields.get('expires_after[seconds]')];
  if (anchor === undefined && seconds === undefined) return undefined;
  return toExpiresAfter('expires_after', { anchor, seconds: seconds === undefined ? undefined : Number(seconds) });
}

/** The last part of a path, without control characters: it is shown, and is the name of no file here. */
function toName(filename: string): string {
  const last = filename.slice(Math.max(filename.lastIndexOf('/'), filename.lastIndexOf('\\')) + 1);
  // oxlint-disable-next-line no-control-regex
  return last.replaceAll(/[\u0000-\u001f\u007f]/g, '').slice(0, LONGEST_NAME) || 'file';
}

const SMALL_BYTES = 1_000_000;

/** A body that is held whole. Rejects with APIError (413) for a large one. */
export async function readSmallBody(request: Request): Promise<string> {
  const decoder = new TextDecoder();
  let [text, length] = ['', 0];
  for await (const piece of receive(request)) {
    length += piece.length;
    if (length > SMALL_BYTES) {
      throw toError(413, 'payload_too_large', `The body is larger than the limit of ${SMALL_BYTES} bytes.`);
    }
    text += decoder.decode(piece, { stream: true });
  }
  return text + decoder.decode();
}

/** The body, whose caller may not be silent for ever. */
async function* receive(request: Request): AsyncGenerator<Uint8Array> {
  if (request.body === null) return;
  const pieces = iterateBytes(request.body)[Symbol.asyncIterator]();
  try {
    for (;;) {
      const { done, value } = await orSilence(pieces.next());
      if (done === true) return;
      yield value;
    }
  } catch (cause) {
    throw APIError.isInstance(cause) ? cause : toReadError(request, cause);
  } finally {
    await pieces.return?.();
  }
}

async function orSilence<Result>(next: Promise<Result>): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(toError(408, 'timeout', 'The caller sent nothing for too long.')), SILENCE_MS);
  });
  try {
    return await Promise.race([next, silence]);
  } finally {
    clearTimeout(timer);
  }
}

function toError(status: number, code: string, message: string): APIError {
  return new APIError(message, {
    status,
    code,
    type: status === 429 ? 'rate_limit_error' : 'invalid_request_error',
    attempts: 1,
  });
}
