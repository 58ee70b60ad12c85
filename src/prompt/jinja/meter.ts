/**
 * Counts what a template does, so that a stranger's template can neither hang a process nor fill its memory. It counts work and not time:
 * the same template is refused on every machine.
 */

import { TemplateUnsupportedError } from './errors.ts';

/** The limits. Real templates take 15 to 50 steps a message. */
export const LIMITS = {
  /** Characters of a template's source. */
  source: 1_048_576,
  /** Brackets, blocks and conditions inside each other in the source, and lists inside each other in a value. */
  nesting: 200,
  /** Macros and recursive loops that call each other. */
  calls: 100,
  steps: 200_000,
  /** Steps that each message adds. */
  stepsPerMessage: 1_000,
  /** Characters of a string, and of the output. */
  text: 16 * 1_048_576,
  /** Values in a list. */
  items: 1_048_576,
  /** Values of a `range`: the limit of Jinja’s own sandbox (MAX_RANGE). */
  range: 100_000,
} as const;

/** Characters that are written, and characters or values that are read, for the price of one step. */
const WRITTEN_PER_STEP = 512;
const READ_PER_STEP = 8_192;
const ITEMS_PER_STEP = 16;

/** Refuses what goes beyond a limit, by the limit's name. */
export function exceed(limit: string): never {
  throw new TemplateUnsupportedError(`The template goes beyond a limit: ${limit}.`);
}

export class Meter {
  private left: number;
  private calls = 0;

  private readonly steps: number;

  constructor(steps: number) {
    this.steps = steps;
    this.left = steps;
  }

  /** The steps that were taken. */
  get taken(): number {
    return Math.ceil(this.steps - this.left);
  }

  /** One statement, expression or turn of a loop. */
  step(): void {
    this.spend(1);
  }

  /** Text that is made, by its length. It is called before the text is there. */
  write(length: number): void {
    if (length > LIMITS.text) exceed(`a string of ${LIMITS.text} characters`);
    this.spend(length / WRITTEN_PER_STEP);
  }

  /** Text that is searched, compared or cut. */
  read(length: number): void {
    this.spend(length / READ_PER_STEP);
  }

  /** Values that are listed, or looked through. */
  list(length: number): void {
    if (length > LIMITS.items) exceed(`a list of ${LIMITS.items} values`);
    this.spend(length / ITEMS_PER_STEP);
  }

  /** Runs a macro or a recursive loop. */
  call<Result>(run: () => Result): Result {
    this.calls += 1;
    if (this.calls > LIMITS.calls) exceed(`${LIMITS.calls} calls inside each other`);
    try {
      return run();
    } finally {
      this.calls -= 1;
    }
  }

  private spend(steps: number): void {
    this.left -= steps;
    if (this.left < 0) exceed(`${this.steps} steps`);
  }
}
