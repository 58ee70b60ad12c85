/** What is pasted into a terminal is one message, however many lines it has. */
import { Transform } from 'node:stream';
import type { TransformCallback } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

const [BEGIN, END] = ['\u001b[200~', '\u001b[201~'];

/** Asks the terminal to mark what is pasted (xterm's bracketed paste), and to stop. */
export const PASTE_MARKS = { on: '\u001b[?2004h', off: '\u001b[?2004l' };

/*
 * Node's line editor ends a line at each line feed, and obeys each control character. Those of a paste are handed to it as the pictures
 * that Unicode has of them (␊ for a line feed), and made characters again when the line is there. A picture that somebody typed himself
 * goes by a place of the private use area meanwhile.
 */
const PICTURES = 0x24_00;
const ASIDE = 0x10_f4_00;

function toPictures(text: string): string {
  // oxlint-disable-next-line no-control-regex -- they are what is looked for.
  return text.replaceAll(/\r\n?|[\u0000-\u001f]/g, (character) => {
    const code = character.startsWith('\r') ? 0x0a : character.charCodeAt(0);
    return String.fromCodePoint(PICTURES + code);
  });
}

function setAside(text: string): string {
  return text.replaceAll(/[\u2400-\u241f]/g, (picture) =>
    String.fromCodePoint(ASIDE + picture.charCodeAt(0) - PICTURES),
  );
}

/** A line of the editor as it was meant. */
export function fromPictures(line: string): string {
  return line
    .replaceAll(/[\u2400-\u241f]/g, (picture) => String.fromCharCode(picture.charCodeAt(0) - PICTURES))
    .replaceAll(/[\u{10f400}-\u{10f41f}]/gu, (character) =>
      String.fromCodePoint((character.codePointAt(0) ?? ASIDE) - ASIDE + PICTURES),
    );
}

interface RawInput {
  readonly isRaw?: boolean;
  setRawMode?(isRaw: boolean): unknown;
}

/** The keys of a terminal, with what is pasted as one piece of a line. */
export class PasteInput extends Transform {
  readonly isTTY = true;
  readonly #terminal: RawInput;
  readonly #decoder = new StringDecoder('utf8');
  #held = '';
  #isPasting = false;

  constructor(terminal: RawInput) {
    super();
    this.#terminal = terminal;
  }

  get isRaw(): boolean {
    return this.#terminal.isRaw === true;
  }

  /** As the editor asks of its input. */
  setRawMode(isRaw: boolean): this {
    this.#terminal.setRawMode?.(isRaw);
    return this;
  }

  override _transform(bytes: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    let text = this.#held + this.#decoder.write(bytes);
    this.#held = '';
    let keys = '';
    while (text !== '') {
      const mark = this.#isPasting ? END : BEGIN;
      const at = text.indexOf(mark);
      const [piece, rest] = at < 0 ? this.#split(text, mark) : [text.slice(0, at), text.slice(at + mark.length)];
      keys += this.#isPasting ? toPictures(setAside(piece)) : setAside(piece);
      if (at >= 0) this.#isPasting = !this.#isPasting;
      text = rest;
    }
    done(null, keys === '' ? undefined : Buffer.from(keys));
  }

  /** The beginning of a mark at the end is kept for the next piece. Outside of a paste a lone ESC is a key, which is not to wait. */
  #split(text: string, mark: string): [piece: string, rest: string] {
    const least = this.#isPasting ? 1 : 3;
    for (let length = mark.length - 1; length >= least; length -= 1) {
      if (!text.endsWith(mark.slice(0, length))) continue;
      this.#held = text.slice(-length);
      return [text.slice(0, -length), ''];
    }
    return [text, ''];
  }
}

/** Lines that make one message: between `"""` and `"""`, or with `\` at their ends. */
export class MessageLines {
  #lines: string[] = [];
  #isBlock = false;

  /** Whether more lines are wanted. */
  get isOpen(): boolean {
    return this.#isBlock || this.#lines.length > 0;
  }

  clear(): void {
    this.#lines = [];
    this.#isBlock = false;
  }

  /** The message, where the line is its last; undefined where more are to come. */
  take(line: string): string | undefined {
    let text = line;
    if (!this.isOpen && text.trimStart().startsWith('"""')) {
      this.#isBlock = true;
      text = text.trimStart().slice(3);
      if (text === '') return undefined;
    }
    if (this.#isBlock) {
      if (!text.trimEnd().endsWith('"""')) return this.#keep(text);
      const last = text.trimEnd().slice(0, -3);
      return this.#finish(last === '' ? [] : [last]);
    }
    return text.endsWith('\\') ? this.#keep(text.slice(0, -1)) : this.#finish([text]);
  }

  #keep(text: string): undefined {
    this.#lines.push(text);
  }

  #finish(last: readonly string[]): string {
    const message = [...this.#lines, ...last].join('\n');
    this.clear();
    return message;
  }
}
