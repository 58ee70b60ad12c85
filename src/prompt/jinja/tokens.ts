/** Reads tokens one after the other, for the parser. */

import { TemplateSyntaxError } from './errors.ts';
import { LIMITS, exceed } from './meter.ts';
import type { Token } from './lexer.ts';

const END: Token = { type: 'eof', value: '', line: 0 };

export class Tokens {
  private at = 0;
  private depth = 0;

  private readonly tokens: readonly Token[];

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  get current(): Token {
    return this.tokens[this.at] ?? this.tokens.at(-1) ?? END;
  }

  get following(): Token {
    return this.tokens[this.at + 1] ?? END;
  }

  next(): Token {
    const { current } = this;
    this.at += 1;
    return current;
  }

  isOperator(value: string): boolean {
    return this.current.type === 'operator' && this.current.value === value;
  }

  isName(...names: readonly string[]): boolean {
    return this.current.type === 'name' && names.includes(this.current.value);
  }

  /** Whether the token was there; it is passed. */
  skipOperator(value: string): boolean {
    if (!this.isOperator(value)) return false;
    this.at += 1;
    return true;
  }

  skipName(name: string): boolean {
    if (!this.isName(name)) return false;
    this.at += 1;
    return true;
  }

  expectOperator(value: string): void {
    if (!this.skipOperator(value)) this.fail(`"${value}"`);
  }

  expectName(): string {
    if (this.current.type !== 'name') this.fail('a name');
    return this.next().value;
  }

  expectEnd(): void {
    if (this.current.type !== 'end') this.fail('the end of the tag');
    this.at += 1;
  }

  fail(expected: string): never {
    const { type, value, line } = this.current;
    const found = type === 'eof' ? 'the end of the template' : JSON.stringify(value.slice(0, 40));
    throw new TemplateSyntaxError(`Line ${line}: expected ${expected}, found ${found}.`);
  }

  /** Runs the parser one level deeper. */
  deeper<Result>(parse: () => Result): Result {
    this.depth += 1;
    if (this.depth > LIMITS.nesting) exceed(`${LIMITS.nesting} blocks or brackets inside each other`);
    const result = parse();
    this.depth -= 1;
    return result;
  }
}
