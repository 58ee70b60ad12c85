/** A form with files (`multipart/form-data`, RFC 7578), read as it comes: a file in it may be larger than the memory. */
import { BadRequestError } from '../../../base/errors.ts';

/** What stands above the content of a part. */
export interface FormPart {
  readonly name: string;
  /** Undefined for a part that is no file. */
  readonly filename: string | undefined;
}

const MAX_HEAD_BYTES = 16_384;
const MAX_PARTS = 64;
const RETURN = 13;

/** The boundary that a content type declares; undefined for one that is no form. */
export function toBoundary(contentType: string | null): string | undefined {
  const given = contentType ?? '';
  if (!/^multipart\/form-data\s*(;|$)/i.test(given)) return undefined;
  const [, quoted, plain] = /;\s*boundary=(?:"([^"\r\n]{1,200})"|([^\s;"]{1,200}))/i.exec(given.slice(0, 1000)) ?? [];
  return quoted ?? plain;
}

/** The parts of a form, one after the other. Throws BadRequestError for what is no form. */
export class FormReader {
  readonly #pieces: AsyncIterator<Uint8Array>;
  readonly #delimiter: Uint8Array;
  /** What has come and is not read. The line break that belongs to the first boundary may be missing: it is put before all. */
  #held: Uint8Array = new Uint8Array([13, 10]);
  #isInside = true;
  #isOver = false;
  #parts = 0;

  constructor(pieces: AsyncIterable<Uint8Array>, boundary: string) {
    this.#pieces = pieces[Symbol.asyncIterator]();
    this.#delimiter = new TextEncoder().encode(`\r\n--${boundary}`);
  }

  /** The next part, whose content is read by `bytes` or `text`; what is left of the one before is passed over. Undefined at the end. */
  async next(): Promise<FormPart | undefined> {
    for await (const _ of this.bytes());
    if (this.#isOver) return undefined;
    const isLast = (await this.#peek(2)) === '--';
    if (isLast) {
      this.#isOver = true;
      return undefined;
    }
    this.#parts += 1;
    if (this.#parts > MAX_PARTS) throw malformed(`it has more than ${MAX_PARTS} parts`);
    const head = await this.#readHead();
    this.#isInside = true;
    return toPart(head);
  }

  /** The content of the part, as it comes. */
  async *bytes(): AsyncGenerator<Uint8Array> {
    const { length } = this.#delimiter;
    while (this.#isInside) {
      const at = indexOf(this.#held, this.#delimiter);
      const end = at < 0 ? Math.max(0, this.#held.length - length + 1) : at;
      const part = this.#held.subarray(0, end);
      this.#held = this.#held.subarray(at < 0 ? end : at + length);
      this.#isInside = at < 0;
      if (part.length > 0) yield part;
      if (at < 0) await this.#more();
    }
  }

  /** The content of a part that is no file. Throws for more than `most` bytes. */
  async text(most = 65_536): Promise<string> {
    const decoder = new TextDecoder();
    let [text, length] = ['', 0];
    for await (const piece of this.bytes()) {
      length += piece.length;
      if (length > most) throw malformed(`a part that is no file has more than ${most} bytes`);
      text += decoder.decode(piece, { stream: true });
    }
    return text + decoder.decode();
  }

  /** Ends the reading of the body. */
  async close(): Promise<void> {
    await this.#pieces.return?.();
  }

  async #peek(count: number): Promise<string> {
    while (this.#held.length < count) await this.#more();
    return new TextDecoder('latin1').decode(this.#held.subarray(0, count));
  }

  /** The lines up to the empty one. */
  async #readHead(): Promise<string> {
    const end = new Uint8Array([13, 10, 13, 10]);
    let at = indexOf(this.#held, end);
    while (at < 0) {
      if (this.#held.length > MAX_HEAD_BYTES) throw malformed('the head of a part is too long');
      await this.#more();
      at = indexOf(this.#held, end);
    }
    if (at > MAX_HEAD_BYTES) throw malformed('the head of a part is too long');
    const head = new TextDecoder().decode(this.#held.subarray(0, at));
    this.#held = this.#held.subarray(at + end.length);
    return head;
  }

  async #more(): Promise<void> {
    const { done, value } = await this.#pieces.next();
    if (done === true) throw malformed('it breaks off');
    if (this.#held.length === 0) {
      this.#held = value;
      return;
    }
    const joined = new Uint8Array(this.#held.length + value.length);
    joined.set(this.#held);
    joined.set(value, this.#held.length);
    this.#held = joined;
  }
}

/** Each byte is looked at once: a delimiter begins with a byte that its rest does not have. */
function indexOf(bytes: Uint8Array, wanted: Uint8Array): number {
  for (let at = bytes.indexOf(RETURN); at >= 0; at = bytes.indexOf(RETURN, at + 1)) {
    if (at + wanted.length > bytes.length) return -1;
    let same = 1;
    while (same < wanted.length && bytes[at + same] === wanted[same]) same += 1;
    if (same === wanted.length) return at;
  }
  return -1;
}

function toPart(head: string): FormPart {
  const line = head.split('\r\n').find((header) => /^content-disposition\s*:/i.test(header)) ?? '';
  const name = /;\s*name="([^"]*)"/i.exec(line)?.[1];
  if (name === undefined) throw malformed('a part has no name');
  const plain = /;\s*filename="([^"]*)"/i.exec(line)?.[1];
  const coded = /;\s*filename\*=utf-8''([^;\s]*)/i.exec(line)?.[1];
  const filename = coded === undefined ? plain : decode(coded);
  return { name: unescape(name), filename: filename === undefined ? undefined : unescape(filename) };
}

/** As browsers write them (WHATWG, multipart/form-data encoding). */
function unescape(text: string): string {
  return text.replaceAll(/%(22|0D|0A)/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function malformed(reason: string): BadRequestError {
  return new BadRequestError(`The form cannot be read: ${reason}.`, { code: 'invalid_form' });
}
