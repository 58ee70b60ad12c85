/** Compiles a pattern of Python's `re` (with DOTALL, as response templates have it) to steps that `pattern.ts` follows. */

import { ConfigurationError } from '../../base/errors.ts';
import {
  type Assertion,
  type Instruction,
  type Part,
  type Takes,
  asserting,
  concatenated,
  either,
  equals,
  literal,
  maybe,
  star,
  taking,
} from './pattern-program.ts';

const MAX_REPEATS = 100;
const isDigit: Takes = (code) => code >= 48 && code <= 57;
const isSpace: Takes = (code) => /\s/.test(String.fromCharCode(code));
const isWord: Takes = (code) => /[\p{L}\p{N}_]/u.test(String.fromCharCode(code));
const CLASSES: Readonly<Record<string, Takes>> = {
  d: isDigit,
  D: (code) => !isDigit(code),
  s: isSpace,
  S: (code) => !isSpace(code),
  w: isWord,
  W: (code) => !isWord(code),
};
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', f: '\f', v: '\v', a: '\x07', 0: '\0' };

const isWordAt = (text: string, position: number): boolean =>
  position >= 0 && position < text.length && isWord(text.charCodeAt(position));
const isBoundary: Assertion = (text, position, isEnd) =>
  position === text.length && !isEnd ? undefined : isWordAt(text, position - 1) !== isWordAt(text, position);
const ASSERTIONS: Readonly<Record<string, Assertion>> = {
  A: (_, position) => position === 0,
  Z: (text, position, isEnd) => (position < text.length ? false : isEnd || undefined),
  b: isBoundary,
  B: (text, position, isEnd) => negated(isBoundary(text, position, isEnd)),
};
const atStart: Assertion = (_, position) => position === 0;
/** The end, or a line end before it. */
const atEnd: Assertion = (text, position, isEnd) => {
  if (position < text.length && (position < text.length - 1 || !text.endsWith('\n'))) return false;
  return isEnd || undefined;
};

function negated(holds: boolean | undefined): boolean | undefined {
  return holds === undefined ? undefined : !holds;
}

export function compilePattern(source: string): { program: Instruction[]; groupNames: string[] } {
  const compiler = new Compiler(source);
  return { program: compiler.run(), groupNames: compiler.groupNames };
}

class Compiler {
  readonly groupNames: string[] = [];
  private at = 0;
  private depth = 0;

  private readonly source: string;

  constructor(source: string) {
    this.source = source;
  }

  run(): Instruction[] {
    if (this.source.length > 1_000) this.fail('is too long');
    const part = this.alternatives();
    if (this.at < this.source.length) this.fail('has an unexpected ")"');
    return part(0);
  }

  private alternatives(): Part {
    this.depth += 1;
    if (this.depth > 50) this.fail('is nested too deep');
    const parts = [this.sequence()];
    while (this.take('|')) parts.push(this.sequence());
    this.depth -= 1;
    return parts.reduceRight((rest, part) => either(part, rest));
  }

  private sequence(): Part {
    const parts: Part[] = [];
    while (this.at < this.source.length && this.source[this.at] !== '|' && this.source[this.at] !== ')') {
      parts.push(this.repeated(this.atom()));
    }
    return concatenated(parts);
  }

  private repeated(part: Part): Part {
    const [least, most] = this.quantifier() ?? [1, 1];
    if (least === 1 && most === 1) return part;
    const lazy = this.take('?');
    if (this.take('+')) this.fail('has a possessive quantifier');
    if (least > MAX_REPEATS || (Number.isFinite(most) && most > MAX_REPEATS))
      this.fail(`repeats more than ${MAX_REPEATS} times`);
    const required = Array.from({ length: least }, () => part);
    if (!Number.isFinite(most)) return concatenated([...required, star(part, lazy)]);
    const optional = Array.from({ length: most - least }, () => part);
    return concatenated([
      ...required,
      optional.reduceRight<Part>(
        (rest, each) => maybe(concatenated([each, rest]), lazy),
        () => [],
      ),
    ]);
  }

  private quantifier(): [number, number] | undefined {
    if (this.take('*')) return [0, Number.POSITIVE_INFINITY];
    if (this.take('+')) return [1, Number.POSITIVE_INFINITY];
    if (this.take('?')) return [0, 1];
    const braces = /^\{(\d{0,4})(,?)(\d{0,4})\}/.exec(this.source.slice(this.at, this.at + 16));
    if (braces === null || (braces[1] === '' && braces[3] === '')) return undefined;
    this.at += braces[0].length;
    const least = Number(braces[1]);
    return [least, braces[2] === '' ? least : braces[3] === '' ? Number.POSITIVE_INFINITY : Number(braces[3])];
  }

  private atom(): Part {
    const character = this.next();
    if (character === '(') return this.group();
    if (character === '[') return taking(this.set());
    if (character === '.') return taking(() => true);
    if (character === '^') return asserting(atStart);
    if (character === '$') return asserting(atEnd);
    if (character === '*' || character === '+' || character === '?') this.fail('has nothing to repeat');
    return character === '\\' ? this.escape() : literal(character);
  }

  private escape(): Part {
    const character = this.next();
    const assertion = ASSERTIONS[character];
    if (assertion !== undefined) return asserting(assertion);
    return taking(this.escapedSet(character));
  }

  private escapedSet(character: string): Takes {
    const known = CLASSES[character];
    if (known !== undefined) return known;
    if (character === 'x' || character === 'u') {
      const hex = this.source.slice(this.at, this.at + (character === 'x' ? 2 : 4));
      this.at += hex.length;
      return equals(Number.parseInt(hex, 16));
    }
    const escaped = ESCAPES[character];
    if (escaped === undefined && /[A-Za-z0-9]/.test(character)) this.fail(`has the escape "\\${character}"`);
    return equals((escaped ?? character).charCodeAt(0));
  }

  private group(): Part {
    if (!this.source.startsWith('?', this.at)) return this.closed(this.alternatives());
    if (this.take('?:')) return this.closed(this.alternatives());
    const name = /^\?P?<([A-Za-z_]\w*)>/.exec(this.source.slice(this.at, this.at + 80));
    if (name?.[1] === undefined) {
      const look = /^\?([=!])/.exec(this.source.slice(this.at, this.at + 2));
      if (look === null) return this.fail('has a group of a kind that is not read here');
      this.at += 2;
      return this.look(look[1] === '!');
    }
    this.at += name[0].length;
    const slot = this.groupNames.push(name[1]) * 2 - 2;
    const inner = this.closed(this.alternatives());
    return concatenated([() => [{ kind: 'save', slot }], inner, () => [{ kind: 'save', slot: slot + 1 }]]);
  }

  /** What follows, or does not: a text, without choices. Its letters are compared, so that no second search is begun. */
  private look(negative: boolean): Part {
    const takes: Takes[] = [];
    while (!this.source.startsWith(')', this.at)) {
      const character = this.next();
      if ('(|*+?{^$'.includes(character)) this.fail('looks ahead for more than a plain text');
      takes.push(
        character === '['
          ? this.set()
          : character === '.'
            ? () => true
            : character === '\\'
              ? this.escapedSet(this.next())
              : equals(character.charCodeAt(0)),
      );
    }
    this.at += 1;
    return asserting((text, position, isEnd) => {
      const known = text.slice(position, position + takes.length);
      const follows = takes.every((take, index) => index >= known.length || take(known.charCodeAt(index)));
      if (!follows) return negative;
      return known.length === takes.length ? !negative : isEnd ? negative : undefined;
    });
  }

  private closed(part: Part): Part {
    if (!this.take(')')) this.fail('has a group without an end');
    return part;
  }

  private set(): Takes {
    const isNegated = this.take('^');
    const members: Takes[] = [];
    for (let isFirst = true; isFirst || !this.source.startsWith(']', this.at); isFirst = false) {
      const character = this.next();
      if (character === '\\' && /[dDsSwW]/.test(this.source.charAt(this.at))) {
        members.push(this.escapedSet(this.next()));
        continue;
      }
      const low = character === '\\' ? this.codeOf(this.next()) : character.charCodeAt(0);
      if (!this.source.startsWith('-', this.at) || this.source.startsWith('-]', this.at)) {
        members.push(equals(low));
        continue;
      }
      this.at += 1;
      const end = this.next();
      const high = end === '\\' ? this.codeOf(this.next()) : end.charCodeAt(0);
      members.push((code) => code >= low && code <= high);
    }
    this.at += 1;
    return (code) => members.some((takes) => takes(code)) !== isNegated;
  }

  private codeOf(escaped: string): number {
    return (ESCAPES[escaped] ?? escaped).charCodeAt(0);
  }

  private take(text: string): boolean {
    if (!this.source.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  private next(): string {
    const character = this.source.charAt(this.at);
    if (character === '') this.fail('ends too early');
    this.at += 1;
    return character;
  }

  private fail(what: string): never {
    throw new ConfigurationError(
      `The pattern ${JSON.stringify(this.source.slice(0, 100))} of the response template ${what}.`,
      {
        param: 'responseTemplate',
      },
    );
  }
}
