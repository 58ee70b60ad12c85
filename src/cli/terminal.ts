/** What a terminal shows: colours, and words that are not broken at its edge. */
import { escapeControls } from '../base/control-characters.ts';

interface TerminalStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const STYLES = { dim: 2, red: 31 } as const;
export type Style = keyof typeof STYLES;

/** Whether a stream is shown in colour: a terminal that can, unless NO_COLOR is set (https://no-color.org). */
function hasColour(stream: TerminalStream, { NO_COLOR, TERM } = process.env): boolean {
  return stream.isTTY === true && (NO_COLOR ?? '') === '' && TERM !== 'dumb';
}

/** The text in a style where the stream has colours, else as it is. */
export function inStyle(text: string, style: Style, stream: TerminalStream): string {
  return hasColour(stream) ? `\u001b[${STYLES[style]}m${text}\u001b[0m` : text;
}

const DEFAULT_COLUMNS = 80;

/**
 * Writes text to a terminal as it comes. A word that would cross the edge is taken back and begun on the next line; lines of code blocks
 * are left to the terminal, since they are copied. To a file or a pipe text goes as it is.
 */
export class WordWriter {
  readonly #stream: TerminalStream;
  readonly #style: Style | undefined;
  #column = 0;
  /** The word at the end of the line. */
  #word = '';
  #line = '';
  #isCode = false;
  #hasText = false;

  constructor(stream: TerminalStream, style?: Style) {
    this.#stream = stream;
    this.#style = style;
  }

  /** Whether anything was written. */
  get hasText(): boolean {
    return this.#hasText;
  }

  write(text: string): void {
    if (text === '') return;
    this.#hasText = true;
    if (this.#stream.isTTY !== true) return void this.#stream.write(text);
    const shown = this.#wrap(escapeControls(text));
    this.#stream.write(this.#style === undefined ? shown : inStyle(shown, this.#style, this.#stream));
  }

  /** Ends the line, if it has anything. */
  end(): void {
    if (this.#hasText && (this.#stream.isTTY !== true || this.#column > 0)) this.#stream.write('\n');
    this.#column = 0;
    this.#word = '';
  }

  #wrap(text: string): string {
    // The last column is left free: a terminal that stands at its edge goes back otherwise than it came.
    const { columns = 0 } = this.#stream;
    // Some terminals do not say how wide they are.
    const width = Math.max(2, (columns > 0 ? columns : DEFAULT_COLUMNS) - 1);
    let shown = '';
    for (const character of text) shown += this.#place(character, width);
    return shown;
  }

  #place(character: string, width: number): string {
    if (character === '\n') return this.#endLine();
    this.#line += character;
    const size = character === '\t' ? 8 - (this.#column % 8) : widthOf(character);
    if (/\s/.test(character)) this.#word = '';
    else this.#word += character;
    if (this.#isCode || this.#column + size <= width) {
      this.#column += size;
      return character;
    }
    const before = this.#word.slice(0, -character.length);
    const taken = sizeOf(before);
    // A space at the edge is the break itself; a word as wide as the terminal is broken where it is.
    if (this.#word === '') return this.#breakLine('', 0);
    if (taken === 0 || taken >= this.#column) return this.#breakLine(character, size, character);
    return `\u001b[${taken}D\u001b[K${this.#breakLine(this.#word, taken + size)}`;
  }

  #breakLine(text: string, column: number, word = this.#word): string {
    this.#word = word;
    this.#column = column;
    return `\n${text}`;
  }

  #endLine(): string {
    if (/^\s*(```|~~~)/.test(this.#line)) this.#isCode = !this.#isCode;
    this.#line = '';
    this.#word = '';
    this.#column = 0;
    return '\n';
  }
}

function sizeOf(text: string): number {
  let size = 0;
  for (const character of text) size += widthOf(character);
  return size;
}

// Marks and joiners stand on the character before; East Asian letters and emoji take two cells (Unicode, UAX #11).
const NARROW = /^(?:\p{M}|\p{Cf}|[\ufe00-\ufe0f])$/u;
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]$/u;

function widthOf(character: string): number {
  if (character >= ' ' && character < '\u0300') return 1;
  if (NARROW.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}
