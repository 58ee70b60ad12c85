/** An answer on the terminal: what the model says on standard output, what it thinks on standard error, if somebody sees it. */
import { WordWriter } from './terminal.ts';

export class AnswerWriter {
  readonly #answer = new WordWriter(process.stdout);
  readonly #thoughts = new WordWriter(process.stderr, 'dim');

  readonly write = (text: string): void => {
    if (text !== '') this.#thoughts.end();
    this.#answer.write(text);
  };

  /** What goes to a file or a pipe holds no thoughts. */
  readonly think = (text: string): void => {
    if (process.stderr.isTTY) this.#thoughts.write(text);
  };

  /** Ends the line: of a whole answer without text too. */
  end(isWhole: boolean): void {
    this.#thoughts.end();
    if (this.#answer.hasText) this.#answer.end();
    else if (isWhole) process.stdout.write('\n');
  }
}
