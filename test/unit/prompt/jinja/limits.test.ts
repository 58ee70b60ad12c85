import { describe, expect, test } from 'vitest';

import { TemplateUnsupportedError } from '../../../../src/prompt/jinja/errors.ts';
import { compileTemplate } from '../../../../src/prompt/jinja/template.ts';

const DOUBLING =
  '{% set ns = namespace(x=START) %}{% for i in range(60) %}{% set ns.x = ns.x + ns.x %}{% endfor %}{{ ns.x | length }}';
const NESTED = '{% for a in range(9999) %}{% for b in range(9999) %}{{ a }}{% endfor %}{% endfor %}';

/** Templates of strangers, and the limit that each goes beyond. */
const BOMBS: readonly (readonly [string, string])[] = [
  ['{{ range(1000000000) | list }}', 'a range of 100000 values'],
  ['{{ range(-1000000000, 1) | length }}', 'a range of 100000 values'],
  [NESTED, '200000 steps'],
  [NESTED.replace('{{ a }}', ''), '200000 steps'],
  [DOUBLING.replace('START', "'ab'"), 'a string of 16777216 characters'],
  [DOUBLING.replace('START', '[1, 2]'), 'a list of 1048576 values'],
  [DOUBLING.replace('START', '(1, 2)'), 'a list of 1048576 values'],
  ["{{ 'a' * 999999999 }}", 'a string of 16777216 characters'],
  ['{{ [0] * 999999999 }}', 'a list of 1048576 values'],
  ["{{ 'a'.center(999999999) }}", 'a string of 16777216 characters'],
  ["{{ '7'.zfill(999999999) }}", 'a string of 16777216 characters'],
  ["{{ ('a' * 4000000).replace('a', 'bbbbbbbb') }}", 'a string of 16777216 characters'],
  ["{{ ('a' * 4000000) | replace('', 'bbbbbbbb') }}", 'a list of 1048576 values'],
  ["{{ ('a,' * 4000000).split(',') }}", 'a list of 1048576 values'],
  ["{{ ('a ' * 4000000).split() }}", 'a list of 1048576 values'],
  ["{{ ('a' * 4000000) | list }}", 'a list of 1048576 values'],
  ["{{ ('a' * 9000) | list | join('b' * 9000) }}", 'a string of 16777216 characters'],
  ["{{ ('{0}' * 9000).format('a' * 9000) }}", 'a string of 16777216 characters'],
  ["{{ ('\n' * 200000) | indent(999) }}", 'a string of 16777216 characters'],
  ["{% for i in range(99999) %}{{ 'a' * 4096 }}{% endfor %}", 'an output of 16777216 characters'],
  [
    "{% set x = 'a' * 16000000 %}{% for i in range(99999) %}{% if x + 'b' == x %}{% endif %}{% endfor %}",
    '200000 steps',
  ],
  ["{% set x = 'a' * 16000000 %}{% for i in range(99999) %}{% if 'b' in x %}{% endif %}{% endfor %}", '200000 steps'],
  ['{% set x = range(99999) | list %}{% for i in x %}{% if -1 in x %}{% endif %}{% endfor %}', '200000 steps'],
  [
    '{% set ns = namespace(x=[]) %}{% for i in range(99) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}{{ ns.x }}',
    '200000 steps',
  ],
  [
    '{% set ns = namespace(x=1) %}{% for i in range(999) %}{% set ns.x = [ns.x] %}{% endfor %}{{ ns.x }}',
    '200 lists inside each other',
  ],
  [
    '{% set ns = namespace(x=1) %}{% for i in range(999) %}{% set ns.x = [ns.x] %}{% endfor %}{{ ns.x | tojson }}',
    '200 lists inside each other',
  ],
  ['{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}', '100 calls inside each other'],
  ['{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}', '100 calls inside each other'],
  ['{% macro m(n) %}{% if n > 0 %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(90) }}', '200000 steps'],
  ['{% for x in [[]] recursive %}{{ loop([[]]) }}{% endfor %}', '100 calls inside each other'],
  [`{{ ${'('.repeat(5000)}1${')'.repeat(5000)} }}`, '200 brackets inside each other'],
  [`{{ ${'not '.repeat(5000)}1 }}`, '200 blocks or brackets inside each other'],
  [`{{ ${'-'.repeat(5000)}1 }}`, '200 blocks or brackets inside each other'],
  [`{{ ${'1 if 1 else '.repeat(5000)}1 }}`, '200 blocks or brackets inside each other'],
  ['{% if 1 %}'.repeat(5000), '200 blocks or brackets inside each other'],
  ['a'.repeat(5_000_000), 'a source of 1048576 characters'],
];

describe('a template of a stranger', () => {
  test.each(BOMBS.map(([source, limit]) => [source.slice(0, 80), limit, source]))(
    '%s: refused by the limit of %s',
    (_, limit = '', source = '') => {
      const render = (): unknown => compileTemplate(source).render({});

      expect(render).toThrow(TemplateUnsupportedError);
      expect(render).toThrow(limit);
    },
  );

  test.each([
    ['sums', (length: number) => `{{ 1${' + 1'.repeat(length)} }}`],
    ['texts', (length: number) => `{{ 'a'${" ~ 'a'".repeat(length)} }}`],
    ['attributes', (length: number) => `{{ {}${'.get'.repeat(1)}${" | default('')".repeat(length)} is defined }}`],
    ['branches', (length: number) => `{% if 0 %}${'{% elif 0 %}a'.repeat(length)}{% endif %}`],
    ['comparisons', (length: number) => `{{ 1${' < 2'.repeat(length)} }}`],
    ['strings', (length: number) => `{{ ${"'a' ".repeat(length)} }}`],
  ])('may have long chains, which take no more of the stack: %s', (_, source) => {
    expect(() => compileTemplate(source(20_000)).render({})).not.toThrow(RangeError);
  });
});

/** Of the usual kind: a system message, turns, and what is asked for. */
const USUAL =
  "{% for message in messages %}{% if message['role'] == 'user' %}{{ '<user>' + message['content'] | trim + '</s>' }}" +
  "{% elif message['role'] == 'assistant' %}{{ '<assistant>' + message['content'] + eos_token }}{% endif %}{% endfor %}" +
  '{% if add_generation_prompt %}<assistant>{% endif %}';

function conversation(length: number): Record<string, unknown> {
  const messages = Array.from({ length }, (_, index) => ({
    role: index % 2 === 0 ? 'user' : 'assistant',
    content: 'Hi',
  }));
  return { messages, eos_token: '</s>', add_generation_prompt: true };
}

describe('the steps of a template', () => {
  const steps = (length: number): number => compileTemplate(USUAL).render({ ...conversation(length) }).steps;

  test('are few for each message', () => {
    expect((steps(200) - steps(100)) / 100).toBeLessThan(50);
  });

  test('grow as the conversation does', () => {
    expect(steps(2000)).toBeLessThan(2.1 * steps(1000));
  });

  test('may be more where there are more messages', () => {
    const source = '{% for i in range(99999) %}{% set x = i %}{% endfor %}';

    expect(() => compileTemplate(source).render(conversation(1))).toThrow('201000 steps');
    expect(() => compileTemplate(source).render(conversation(400))).not.toThrow();
  });

  test('are the same at every rendering', () => {
    expect(steps(10)).toBe(steps(10));
  });
});
