/** Parses what a template gives values to: names, attributes of a namespace, several at once. */

import { TemplateSyntaxError } from './errors.ts';
import type { NameUse } from './name-use.ts';
import * as make from './statements.ts';
import type { Tokens } from './tokens.ts';

export class TargetParser {
  private readonly tokens: Tokens;
  private readonly names: NameUse;

  constructor(tokens: Tokens, names: NameUse) {
    this.tokens = tokens;
    this.names = names;
  }

  /** What is assigned to: one target, or several with commas between. */
  parseTargets(end: 'in' | '='): make.Assign {
    const first = this.parseTarget();
    if (!this.tokens.isOperator(',')) return first;
    const targets = [first];
    while (this.tokens.skipOperator(',')) {
      if (this.tokens.isName(end) || this.tokens.isOperator(end) || this.tokens.isOperator(')')) break;
      targets.push(this.parseTarget());
    }
    return make.toSeveral(targets);
  }

  parseTarget(): make.Assign {
    if (this.tokens.skipOperator('(')) {
      const target = this.tokens.deeper(() => this.parseTargets('='));
      this.tokens.expectOperator(')');
      return target;
    }
    const name = this.parseNewName();
    return this.tokens.skipOperator('.') ? make.toNamespace(name, this.tokens.expectName()) : make.toName(name);
  }

  parseNewName(): string {
    const name = this.tokens.expectName();
    if (!/^(?:true|false|none|True|False|None|not|in|and|or|is|if|else)$/.test(name)) {
      this.names.target(name);
      return name;
    }
    throw new TemplateSyntaxError(`Line ${this.tokens.current.line}: "${name}" is no name for a value.`);
  }
}
