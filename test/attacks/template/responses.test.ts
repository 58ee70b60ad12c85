import { expect } from 'vitest';

import { ResponseReader, parseResponse, responseTemplates } from '../../../src/prompt.ts';
import { attacks, failureOf } from '../support/attack.ts';
import type { Attack } from '../support/attack.ts';

const tools = [
  {
    type: 'function',
    function: {
      name: 'f',
      parameters: { type: 'object', properties: { a: { type: ['integer', 'number', 'array', 'object'] } } },
    },
  },
];

/** What a model writes, or is made to write, by the template that reads it. */
const TEXTS: [what: string, template: keyof typeof responseTemplates, size: number, text: (size: number) => string][] =
  [
    ['a call that never ends', 'qwen', 100_000, (size) => `<tool_call>{"name":"${'f'.repeat(size)}`],
    ['calls that begin again and again', 'qwen', 10_000, (size) => '<tool_call>'.repeat(size)],
    ['calls that end again and again', 'qwen', 10_000, (size) => '</tool_call>'.repeat(size)],
    ['calls without end', 'qwen', 2000, (size) => '<tool_call>{"name":"f","arguments":{}}</tool_call>'.repeat(size)],
    [
      'a call whose arguments are deep',
      'qwen',
      20_000,
      (size) => `<tool_call>{"name":"f","arguments":{"a":${'['.repeat(size)}${']'.repeat(size)}}}</tool_call>`,
    ],
    ['thoughts that begin again and again', 'qwen', 10_000, (size) => '<think>'.repeat(size)],
    ['thoughts that never end', 'qwen', 200_000, (size) => `<think>${'a '.repeat(size)}`],
    ['beginnings of markers', 'qwen', 50_000, (size) => '<'.repeat(size)],
    ['beginnings of longer markers', 'qwen', 20_000, (size) => '<tool_cal'.repeat(size)],
    ['spaces behind a marker', 'qwen3_coder', 50_000, (size) => `<tool_call>${' '.repeat(size)}`],
    [
      'a parameter that is almost a number',
      'qwen3_coder',
      20_000,
      (size) =>
        `<tool_call>\n<function=f>\n<parameter=a>\n${'1'.repeat(size)}x\n</parameter>\n</function>\n</tool_call>`,
    ],
    [
      'a parameter that is almost a list',
      'qwen3_coder',
      20_000,
      (size) =>
        `<tool_call>\n<function=f>\n<parameter=a>\n${'['.repeat(size)}\n</parameter>\n</function>\n</tool_call>`,
    ],
    [
      'parameters that begin again and again',
      'qwen3_coder',
      2000,
      (size) => `<tool_call>\n<function=f>\n${'<parameter=a>\n'.repeat(size)}</function>\n</tool_call>`,
    ],
    [
      'parameters without end',
      'qwen3_coder',
      500,
      (size) =>
        `<tool_call>\n<function=f>\n${'<parameter=a>\n1\n</parameter>\n'.repeat(size)}</function>\n</tool_call>`,
    ],
    [
      'keys without values',
      'glm4',
      2000,
      (size) => `<tool_call>f\n${'<arg_key>a</arg_key>\n'.repeat(size)}</tool_call>`,
    ],
    ['bare keys', 'gemma4', 20_000, (size) => `<|tool_call>call:f{${'a,'.repeat(size)}}<tool_call|>`],
    [
      'a bare key of a long name',
      'gemma4',
      100_000,
      (size) => `<|tool_call>call:f{${'a'.repeat(size)} ${' '.repeat(size)}}<tool_call|>`,
    ],
    [
      'texts between tokens',
      'gemma4',
      10_000,
      (size) => `<|tool_call>call:f{a:[${'<|"|>x<|"|>,'.repeat(size)}1]}<tool_call|>`,
    ],
    ['a call that is JSON with nothing before it', 'llama3', 20_000, (size) => `{"name": "${'f'.repeat(size)}`],
    ['braces', 'llama3', 20_000, (size) => '{'.repeat(size)],
    ['spaces in a call that is JSON', 'llama3', 20_000, (size) => `{${' '.repeat(size)}"name": "f"`],
    [
      'a list of calls',
      'mistral',
      2000,
      (size) => `[TOOL_CALLS][${Array.from({ length: size }, () => '{"name":"f","arguments":{}}').join()}]`,
    ],
    ['channels', 'gpt_oss', 5000, (size) => '<|channel|>analysis<|message|>a<|end|>'.repeat(size)],
    ['channels that never begin', 'gpt_oss', 20_000, (size) => '<|channel|>'.repeat(size)],
    [
      'half characters',
      'qwen',
      50_000,
      (size) => `<tool_call>{"name":"f","arguments":{"a":"${'\ud800'.repeat(size)}"}}</tool_call>`,
    ],
  ];

attacks(
  'a model that writes',
  TEXTS.map(([name, template, size, text]): Attack => ({
    name,
    size,
    run: (count) => {
      const written = text(count);
      const whole = parseResponse(template, written, { tools });
      const reader = new ResponseReader(responseTemplates[template], { tools });
      for (let at = 0; at < written.length; at += 64) reader.write(written.slice(at, at + 64));
      reader.end();

      expect(JSON.stringify(whole).length).toBeLessThan(10 * written.length + 1000);
    },
  })),
);

const anchor = { start_anchor: '<a>' };
const reading = (tag_pattern: string) => ({
  ...anchor,
  fields: {
    tool_calls: { open: '<c>', close: '</c>', content: 'xml-inline', content_args: { tag_pattern } },
    content: {},
  },
});

/** Patterns of a stranger's response template, over what a model wrote. */
const PATTERNS: [what: string, pattern: string, text: string][] = [
  ['doubles in a group', '(a|aa)+$(?P<key>b)', 'a'],
  ['repeats what repeats', '((a+)+)+(?P<key>b)', 'a'],
  ['may match all and never does', 'a.*(?P<key>b)|c', 'ac'],
  ['has many ways', '(?P<key>a?a?a?a?a?a?a?a?a?a?)b', 'a'],
  ['looks ahead', '(?=a)(?P<key>a)', 'a'],
  ['takes nothing', '(?P<key>)', 'a'],
  ['takes anything', '(?P<key>.*?)', 'a'],
];

attacks(
  'a pattern of a response template that',
  PATTERNS.map(([name, pattern, text]): Attack => ({
    name,
    size: 1500,
    run: (size) => void parseResponse(reading(pattern), `<c>${text.repeat(size)}</c>`),
  })),
);

/** Templates that are refused as a whole: each part is looked for in all of what a model writes. */
const TEMPLATES: Readonly<Record<string, object>> = {
  'fields without end': {
    ...anchor,
    fields: Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`f${index}`, { open: `<${index}>` }])),
  },
  'texts without end': {
    ...anchor,
    fields: { content: { open: Array.from({ length: 5000 }, (_, index) => `<${index}>`) } },
  },
  'a text without end': { ...anchor, fields: { content: { open: 'a'.repeat(100_000) } } },
  'a pattern without end': { ...anchor, fields: { content: { open_pattern: 'a'.repeat(100_000) } } },
  'a pattern that repeats itself': { ...anchor, fields: { content: { open_pattern: '((a{99}){99}){99}' } } },
  'groups without end': {
    ...anchor,
    fields: { content: { open_pattern: Array.from({ length: 200 }, (_, index) => `(?P<g${index}>a)`).join('') } },
  },
  'a pattern that is deep': { ...anchor, fields: { content: { open_pattern: '('.repeat(50_000) } } },
  'a pattern that looks back': { ...anchor, fields: { content: { open_pattern: '(?<=a+)b' } } },
  'a member of a long name': { ...anchor, ['x'.repeat(100_000)]: 1, fields: { content: {} } },
};

attacks(
  'a response template of',
  Object.entries(TEMPLATES).map(([name, template]): Attack => ({
    name,
    run: async () => {
      const error = await failureOf(() => new ResponseReader(template));

      expect(error).toMatchObject({ name: 'ConfigurationError' });
      expect(error.message.length).toBeLessThan(500);
    },
  })),
);
