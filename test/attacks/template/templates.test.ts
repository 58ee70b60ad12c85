import { expect } from 'vitest';

import { UnsupportedError } from '../../../src/base/errors.ts';
import { LIMITS } from '../../../src/prompt/jinja/meter.ts';
import { compileTemplate } from '../../../src/prompt/jinja/template.ts';
import { chatTemplate } from '../../../src/prompt.ts';
import { attacks, failureOf, outcomeOf } from '../support/attack.ts';
import type { Attack } from '../support/attack.ts';
import { chat, clientOf, streamChat } from '../support/upstream.ts';

const MESSAGES = [{ role: 'user' as const, content: 'hi' }];

/** The prompt that a template makes of one message, or the error of ours. */
async function render(template: string): Promise<Awaited<ReturnType<typeof outcomeOf>>> {
  return outcomeOf(async () => (await chatTemplate({ template }))(MESSAGES));
}

const grow = (start: string, step: string) =>
  `{% set ns = namespace(x=${start}) %}{% for i in range(9999) %}{% set ns.x = ${step} %}{% endfor %}{{ ns.x | length }}`;
const repeat = (step: string, of = '') =>
  `${of}{% for i in range(99999) %}{% for j in range(99999) %}${step}{% endfor %}{% endfor %}`;
const long = "{% set x = 'ab ' * 1000000 %}";
const list = '{% set x = range(99999) | list %}';

/** What a stranger's template may do, each in its own way. */
const BOMBS: Readonly<Record<string, string>> = {
  'counts to a billion': '{{ range(1000000000) | length }}',
  'counts backwards without end': '{{ range(1000000000, 0, -1) | list }}',
  'turns in turns': repeat('a'),
  'turns that do nothing': repeat(''),
  'turns that each set a variable': repeat('{% set a = i %}'),
  'turns that each call a macro': repeat('{{ m() }}', '{% macro m() %}{% endmacro %}'),
  'turns that each ask a condition': repeat('{% if i == j and i != j or not i %}{% endif %}'),
  'turns over what a macro calls back':
    '{% macro m() %}{{ caller() }}{% endmacro %}' + repeat('{% call m() %}a{% endcall %}'),
  'doubles a string by adding': grow("'ab'", 'ns.x + ns.x'),
  'doubles a string by joining': grow("'ab'", "[ns.x, ns.x] | join('')"),
  'doubles a string by ~': grow("'ab'", 'ns.x ~ ns.x'),
  'doubles a string by replacing': grow("'aa'", "ns.x | replace('a', 'aa')"),
  'doubles a string by formatting': grow("'ab'", "'%s%s' | format(ns.x, ns.x)"),
  'doubles a string by its own JSON': grow("'\"'", 'ns.x | tojson'),
  'doubles a list': grow('[1, 2]', 'ns.x + ns.x'),
  'nests a list': grow('[]', '[ns.x]'),
  'nests an object': grow('{}', "{'a': ns.x}"),
  'doubles a tree': grow('[]', '[ns.x, ns.x]'),
  'squares a number': grow('9', 'ns.x * ns.x').replace('| length', '+ 0'),
  'raises a number to a power': '{{ 9 ** (9 ** 9) }}',
  'raises numbers again and again': grow('9', 'ns.x ** 9').replace('| length', '+ 0'),
  'reads a number of many digits': "{{ ('9' * 4000000) | int }}",
  'writes a number of many digits': `{{ ${'9'.repeat(100_000)} * ${'9'.repeat(100_000)} }}`,
  'pads a string': "{{ 'a'.rjust(999999999) }}",
  'pads a number': "{{ '%0999999999d' | format(1) }}",
  'writes a number to many places': "{{ '%.999999999f' | format(1.5) }}",
  'repeats a string': "{{ 'ab' * 999999999 }}",
  'repeats a list': '{{ [1] * 999999999 }}',
  'splits a string again and again': repeat("{% set y = x.split(' ') %}", long),
  'joins a list again and again': repeat("{% set y = x | join(',') %}", list),
  'sorts a list again and again': repeat('{% set y = x | sort %}', list),
  'turns a list around again and again': repeat('{% set y = x | reverse | list %}', list),
  'picks from a list again and again': repeat("{% set y = x | select('odd') | list %}", list),
  'maps a list again and again': repeat("{% set y = x | map('string') | list %}", list),
  'leaves out what is twice, again and again': repeat('{% set y = x | unique | list %}', list),
  'slices a list again and again': repeat('{% set y = x[1:] %}', list),
  'adds up a list again and again': repeat('{% set y = x | sum %}', list),
  'finds the most of a list again and again': repeat('{% set y = x | max %}', list),
  'looks for a value in a list again and again': repeat('{% if -1 in x %}{% endif %}', list),
  'looks for a word again and again': repeat("{% if 'q' in x %}{% endif %}", long),
  'counts a letter again and again': repeat("{% set y = x.count('a') %}", "{% set x = 'a' * 16000000 %}"),
  'splits at a letter again and again': repeat("{% set y = x.split('a') %}", "{% set x = 'a' * 1000000 %}"),
  'compares long strings': repeat("{% if x == x ~ 'a' %}{% endif %}", long),
  'compares long lists': repeat('{% if x == x + [1] %}{% endif %}', list),
  'counts words again and again': repeat('{% set y = x | wordcount %}', long),
  'strips a string again and again': repeat('{% set y = x.strip() %}', long),
  'writes a string large again and again': repeat('{% set y = x | upper %}', long),
  'escapes a string again and again': repeat('{% set y = x | e %}', long),
  'writes JSON again and again': repeat('{% set y = x | tojson %}', list),
  'indents lines': "{{ ('\\n' * 1000000) | indent(1000) }}",
  'cuts lines': "{{ ('ab ' * 1000000) | wordwrap(1) }}",
  'writes without end': "{% for i in range(99999) %}{{ 'a' * 9999 }}{% endfor %}",
  'writes a block without end': "{% set x %}{% for i in range(99999) %}{{ 'a' * 9999 }}{% endfor %}{% endset %}{{ x }}",
  'calls itself': '{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}',
  'calls itself twice': '{% macro m(n) %}{% if n %}{{ m(n - 1) ~ m(n - 1) }}{% endif %}{% endmacro %}{{ m(99) }}',
  'calls another that calls it':
    '{% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}{{ a() }}{% endmacro %}{{ a() }}',
  'turns into itself': '{% for x in [[1]] recursive %}{{ loop([[1]]) }}{% endfor %}',
  'holds itself': '{% set ns = namespace() %}{% set ns.x = [ns] %}{{ ns.x }}{{ ns }}',
  'makes a table without end':
    '{% set ns = namespace(x={}) %}{% for i in range(99999) %}{% set ns.x = dict(ns.x, **{i | string: i}) %}{% endfor %}',
  'asks for the time without end': repeat("{% set y = strftime_now('%Y' * 1000) %}"),
};

attacks(
  'a template that',
  Object.entries(BOMBS).map(([name, source]): Attack => ({
    name,
    megabytes: 512,
    run: async () => {
      const { error, value } = await render(source);

      // What ends within its limits may write what it likes, so far as that is short.
      if (error === undefined) return expect(String(value).length).toBeLessThanOrEqual(LIMITS.text);
      expect(['UnsupportedError', 'ConfigurationError']).toContain(error.name);
      expect(error.message.length).toBeLessThan(500);
      return undefined;
    },
  })),
);

/** Sources that grow, and what they are made of. */
const SOURCES: [what: string, size: number, source: (size: number) => string][] = [
  ['text', 200_000, (size) => 'a'.repeat(size)],
  ['comments', 20_000, (size) => '{# a #}'.repeat(size)],
  ['a comment that never ends', 200_000, (size) => `{#${'a'.repeat(size)}`],
  ['begins of comments', 50_000, (size) => '{#'.repeat(size)],
  ['begins of tags', 50_000, (size) => '{%'.repeat(size)],
  ['begins of raw blocks', 20_000, (size) => '{% raw %}'.repeat(size)],
  ['raw blocks', 10_000, (size) => '{% raw %}a{% endraw %}'.repeat(size)],
  ['braces', 200_000, (size) => '{ '.repeat(size)],
  ['spaces before tags', 20_000, (size) => `${' '.repeat(size)}{{- 1 -}}${' '.repeat(size)}`],
  ['lines of spaces before tags', 20_000, (size) => `${' \n'.repeat(size)}{%- if 1 %}{% endif -%}`],
  ['brackets', 5000, (size) => `{{ ${'['.repeat(size)}`],
  ['calls', 5000, (size) => `{{ a${'()'.repeat(size)} }}`],
  ['members', 10_000, (size) => `{{ a${'.b'.repeat(size)} }}`],
  ['filters', 5000, (size) => `{{ 'a'${' | trim'.repeat(size)} }}`],
  ['a filter of a long name', 100_000, (size) => `{{ 1 | ${'a'.repeat(size)} }}`],
  ['a name of a long name', 100_000, (size) => `{{ ${'a'.repeat(size)} }}`],
  ['a tag of a long name', 100_000, (size) => `{% ${'a'.repeat(size)} %}`],
  ['a string that never ends', 200_000, (size) => `{{ '${'a'.repeat(size)}`],
  ['a string of escapes', 50_000, (size) => `{{ '${'\\n'.repeat(size)}' | length }}`],
  ['a number of many digits', 20_000, (size) => `{{ ${'9'.repeat(size)} | string | length }}`],
  ['conditions', 3000, (size) => `${'{% if 0 %}'.repeat(size)}`],
  ['macros', 5000, (size) => '{% macro m() %}{% endmacro %}'.repeat(size)],
  [
    'arguments',
    5000,
    (size) => `{{ dict(${Array.from({ length: size }, (_, index) => `a${index}=1`).join()}) | length }}`,
  ],
  [
    'parameters of a macro',
    5000,
    (size) => `{% macro m(${Array.from({ length: size }, (_, index) => `a${index}`).join()}) %}{% endmacro %}{{ m() }}`,
  ],
  [
    'members of an object',
    5000,
    (size) => `{{ {${Array.from({ length: size }, (_, index) => `'a${index}': 1`).join()}} | length }}`,
  ],
  ['signs', 5000, (size) => `{{ ${'- '.repeat(size)}1 }}`],
  ['comparisons', 5000, (size) => `{{ 1${' < 2'.repeat(size)} }}`],
  ['quotes behind what looks like the arguments of a call', 20_000, (size) => `+arguments${"'".repeat(size)}|`],
  ['spaces behind what looks like the arguments of a call', 50_000, (size) => `+arguments${' '.repeat(size)}x`],
  ['what looks like the arguments of a call', 20_000, (size) => '+ arguments'.repeat(size)],
  ['markers of families', 20_000, (size) => '<|im_start|>'.repeat(size)],
];

attacks(
  'the source of a template of',
  SOURCES.map(([name, size, source]): Attack => ({
    name,
    size,
    run: async (count) => {
      const { error } = await render(source(count));

      expect(error?.message.length ?? 0).toBeLessThan(500);
    },
  })),
);

attacks('the steps of a template', [
  {
    name: 'that take longer than `totalTimeout` leave nothing to be sent',
    run: async () => {
      let asked = 0;
      const client = clientOf(() => ((asked += 1), Response.json([{ generated_text: 'a' }])), {
        totalTimeout: 10,
        promptBuilder: () => {
          const start = performance.now();
          while (performance.now() < start + 20);
          return 'a';
        },
      });
      const calls = [() => chat(client), () => client.responses.create({ input: 'a' }), () => streamChat(client)];

      for (const call of calls) expect(await failureOf(call)).toMatchObject({ code: 'total_timeout' });
      expect(asked).toBe(0);
    },
  },
  {
    name: 'are counted, and twice as many turns take twice as many',
    run: () => {
      const steps = (turns: number) =>
        compileTemplate(`{% for i in range(${turns}) %}{{ i }}{% endfor %}`).render({}).steps;

      expect(steps(20_000)).toBeLessThan(2.1 * steps(10_000));
      expect(() => steps(99_999)).toThrow(`${LIMITS.steps} steps`);
    },
  },
  {
    name: 'are counted for what filters read and write',
    run: () => {
      const steps = (source: string) => compileTemplate(source).render({}).steps;

      expect(steps("{{ ('a' * 4000000) | upper | length }}")).toBeGreaterThan(4_000_000 / 1024);
      expect(steps('{{ range(90000) | list | length }}')).toBeGreaterThan(90_000 / 32);
    },
  },
  {
    name: 'beyond the limit are an UnsupportedError of the messages',
    run: async () => {
      const { error } = await render(repeat(''));

      expect(error).toBeInstanceOf(UnsupportedError);
      expect(error).toMatchObject({ param: 'messages', message: expect.stringContaining('steps') });
    },
  },
]);
