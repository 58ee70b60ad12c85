import { describe, expect, test } from 'vitest';

import { compileTemplate } from '../../../../src/prompt/jinja/template.ts';

const render = (source: string, variables: Readonly<Record<string, unknown>> = {}): string =>
  compileTemplate(source, () => new Date(2026, 10, 29, 14, 5, 9)).render(variables).text;

describe('a template', () => {
  test.each([
    // @huggingface/jinja 0.5.11 drops what a turn wrote before `continue` and `break`.
    ['{% for i in [1, 2] %}a{{ i }}{% continue %}b{% endfor %}', 'a1a2'],
    ['{% for i in [1, 2] %}a{{ i }}{% break %}b{% endfor %}', 'a1'],
    ['{% for i in [1] %}{% continue %}{% else %}else{% endfor %}', 'else'],
    ["{{ ['C', none, true, 1.0, 'it\\'s'] }}", `['C', None, True, 1.0, "it's"]`],
    ["{{ {'a': [1.5, {}]} }}", "{'a': [1.5, {}]}"],
    ['{{ none }}{{ none | string }}{{ [none] | upper }}', 'NoneNone[NONE]'],
    ['{{ 1.0 | tojson }} {{ 1e16 }} {{ 0.00001 }}', '1.0 1e+16 1e-05'],
    ["{{ 1 + 2 ~ 'x' if false else (1 + 2) ~ 'x' }}", '3x'],
    ['{{ 1 < 2 < 3 }} {{ 3 > 2 > 2 }} {{ -7 // 2 }} {{ -7 % 3 }}', 'True False -4 2'],
    // What a loop sets is gone with its turn, and a macro does not see the names of who calls it.
    ['{% set x = 0 %}{% for i in [1, 2] %}{{ x }}{% set x = i %}{% endfor %}{{ x }}', '000'],
    ['{% macro m() %}[{{ i }}]{% endmacro %}{% for i in [1] %}{{ m() }}{% endfor %}', '[]'],
    ['a  {% generation %}b {% set x = 1 %}{% endgeneration %}{{ x }}c', 'a  b c'],
    ["{{ strftime_now('%d %b %Y, %H:%M') }}", '29 Nov 2026, 14:05'],
    ["{{ 'a😀b' | length }}{{ 'a😀b'[1] }}{{ 'a😀b'[::-1] }}", '3😀b😀a'],
  ])('renders as Python does: %s', (source, text) => {
    expect(render(source)).toBe(text);
  });

  test.each([
    ['\n{{ x | xmlattr }}', 'Line 2 uses the filter "xmlattr", which is not known here.'],
    ['\n\n{{ x is escaped }}', 'Line 3 uses the test "escaped", which is not known here.'],
    ["{% include 'x' %}", 'Line 1 uses the tag "include", which is not known here.'],
    ['{{ lipsum(3) }}', 'Line 1 uses the function "lipsum", which is not known here.'],
    ['a\n{% do x %}', 'Line 2 has an unknown tag "do".'],
    ['{{ 12345678901234567890 }}', 'Line 1 has the number 12345678901234567890, which is beyond 2^53.'],
    ['\n{% if x %}', 'Line 2: expected {% elif %} or {% else %} or {% endif %}, found the end of the template.'],
    ['{{ [1 2] }}', 'Line 1: expected ",", found "2".'],
    ['{% break %}', 'Line 1 has a break outside a loop.'],
    ['{{ "a }}', 'The string of line 1 has no end.'],
  ])('is refused when it is read, by name and line: %s', (source, message) => {
    expect(() => compileTemplate(source)).toThrow(message);
  });

  test.each([
    ['{{ x.y.z }}', '"x" is undefined.'],
    ["{{ 'a' + 1 }}", '`+` cannot join str and int.'],
    ["{{ raise_exception('No.') }}", 'No.'],
    ['{{ range }}', 'The template writes a function as text, whose form is Python’s own.'],
    ["{{ ('a' | safe) + 'b' }}", 'The template uses `+` on text that is marked as safe, which is not done here.'],
    ["{{ 'a'.encode() }}", 'The template uses "encode" of a str, which is not done here.'],
    ["{{ strftime_now('%c') }}", 'The template writes the date by "%c", which is not done here.'],
    ['{{ 9007199254740991 + 1 }}', 'The template calculates with a number beyond 2^53, which is not done here.'],
  ])('is refused when it is rendered, rather than rendered wrong: %s', (source, message) => {
    expect(() => render(source)).toThrow(message);
  });

  test('is refused values that are no data', () => {
    expect(() => render('{{ x }}', { x: () => 1 })).toThrow('A template is given a function');
    expect(() => render('{{ x }}', { x: Symbol('x') })).toThrow('A template is given a symbol');
  });

  test('is refused a value that holds itself', () => {
    const loop: unknown[] = [];
    loop.push(loop);

    expect(() => render('{{ x }}', { x: loop })).toThrow('200 lists inside each other');
  });
});
