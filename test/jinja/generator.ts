/** Makes random templates of the constructs that chat templates use, the same for the same seed. */

import { createChance } from '../support/fuzz.ts';

/** What the templates find, as JSON text: Python tells 2.0 from 2, and keeps the order of all keys. */
export const VARIABLES = JSON.stringify({
  text: 'Grüße, World',
  blank: '  a b\n c  ',
  empty: '',
  emoji: 'a😀b',
  quote: 'it\'s "q"\n',
  n: 7,
  zero: 0,
  flag: true,
  nothing: null,
  words: ['b', 'A', 'c', 'a'],
  numbers: [3, 1, 2],
  tool: {
    name: 'get',
    parameters: { type: 'object', properties: { b: { enum: ['C', 'F'] }, a: { type: ['x', null] } } },
  },
  messages: [
    { role: 'system', content: 'Be kind.' },
    { role: 'user', content: ' Hi <think>x</think> ' },
    { role: 'assistant', content: 'Yes\n', tool_calls: [{ name: 'f', arguments: { z: 1, y: [true, null] } }] },
  ],
}).replace(
  '"zero"',
  '"half":1.5,"two":2.0,"mixed":[1,2.0,"x",null,true,{"k":[]}],"keyed":{"10":1,"2":"b","a":null},"zero"',
);

type Make = (random: Random, depth: number) => string;

class Random {
  readonly below: (limit: number) => number;

  constructor(seed: number) {
    this.below = createChance(seed);
  }

  of<Item>(items: readonly Item[]): Item {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new RangeError('There is nothing to choose from.');
    return item;
  }

  text(depth: number): string {
    return this.of(depth <= 0 ? TEXTS : [...TEXTS, ...DEEP_TEXTS])(this, depth - 1);
  }

  number(depth: number): string {
    return this.of(depth <= 0 ? NUMBERS : [...NUMBERS, ...DEEP_NUMBERS])(this, depth - 1);
  }

  list(depth: number): string {
    return this.of(depth <= 0 ? LISTS : [...LISTS, ...DEEP_LISTS])(this, depth - 1);
  }

  truth(depth: number): string {
    return this.of(depth <= 0 ? TRUTHS : [...TRUTHS, ...DEEP_TRUTHS])(this, depth - 1);
  }

  any(depth: number): string {
    return this.of([
      () => this.text(depth),
      () => this.number(depth),
      () => this.list(depth),
      () => this.truth(depth),
      () =>
        this.of(['nothing', 'missing', 'keyed', 'tool', 'mixed', 'half', 'two', 'messages[0]', 'none', "missing['a']"]),
      () => `(${this.any(depth - 1)} if ${this.truth(depth - 1)} else ${this.any(depth - 1)})`,
      () => `(${this.any(depth - 1)} ${this.of(['and', 'or'])} ${this.any(depth - 1)})`,
      () =>
        `${this.of(['keyed', 'tool', 'tool.parameters', '{}'])}${this.of(['.a', "['2']", '.get("10")', '.get("q", 1)', '.name'])}`,
    ])();
  }

  statements(depth: number): string {
    return Array.from({ length: 1 + this.below(3) }, () => this.statement(depth)).join('');
  }

  statement(depth: number): string {
    return this.of(depth <= 0 ? STATEMENTS : [...STATEMENTS, ...DEEP_STATEMENTS])(this, depth - 1);
  }
}

const name = (random: Random): string => random.of(['x', 'y', 'z']);
const open = (random: Random): string => random.of(['{%', '{%', '{%-', '{%+']);
const close = (random: Random): string => random.of(['%}', '%}', '-%}', '+%}']);
const tag = (random: Random, inner: string): string => `${open(random)} ${inner} ${close(random)}`;
const literal = (random: Random): string => random.of(["'a'", '"b c"', "''", "'\\n'", "'é'", "'it\\'s'", "' A b '"]);

const TEXTS: readonly Make[] = [
  literal,
  (random) => random.of(['text', 'blank', 'empty', 'emoji', 'quote', 'messages[1].content', "messages[2]['role']"]),
  (random) => random.of(['tool.name', 'words[0]', 'messages[-1].role']),
];

const DEEP_TEXTS: readonly Make[] = [
  (random, depth) => `(${random.text(depth)} + ${random.text(depth)})`,
  (random, depth) => `(${random.any(depth)} ~ ${random.any(depth)})`,
  (random, depth) =>
    `(${random.text(depth)})${random.of(['[1:]', '[:2]', '[::-1]', '[-2:]', '[1:3:2]', '[0]', '[:-1]'])}`,
  (random, depth) =>
    `(${random.text(depth)}).${random.of(['strip()', 'upper()', 'lower()', 'title()', 'lstrip()', "rstrip('\\n')", 'capitalize()', "replace('a', 'bb')", "replace('', '-')", "replace('b', '', 1)", "split('>')[-1]", "removeprefix('a')", "center(9, '*')", 'ljust(5)', 'zfill(6)', 'join(words)'])}`,
  (random, depth) =>
    `(${random.any(depth)}) | ${random.of(['string', 'trim', 'upper', 'lower', 'title', 'capitalize', "replace('a', 'b')"])}`,
  (random, depth) =>
    `(${random.any(depth)}) | tojson${random.of(['', '', '(indent=2)', '(ensure_ascii=true)', '(sort_keys=true)', "(separators=(',', ':'))"])}`,
  (random, depth) => `(${random.text(depth)}) | indent(${random.of(['', '2', '2, true', 'blank=true', "'> '"])})`,
  (random, depth) => `(${random.list(depth)}) | join(${random.of(['', "', '", "'\\n'"])})`,
  (random, depth) => `('%s|%r|%5d' % (${random.any(depth)}, ${random.any(depth)}, ${random.number(depth)}))`,
  (random, depth) => `('{}-{0}'.replace('{0}', '{}').format(${random.any(depth)}, ${random.any(depth)}))`,
  (random, depth) => `m(${random.any(depth)}${random.of(['', `, ${random.any(depth)}`, `, b=${random.any(depth)}`])})`,
];

const NUMBERS: readonly Make[] = [
  (random) => random.of(['0', '1', '-3', '2.5', '1e3', '10', 'n', 'half', 'two', 'zero', 'true', '0.1']),
  (random) => random.of(['numbers[0]', 'text | length', 'words | count', 'keyed | length']),
];

const DEEP_NUMBERS: readonly Make[] = [
  (random, depth) => `(${random.number(depth)} ${random.of(['+', '-', '*', '/', '//', '%'])} ${random.number(depth)})`,
  (random, depth) =>
    `(${random.number(depth)} ${random.of(['+', '-', '*', '~'])} ${random.number(depth)} ${random.of(['+', '~', '%'])} ${random.number(depth)})`,
  (random, depth) => `(-${random.number(depth)})`,
  (random, depth) => `(${random.any(depth)}) | ${random.of(['length', 'int', 'float', 'int(9)'])}`,
  (random, depth) =>
    `(${random.number(depth)}) | ${random.of(['abs', 'round', 'round(1)', 'int', 'float', "round(1, 'floor')"])}`,
  (random, depth) => `(${random.list(depth)}) | ${random.of(['sum', 'max', 'min', 'first', 'last'])}`,
  (random, depth) => `(${random.text(depth)}).${random.of(["find('a')", "count('a')", "rfind('b')"])}`,
];

const LISTS: readonly Make[] = [
  (random) =>
    random.of(['words', 'numbers', 'mixed', '[]', "['a', 'B', 'a']", '(1, 2)', '(1,)', 'range(3)', 'range(5, 1, -2)']),
  (random) => random.of(['keyed.items()', 'keyed.keys()', 'tool.values()', 'keyed | dictsort', 'messages', 'keyed']),
];

const DEEP_LISTS: readonly Make[] = [
  (random, depth) => `[${random.any(depth)}, ${random.any(depth)}]`,
  (random, depth) => `(${random.list(depth)} + ${random.list(depth)})`,
  (random, depth) => `(${random.list(depth)})${random.of(['[1:]', '[:-1]', '[::-1]', '[::2]'])}`,
  (random, depth) =>
    `(${random.list(depth)}) | ${random.of(['list', 'sort', 'unique | list', 'reverse | list', 'sort(reverse=true)', "map('string') | list", "map('upper') | list", 'select | list', "select('string') | list", "reject('none') | list", "select('ne', 1) | list"])}`,
  (random) =>
    `messages | ${random.of(["map(attribute='role') | list", "selectattr('role', 'equalto', 'user') | list", "rejectattr('tool_calls', 'defined') | list", "map(attribute='tool_calls', default=[]) | list", "selectattr('tool_calls') | list", "sort(attribute='role')"])}`,
  (random, depth) =>
    `(${random.text(depth)}).${random.of(['split()', "split('a')", "split('a', 1)", "rsplit('b', 1)", 'splitlines()', "partition(' ')"])}`,
];

const TRUTHS: readonly Make[] = [
  (random) => random.of(['true', 'false', 'flag', 'not flag', 'missing is defined', 'nothing is none', "'a' in text"]),
  (random) => random.of(["'b' in words", "'a' in keyed", 'n is odd', 'n is divisibleby 7', 'tool is mapping']),
];

const DEEP_TRUTHS: readonly Make[] = [
  (random, depth) => `(${random.any(depth)} ${random.of(['==', '!=', 'in', 'not in'])} ${random.any(depth)})`,
  (random, depth) =>
    `(${random.number(depth)} ${random.of(['<', '<=', '>', '>='])} ${random.number(depth)} ${random.of(['', '< 5', '== 1'])})`,
  (random, depth) => `not ${random.truth(depth)}`,
  (random, depth) =>
    `(${random.any(depth)}) is ${random.of(['', 'not '])}${random.of(['defined', 'none', 'string', 'number', 'mapping', 'iterable', 'sequence', 'boolean', 'integer', 'float', 'true', 'false', 'undefined', 'callable', 'eq 1', "in ['a', 1]", 'equalto(1)'])}`,
  (random, depth) =>
    `(${random.text(depth)}).${random.of(["startswith('a')", "endswith(('b', ' '))", 'isdigit()', 'isupper()', 'isalpha()', 'isspace()'])}`,
];

const STATEMENTS: readonly Make[] = [
  (random) => random.of(['\n', '  ', 'text ', '\n    ', 'a\n', ' {', '%} ', '\t']),
  (random) => `${random.of(['{{', '{{-'])} ${random.any(2)} ${random.of(['}}', '-}}'])}`,
  (random) => `{{ ${random.any(3)} }}`,
  (random) => tag(random, `set ${name(random)} = ${random.any(2)}`),
  (random) => tag(random, `set ns.v = ${random.any(2)}`),
  (random) => `{{ ${random.of(['x', 'y', 'z', 'ns.v', 'loop.index', 'item', 'loop.last'])} }}`,
  (random) => random.of(['{# note #}', '{#- note -#}', '   {# note #}\n']),
];

const DEEP_STATEMENTS: readonly Make[] = [
  (random, depth) =>
    `${tag(random, `for item in ${random.list(1)}${random.of(['', '', ` if ${random.truth(1)}`, ' if item'])}`)}${random.statements(depth)}` +
    `${random.of(['', '{% if loop.first %}{% continue %}{% endif %}', '{% if loop.index > 1 %}{% break %}{% endif %}', '{{ item }}{{ loop.index0 }}{{ loop.revindex }}{{ loop.length }}'])}` +
    `${random.of(['', `{% else %}${random.statements(depth)}`])}${tag(random, 'endfor')}`,
  (random, depth) =>
    `{% for key, value in ${random.of(['keyed.items()', 'tool | dictsort', 'tool.parameters.properties | items', '[[1, 2]]'])} %}{{ key }}={{ value }};${random.statements(depth)}{% endfor %}`,
  (random, depth) =>
    `${tag(random, `if ${random.truth(2)}`)}${random.statements(depth)}` +
    `${random.of(['', `${tag(random, `elif ${random.truth(1)}`)}${random.statements(depth)}`])}` +
    `${random.of(['', `${tag(random, 'else')}${random.statements(depth)}`])}${tag(random, 'endif')}`,
  (random, depth) =>
    `${tag(random, `set ${name(random)}${random.of(['', ' | trim', ' | upper'])}`)}${random.statements(depth)}{% endset %}`,
  (random, depth) =>
    `{% filter ${random.of(['upper', 'trim', "replace('a', 'o')", 'indent(2)'])} %}${random.statements(depth)}{% endfilter %}`,
  (random, depth) => `{% with x = ${random.any(1)}, y = ${random.any(1)} %}${random.statements(depth)}{% endwith %}`,
  (random, depth) => `${tag(random, 'generation')}${random.statements(depth)}${tag(random, 'endgeneration')}`,
  (random, depth) => `{% call m(${random.any(1)}) %}${random.statements(depth)}{% endcall %}`,
  (random, depth) => `{% macro k(a) %}{{ a }}${random.statements(depth)}{% endmacro %}{{ k(${random.any(1)}) }}`,
];

/** The template of a seed. */
export function randomTemplate(seed: number): string {
  const random = new Random(seed);
  const head =
    "{%- set ns = namespace(v=0) -%}{%- macro m(a, b='d') -%}<{{ a }}|{{ b }}{% if caller %}{{ caller() }}{% endif %}>{%- endmacro -%}";
  return head + random.statements(3);
}
