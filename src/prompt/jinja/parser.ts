/** Parses a template: text, `{{ output }}`, and statements, each to what does it. */

import { TemplateSyntaxError, TemplateUnsupportedError } from './errors.ts';
import { ExpressionParser } from './expression-parser.ts';
import { tokenize } from './lexer.ts';
import { forLoop } from './loop.ts';
import type { MacroSettings } from './macro.ts';
import type { Evaluate, Execute, Leave } from './rendering.ts';
import * as make from './statements.ts';
import { TargetParser } from './target-parser.ts';
import { Tokens } from './tokens.ts';

/** What a source does, and the names of the variables that it expects. */
export interface ParsedTemplate {
  readonly execute: Execute;
  readonly expected: ReadonlySet<string>;
}

export function parseTemplate(source: string): ParsedTemplate {
  const parser = new Parser(new Tokens(tokenize(source)));
  return parser.parseAll();
}

/** Tags of Jinja that no chat template can use: there are no other templates to load. */
const TAGS_ELSEWHERE: ReadonlySet<string> = new Set(['autoescape', 'block', 'extends', 'from', 'import', 'include']);

class Parser {
  private readonly expressions: ExpressionParser;
  private readonly targets: TargetParser;
  /** What `break` and `continue` would leave: a loop, or a block that has none around it in Python. */
  private readonly around: ('loop' | 'function' | 'capture')[] = [];

  private readonly tokens: Tokens;

  constructor(tokens: Tokens) {
    this.tokens = tokens;
    this.expressions = new ExpressionParser(tokens);
    this.targets = new TargetParser(tokens, this.expressions.names);
  }

  parseAll(): ParsedTemplate {
    const execute = this.parseUntil();
    if (this.tokens.current.type !== 'eof') this.tokens.fail('no such tag here');
    return { execute, expected: this.expressions.names.expected };
  }

  /** Statements up to a tag of one of these names, or the end of the template. The tag's name is the next token then. */
  private parseUntil(...ends: readonly string[]): Execute {
    return this.expressions.names.within(() => this.parseStatements(ends));
  }

  private parseStatements(ends: readonly string[]): Execute {
    const statements: Execute[] = [];
    for (;;) {
      this.expressions.names.settle();
      const { type, value } = this.tokens.current;
      if (type === 'eof') {
        if (ends.length > 0) this.tokens.fail(`{% ${ends.join(' %} or {% ')} %}`);
        return make.block(statements);
      }
      this.tokens.next();
      if (type === 'text') statements.push(make.text(value));
      else if (value === '{{') {
        statements.push(make.output(this.expressions.parseTuple()));
        this.tokens.expectEnd();
      } else {
        if (this.tokens.isName(...ends)) return make.block(statements);
        statements.push(this.tokens.deeper(() => this.parseStatement()));
      }
    }
  }

  /** A body, and its end with nothing else in the tag. */
  private parseBody(end: string, within?: 'loop' | 'function' | 'capture'): Execute {
    if (within !== undefined) this.around.push(within);
    const body = this.parseUntil(end);
    if (within !== undefined) this.around.pop();
    this.tokens.next();
    this.tokens.expectEnd();
    return body;
  }

  private readonly statements: Readonly<Partial<Record<string, () => Execute>>> = {
    for: () => this.parseFor(),
    if: () => this.parseIf(),
    set: () => this.parseSet(),
    macro: () => this.parseMacro(),
    call: () => this.parseCallBlock(),
    filter: () => this.parseFilterBlock(),
    with: () => this.parseWith(),
    break: () => this.parseLeave('break'),
    continue: () => this.parseLeave('continue'),
    generation: () => this.parseGeneration(),
  };

  private parseStatement(): Execute {
    const { type, value, line } = this.tokens.current;
    if (type !== 'name') this.tokens.fail('the name of a tag');
    const parse = Object.hasOwn(this.statements, value) ? this.statements[value] : undefined;
    if (parse !== undefined) {
      this.tokens.next();
      return parse();
    }
    if (TAGS_ELSEWHERE.has(value)) {
      throw new TemplateUnsupportedError(`Line ${line} uses the tag "${value}", which is not known here.`);
    }
    throw new TemplateSyntaxError(`Line ${line} has an unknown tag "${value.slice(0, 64)}".`);
  }

  private parseFor(): Execute {
    const target = this.targets.parseTargets('in');
    if (!this.tokens.skipName('in')) this.tokens.fail('"in"');
    const iterable = this.expressions.parseTuple(false);
    const test = this.tokens.skipName('if') ? this.expressions.parse() : undefined;
    const recursive = this.tokens.skipName('recursive');
    this.tokens.expectEnd();
    this.around.push('loop');
    const body = this.parseUntil('else', 'endfor');
    this.around.pop();
    const otherwise = this.parseElse('endfor');
    return forLoop({ target, iterable, test, body, otherwise, recursive });
  }

  /** What stands after `{% else %}`, if there is one, and the end of the block. */
  private parseElse(end: string): Execute {
    const isElse = this.tokens.next().value === 'else';
    this.tokens.expectEnd();
    return isElse ? this.parseBody(end) : make.block([]);
  }

  private parseIf(): Execute {
    const all: make.Branch[] = [];
    do {
      const test = this.expressions.parseTuple(false);
      this.tokens.expectEnd();
      all.push({ test, body: this.parseUntil('elif', 'else', 'endif') });
    } while (this.tokens.skipName('elif'));
    return make.branches(all, this.parseElse('endif'));
  }

  private parseSet(): Execute {
    const target = this.targets.parseTargets('=');
    if (this.tokens.skipOperator('=')) {
      const value = this.expressions.parseTuple();
      this.tokens.expectEnd();
      return make.set(target, value);
    }
    const filters = this.tokens.skipOperator('|') ? this.expressions.parseFilters() : [];
    this.tokens.expectEnd();
    const names = this.expressions.names.takeTargets();
    const body = this.parseBody('endset', 'capture');
    for (const name of names) this.expressions.names.target(name);
    return make.setBlock(target, body, filters);
  }

  private parseFilterBlock(): Execute {
    const filters = this.expressions.parseFilters();
    this.tokens.expectEnd();
    return make.filterBlock(this.parseBody('endfilter', 'capture'), filters);
  }

  private parseWith(): Execute {
    const pairs: (readonly [make.Assign, Evaluate])[] = [];
    while (this.tokens.current.type !== 'end') {
      if (pairs.length > 0) this.tokens.expectOperator(',');
      const target = this.targets.parseTarget();
      this.tokens.expectOperator('=');
      pairs.push([target, this.expressions.parse()]);
    }
    this.tokens.expectEnd();
    return make.withBlock(pairs, this.parseBody('endwith'));
  }

  private parseMacro(): Execute {
    const name = this.tokens.expectName();
    const parameters = this.parseParameters();
    this.tokens.expectEnd();
    const body = this.parseMacroBody(name, parameters, 'endmacro');
    this.expressions.names.target(name);
    return make.macroStatement(body);
  }

  private parseCallBlock(): Execute {
    const parameters = this.tokens.isOperator('(') ? this.parseParameters() : [];
    const { callee, args } = this.expressions.parseCall();
    this.tokens.expectEnd();
    return make.callStatement(callee, args, this.parseMacroBody('caller', parameters, 'endcall'));
  }

  private parseMacroBody(name: string, parameters: MacroSettings['parameters'], end: string): MacroSettings {
    const reads = new Set<string>();
    this.expressions.reads.push(reads);
    const body = this.parseBody(end, 'function');
    this.expressions.reads.pop();
    return { name, parameters, body, reads };
  }

  private parseParameters(): MacroSettings['parameters'] {
    const { tokens } = this;
    const parameters: { name: string; otherwise: Evaluate | undefined }[] = [];
    tokens.expectOperator('(');
    while (!tokens.isOperator(')')) {
      if (parameters.length > 0) tokens.expectOperator(',');
      const name = this.targets.parseNewName();
      const otherwise = tokens.skipOperator('=') ? this.expressions.parse() : undefined;
      if (otherwise === undefined && parameters.at(-1)?.otherwise !== undefined) tokens.fail('a default');
      parameters.push({ name, otherwise });
    }
    tokens.expectOperator(')');
    return parameters;
  }

  private parseGeneration(): Execute {
    this.tokens.expectEnd();
    return make.generation(this.parseBody('endgeneration', 'function'));
  }

  private parseLeave(how: Leave): Execute {
    const { line } = this.tokens.current;
    this.tokens.expectEnd();
    const around = this.around.at(-1);
    if (around === 'loop') return make.leaving(how);
    if (around !== 'capture') throw new TemplateSyntaxError(`Line ${line} has a ${how} outside a loop.`);
    throw new TemplateUnsupportedError(
      `Line ${line} has a ${how} in a block that is captured, which is not done here.`,
    );
  }
}
