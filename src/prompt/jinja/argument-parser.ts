/** Parses the arguments of a call, a filter or a test. */

import { type ArgumentExpressions, type EvaluateArguments, argumentsOf } from './expressions.ts';
import type { Evaluate } from './rendering.ts';
import type { Tokens } from './tokens.ts';

/** From the opening parenthesis to the closing one. */
export function parseArguments(tokens: Tokens, parse: () => Evaluate): EvaluateArguments {
  const positional: Evaluate[] = [];
  const named: [string, Evaluate][] = [];
  const spreads: { spread?: Evaluate; spreadNamed?: Evaluate } = {};
  const parseOne = (): void => {
    if (spreads.spreadNamed !== undefined) tokens.fail('no argument behind **');
    if (tokens.skipOperator('**')) spreads.spreadNamed = parse();
    else if (tokens.isOperator('*')) spreads.spread = parseSpread(tokens, parse, spreads);
    else if (isNamed(tokens)) named.push(parseNamed(tokens, parse));
    else {
      if (named.length > 0 || spreads.spread !== undefined) tokens.fail('a named argument');
      positional.push(parse());
    }
  };
  tokens.expectOperator('(');
  for (let isFirst = true; !tokens.isOperator(')'); isFirst = false) {
    if (!isFirst) tokens.expectOperator(',');
    if (!tokens.isOperator(')')) parseOne();
  }
  tokens.expectOperator(')');
  const expressions: ArgumentExpressions = { positional, named, ...spreads };
  return argumentsOf(expressions);
}

function parseSpread(tokens: Tokens, parse: () => Evaluate, { spread }: { spread?: Evaluate }): Evaluate {
  if (spread !== undefined) tokens.fail('one * only');
  tokens.next();
  return parse();
}

function isNamed({ current, following }: Tokens): boolean {
  return current.type === 'name' && following.type === 'operator' && following.value === '=';
}

function parseNamed(tokens: Tokens, parse: () => Evaluate): [string, Evaluate] {
  const name = tokens.expectName();
  tokens.expectOperator('=');
  return [name, parse()];
}
