/** Expressions beyond what the families use: texts of several scripts, searches within bounds, slices, patterns and numbers. */

const TEXTS = [
  '"中文abc"',
  '"ΑΣ ΑΣ"',
  '"ǆa"',
  '"ﬁn"',
  '"ßa"',
  '"აბგ"',
  '"ªº"',
  '"Ⅷⅷ"',
  '"i̇İ"',
  '"they\'re bill\'s x-y_z"',
  '"a(b [c {d <e"',
  '"\\u00a0x\\u00a0"',
  '"\\x1cx\\x1f"',
  '"a\\u0085b\\u2028c"',
  '"Ünï CÖDE"',
  '"😀a"',
  '"a,b,,c"',
  '" x "',
  '""',
];

const ON_TEXTS = [
  ...['title', 'capitalize', 'upper', 'lower', 'isupper', 'islower', 'isalpha', 'isspace', 'strip', 'split'].map(
    (method) => `TEXT.${method}()`,
  ),
  ...['find("a", 1)', 'find("a", -2)', 'find("", 99)', 'find("", 1, 0)', 'rfind("a", 0, -1)', 'index("a", 0)'].map(
    (call) => `TEXT.${call}`,
  ),
  ...['count("a", 1)', 'count("", 1, 2)', 'startswith("a", 1)', 'startswith("", 99)', 'endswith(("a", "b"), 0, 2)'].map(
    (call) => `TEXT.${call}`,
  ),
  ...['title', 'capitalize', 'upper', 'length', 'reverse', 'tojson', 'list', 'sort', 'unique | list', 'indent(2)'].map(
    (filter) => `TEXT | ${filter}`,
  ),
  'TEXT is upper',
  'TEXT is lower',
  'TEXT[1]',
  'TEXT[::-1]',
  'TEXT[-1:]',
  'TEXT > "a"',
  '"%s|%r" % (TEXT, TEXT)',
  '"{}{!r:>12}".format(TEXT, TEXT)',
];

const VALUES = ['5', '1.5', 'none', 'true', 'missing', '{"a": 1}', 'range(5)', '[1, 2, 3]', '(1, 2)', '"abc"', 'tool'];

const ON_VALUES = [
  ...['[1:]', '[:missing]', '["a":]', '[::0]', '[true:]', '[:-1]', '[-9:2]', '[::-2]', '[5:0:-2]'].map(
    (slice) => `messages and (VALUE or VALUE)${slice}`,
  ),
  ...['%s', 'x', '%s%s', '%d', '%r', '%5.1f', '%-6s|', '%%'].map((pattern) => `"${pattern}" % (VALUE)`),
  '"x" ~ VALUE ~ none ~ true ~ [1.0, "a"]',
  'VALUE | tojson(indent=1)',
  'VALUE | tojson(separators=(",", ":"), sort_keys=true)',
  'VALUE | default("d", true)',
  '(VALUE) | string | length',
  '1 < (VALUE) <= 5',
  '("yes" if VALUE)',
  'namespace(a=VALUE).a',
  'dict(a=VALUE)',
];

function over(name: string, values: readonly string[], expressions: readonly string[]): string[] {
  return expressions.flatMap((expression) => values.map((value) => `{{ ${expression.replaceAll(name, value)} }}`));
}

/** The templates, each of one expression. */
export const EXPRESSIONS: readonly string[] = [...over('TEXT', TEXTS, ON_TEXTS), ...over('VALUE', VALUES, ON_VALUES)];
