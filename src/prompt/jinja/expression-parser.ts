/** Parses expressions: values, what stands behind them, and, from the class below, the operators between them. */

import { parseArguments } from './argument-parser.ts';
import { TemplateUnsupportedError } from './errors.ts';
import * as make from './expressions.ts';
import { filters } from './filters.ts';
import { GLOBALS_ELSEWHERE } from './globals.ts';
import type { Token } from './lexer.ts';
import { NameUse } from './name-use.ts';
import { OperatorParser } from './operator-parser.ts';
import type { Evaluate } from './rendering.ts';
import { tests } from './tests.ts';
import { Float, type Value } from './values.ts';

/** Words that are values; Jinja takes both spellings. */
const CONSTANTS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['true', true],
  ['True', true],
  ['false', false],
  ['False', false],
  ['none', null],
  ['None', null],
]);

const SPECIAL_NAMES: ReadonlySet<string> = new Set(['caller', 'varargs', 'kwargs']);
const NO_ARGUMENTS = make.argumentsOf({ positional: [], named: [] });

/** What stands behind a value: a call is kept apart, since the block `call` needs its arguments. */
type Behind = { readonly step: make.Postfix } | { readonly args: make.EvaluateArguments };

export class ExpressionParser extends OperatorParser {
  /** For each macro around, the special names that it reads. */
  readonly reads: Set<string>[] = [];
  /** The names that are read, and those that the template itself has given a value before. */
  readonly names = new NameUse();

  /** The filters of a block: `{% filter upper | trim %}`, `{% set x | trim %}`. */
  parseFilters(): make.Postfix[] {
    const steps = [this.parseFilter()];
    while (this.tokens.skipOperator('|')) steps.push(this.parseFilter());
    return steps;
  }

  /** What a block `call` calls, and with what. */
  parseCall(): { callee: Evaluate; args: make.EvaluateArguments } {
    const base = this.parsePrimary();
    const behind = this.parseBehind();
    const last = behind.pop();
    if (last === undefined || !('args' in last)) return this.tokens.fail('a call');
    return { callee: make.postfixed(base, behind.map(toStep)), args: last.args };
  }

  protected override parseUnary(withFilters: boolean): Evaluate {
    const { tokens } = this;
    const mark = tokens.isOperator('-') ? '-' : tokens.isOperator('+') ? '+' : undefined;
    if (mark !== undefined) tokens.next();
    const base =
      mark === undefined ? this.parsePrimary() : tokens.deeper(() => make.sign(mark, this.parseUnary(false)));
    const steps = this.parseBehind().map(toStep);
    if (withFilters) steps.push(...this.parseFiltersAndTests());
    return steps.length === 0 ? base : make.postfixed(base, steps);
  }

  private parsePrimary(): Evaluate {
    const { tokens } = this;
    const { type, value } = tokens.current;
    if (type === 'name') return this.parseName();
    if (type === 'string') return make.constant(this.parseStrings());
    if (type === 'integer') return make.constant(this.wholeNumber(tokens.next()));
    if (type === 'float') {
      tokens.next();
      return make.constant(new Float(Number(value)));
    }
    if (tokens.skipOperator('(')) return this.parseParentheses();
    if (tokens.skipOperator('[')) return make.list(this.parseItems(']', () => this.parse()));
    if (tokens.skipOperator('{')) return make.dict(this.parseItems('}', () => this.parsePair()));
    return tokens.fail('a value');
  }

  private parseName(): Evaluate {
    const { value, line } = this.tokens.next();
    const constant = CONSTANTS.get(value);
    if (constant !== undefined) return make.constant(constant);
    if (GLOBALS_ELSEWHERE.has(value) && this.tokens.isOperator('(')) unsupported('function', value, line);
    if (SPECIAL_NAMES.has(value)) for (const names of this.reads) names.add(value);
    this.names.read(value);
    return make.name(value);
  }

  /** Strings that stand side by side are one. */
  private parseStrings(): string {
    let text = this.tokens.next().value;
    while (this.tokens.current.type === 'string') text += this.tokens.next().value;
    return text;
  }

  private wholeNumber({ value, line }: Token): number {
    const number = Number(value);
    if (!Number.isSafeInteger(number)) {
      throw new TemplateUnsupportedError(`Line ${line} has the number ${value.slice(0, 40)}, which is beyond 2^53.`);
    }
    return number;
  }

  private parseParentheses(): Evaluate {
    if (this.tokens.skipOperator(')')) return make.tuple([]);
    const value = this.tokens.deeper(() => this.parseTuple());
    this.tokens.expectOperator(')');
    return value;
  }

  private parseItems<Item>(end: string, parse: () => Item): Item[] {
    const items: Item[] = [];
    while (!this.tokens.isOperator(end)) {
      if (items.length > 0) this.tokens.expectOperator(',');
      if (this.tokens.isOperator(end)) break;
      items.push(this.tokens.deeper(parse));
    }
    this.tokens.expectOperator(end);
    return items;
  }

  private parsePair(): readonly [Evaluate, Evaluate] {
    const key = this.parse();
    this.tokens.expectOperator(':');
    return [key, this.parse()];
  }

  /** `.name`, `[key]` and `(arguments)`, as many as there are. */
  private parseBehind(): Behind[] {
    const { tokens } = this;
    const behind: Behind[] = [];
    for (;;) {
      if (tokens.isOperator('(')) behind.push({ args: this.parseArguments() });
      else if (tokens.skipOperator('.')) behind.push({ step: this.parseDot() });
      else if (tokens.skipOperator('[')) behind.push({ step: tokens.deeper(() => this.parseBrackets()) });
      else return behind;
    }
  }

  private parseArguments(): make.EvaluateArguments {
    return this.tokens.deeper(() => parseArguments(this.tokens, () => this.parse()));
  }

  private parseDot(): make.Postfix {
    const { type } = this.tokens.current;
    if (type === 'integer') return make.ofItem(make.constant(this.wholeNumber(this.tokens.next())));
    return make.ofAttribute(this.tokens.expectName());
  }

  private parseBrackets(): make.Postfix {
    const { tokens } = this;
    const nothing = make.constant(null);
    const parts: Evaluate[] = [];
    let part: Evaluate | undefined;
    let isSlice = false;
    while (!tokens.isOperator(']')) {
      if (tokens.isOperator(':')) {
        tokens.next();
        isSlice = true;
        parts.push(part ?? nothing);
        part = undefined;
      } else {
        if (part !== undefined) tokens.fail('"]"');
        part = this.parseTuple();
      }
    }
    tokens.next();
    if (!isSlice) return part === undefined ? tokens.fail('a key') : make.ofItem(part);
    const [start = nothing, stop = nothing, step = nothing, more] = [...parts, part ?? nothing];
    return more === undefined ? make.ofSlice({ start, stop, step }) : tokens.fail('at most three parts of a slice');
  }

  /** `| filter` and `is test`, and calls between them, as many as there are. */
  private parseFiltersAndTests(): make.Postfix[] {
    const { tokens } = this;
    const steps: make.Postfix[] = [];
    for (;;) {
      if (tokens.skipOperator('|')) steps.push(this.parseFilter());
      else if (tokens.skipName('is')) steps.push(this.parseTest());
      else if (tokens.isOperator('(')) steps.push(make.ofCall(this.parseArguments()));
      else return steps;
    }
  }

  private parseFilter(): make.Postfix {
    const { name, line } = this.dottedName();
    const filter = filters.get(name);
    if (filter === undefined) unsupported('filter', name, line);
    return make.ofFilter(filter, this.tokens.isOperator('(') ? this.parseArguments() : NO_ARGUMENTS);
  }

  private parseTest(): make.Postfix {
    const negated = this.tokens.skipName('not');
    const { name, line } = this.dottedName();
    const test = tests.get(name);
    if (test === undefined) unsupported('test', name, line);
    return make.ofTest(test, this.parseTestArguments(), negated);
  }

  /** In parentheses, or one value without: `is divisibleby 3`. */
  private parseTestArguments(): make.EvaluateArguments {
    const { tokens } = this;
    if (tokens.isOperator('(')) return this.parseArguments();
    const { type } = tokens.current;
    const isValue =
      ['name', 'string', 'integer', 'float'].includes(type) || tokens.isOperator('[') || tokens.isOperator('{');
    if (!isValue || tokens.isName('else', 'or', 'and')) return NO_ARGUMENTS;
    if (tokens.isName('is')) tokens.fail('one test only');
    const base = this.parsePrimary();
    return make.argumentsOf({ positional: [make.postfixed(base, this.parseBehind().map(toStep))], named: [] });
  }

  private dottedName(): { name: string; line: number } {
    const { line } = this.tokens.current;
    let name = this.tokens.expectName();
    while (this.tokens.skipOperator('.')) name += `.${this.tokens.expectName()}`;
    return { name, line };
  }
}

function toStep(behind: Behind): make.Postfix {
  return 'args' in behind ? make.ofCall(behind.args) : behind.step;
}

function unsupported(kind: string, name: string, line: number): never {
  throw new TemplateUnsupportedError(`Line ${line} uses the ${kind} "${name.slice(0, 64)}", which is not known here.`);
}
