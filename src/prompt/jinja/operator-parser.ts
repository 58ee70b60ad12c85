/** Parses operators, with the order that Jinja's own parser gives them (jinja2/parser.py). */

import type { Operator } from './arithmetic.ts';
import * as make from './expressions.ts';
import type { Evaluate } from './rendering.ts';
import type { Tokens } from './tokens.ts';

const COMPARISONS: readonly make.Comparison[] = ['==', '!=', '<=', '>=', '<', '>'];
const SUMS: readonly Operator[] = ['+', '-'];
const PRODUCTS: readonly Operator[] = ['*', '/', '//', '%'];
const POWERS: readonly Operator[] = ['**'];

export abstract class OperatorParser {
  protected readonly tokens: Tokens;

  constructor(tokens: Tokens) {
    this.tokens = tokens;
  }

  /** A value with its sign, and with what stands behind it. */
  protected abstract parseUnary(withFilters: boolean): Evaluate;

  /** An expression, or several with commas between: a tuple. */
  parseTuple(withCondition = true): Evaluate {
    const parsePart = (): Evaluate => (withCondition ? this.parse() : this.parseOr());
    const first = parsePart();
    if (!this.tokens.isOperator(',')) return first;
    const items = [first];
    while (this.tokens.skipOperator(',')) {
      if (this.endsTuple()) break;
      items.push(parsePart());
    }
    return make.tuple(items);
  }

  /** `a if b else c`, and all that binds more tightly. */
  parse(): Evaluate {
    return this.tokens.deeper(() => {
      let value = this.parseOr();
      while (this.tokens.skipName('if')) {
        const test = this.parseOr();
        value = make.condition(test, value, this.tokens.skipName('else') ? this.parse() : undefined);
      }
      return value;
    });
  }

  parseOr(): Evaluate {
    const parseAnd = (): Evaluate => this.chain('and', () => this.parseNot(), make.and);
    return this.chain('or', parseAnd, make.or);
  }

  private chain(word: string, parse: () => Evaluate, combine: (operands: readonly Evaluate[]) => Evaluate): Evaluate {
    const operands = [parse()];
    while (this.tokens.skipName(word)) operands.push(parse());
    const [only] = operands;
    return operands.length === 1 && only !== undefined ? only : combine(operands);
  }

  private parseNot(): Evaluate {
    if (!this.tokens.skipName('not')) return this.parseComparison();
    return this.tokens.deeper(() => make.not(this.parseNot()));
  }

  private parseComparison(): Evaluate {
    const first = this.parseSum();
    const rest: { operator: make.Comparison; operand: Evaluate }[] = [];
    for (let operator = this.comparison(); operator !== undefined; operator = this.comparison()) {
      rest.push({ operator, operand: this.parseSum() });
    }
    return rest.length === 0 ? first : make.comparison(first, rest);
  }

  private comparison(): make.Comparison | undefined {
    const { tokens } = this;
    const known = COMPARISONS.find((operator) => tokens.skipOperator(operator));
    if (known !== undefined) return known;
    if (tokens.skipName('in')) return 'in';
    if (!tokens.isName('not') || tokens.following.value !== 'in' || tokens.following.type !== 'name') return undefined;
    tokens.next();
    tokens.next();
    return 'not in';
  }

  private parseSum(): Evaluate {
    return this.operation(SUMS, () => this.parseConcatenation());
  }

  /** `~` binds more tightly than `+`: `1 + 2 ~ 'x'` is `1 + '2x'`. */
  private parseConcatenation(): Evaluate {
    const parseProduct = (): Evaluate => this.operation(PRODUCTS, () => this.parsePower());
    const operands = [parseProduct()];
    while (this.tokens.skipOperator('~')) operands.push(parseProduct());
    const [only] = operands;
    return operands.length === 1 && only !== undefined ? only : make.concatenation(operands);
  }

  /** Powers are joined from the left, unlike Python's. */
  private parsePower(): Evaluate {
    return this.operation(POWERS, () => this.parseUnary(true));
  }

  private operation(operators: readonly Operator[], parse: () => Evaluate): Evaluate {
    const first = parse();
    const rest: { operator: Operator; operand: Evaluate }[] = [];
    for (;;) {
      const operator = operators.find((each) => this.tokens.skipOperator(each));
      if (operator === undefined) return rest.length === 0 ? first : make.arithmetic(first, rest);
      rest.push({ operator, operand: parse() });
    }
  }

  /** Whether a comma was the last of a tuple. */
  private endsTuple(): boolean {
    return this.tokens.current.type === 'end' || [')', ']', '='].some((mark) => this.tokens.isOperator(mark));
  }
}
