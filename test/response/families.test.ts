import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { isObject } from '../../src/base/check.ts';
import { ResponseReader, type ResponsePart, parseResponse, responseTemplates } from '../../src/prompt.ts';
import { type ResponseCase, responseCases } from './cases.ts';
import { createChance } from '../support/fuzz.ts';

const expected: readonly unknown[] = readFileSync(new URL('expected.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line): unknown => JSON.parse(line));
const cases = responseCases().map((each, index) => ({ ...each, index, shown: JSON.stringify(each.text).slice(0, 60) }));

interface Message {
  content: string;
  reasoning: string;
  calls: { name: unknown; arguments: unknown }[];
}

/** Hugging Face's message, in the form in which the parts are compared. */
function ofHuggingFace(message: unknown): Message {
  if (!isObject(message)) throw new TypeError('The data has no message here.');
  const { content = '', reasoning_content: reasoning = '', tool_calls: calls = [] } = message;
  return {
    content: String(content),
    reasoning: String(reasoning),
    calls: [calls].flat(3).map((call: unknown) => {
      const called = isObject(call) && isObject(call['function']) ? call['function'] : {};
      return { name: called['name'], arguments: called['arguments'] };
    }),
  };
}

function ofParts(parts: readonly ResponsePart[]): Message {
  const message: Message = { content: '', reasoning: '', calls: [] };
  for (const part of parts) {
    if (part.type === 'content' || part.type === 'reasoning') message[part.type] += part.text;
    if (part.type === 'call') message.calls.push({ name: part.call.name, arguments: JSON.parse(part.call.arguments) });
  }
  return message;
}

function inPieces({ family, prefix, text }: ResponseCase, size: number): Message {
  const reader = new ResponseReader(responseTemplates[family], { prefix });
  const parts = [...reader.initial];
  for (let at = 0; at < text.length; at += size) parts.push(...reader.write(text.slice(at, at + size)));
  return ofParts([...parts, ...reader.end()]);
}

describe('the response template of a family', () => {
  test.each(cases)('$family reads as Hugging Face’s parser does: $shown', (each) => {
    const wanted = ofHuggingFace(expected[each.index]);

    expect(inPieces(each, Number.POSITIVE_INFINITY)).toEqual(wanted);
    for (const size of [1, 3, 7]) expect(inPieces(each, size)).toEqual(wanted);
  });
});

/** Two answers of a family put into each other, and a part of them left out: what models write who do not keep to their format. */
function spliced(seed: number): ResponseCase {
  const below = createChance(seed);
  const one = cases[below(cases.length)] ?? cases[0];
  if (one === undefined) throw new RangeError('There are no cases.');
  const alike = cases.filter(({ family }) => family === one.family);
  const other = alike[below(alike.length)]?.text ?? '';
  const [at, from] = [below(one.text.length + 1), below(other.length + 1)];
  const rest = one.text.slice(at + below(8));
  return { ...one, text: one.text.slice(0, at) + other.slice(from, from + 1 + below(60)) + rest };
}

describe('a text that does not keep to its format', () => {
  test('is read alike at every cut', () => {
    for (let seed = 0; seed < 400; seed += 1) {
      const each = spliced(seed);
      const whole = inPieces(each, Number.POSITIVE_INFINITY);
      for (const size of [1, 2, 3, 7]) expect([seed, inPieces(each, size)]).toEqual([seed, whole]);
    }
  });
});

describe('parseResponse', () => {
  test('gives a message in OpenAI’s shape', () => {
    const text =
      '<think>\nWhere?\n</think>\n\nI look.\n<tool_call>\n{"name": "find", "arguments": {"b": 1.0, "2": []}}\n</tool_call>';

    expect(parseResponse(responseTemplates.qwen, text)).toEqual({
      content: 'I look.',
      reasoning_content: 'Where?',
      tool_calls: [{ id: 'call_0', type: 'function', function: { name: 'find', arguments: '{"b": 1.0, "2": []}' } }],
    });
  });

  test('counts what the prompt has opened', () => {
    const prefix = '<|im_start|>user\n<think><|im_end|>\n<|im_start|>assistant\n<think>\n';

    expect(parseResponse(responseTemplates.qwen, 'Hm.</think>Yes.', { prefix })).toEqual({
      content: 'Yes.',
      reasoning_content: 'Hm.',
    });
  });

  test.each([
    '<tool_call>\n{"name": "find", "argum',
    '<tool_call>\nfind the sun\n</tool_call>',
    '<tool_call>\n{"arguments": {}}\n</tool_call>',
    '<tool_call>\n[1]\n</tool_call>',
    `<tool_call>\n${'['.repeat(5000)}\n</tool_call>`,
    '<tool_call>\n{"name": "find", "argments": {"a": 1}}\n</tool_call>',
  ])('leaves a call that cannot be read as text: %.40s', (text) => {
    expect(parseResponse(responseTemplates.qwen, `I look. ${text}`)).toEqual({ content: `I look. ${text}` });
  });

  test('leaves calls as text where they are not asked for', () => {
    const text = '<tool_call>\n{"name": "find", "arguments": {}}\n</tool_call>';

    expect(parseResponse(responseTemplates.qwen, text, { calls: false })).toEqual({ content: text });
  });

  test('gives the arguments the types of the tool’s schema, where the model writes plain text', () => {
    const text =
      '<tool_call>\n<function=add>\n<parameter=n>\n3\n</parameter>\n<parameter=text>\n3\n</parameter>\n<parameter=ok>\ntrue\n</parameter>\n</function>\n</tool_call>';
    const properties = {
      n: { type: 'integer' },
      text: { type: 'string' },
      ok: { anyOf: [{ type: 'null' }, { type: 'boolean' }] },
    };
    const tools = [{ type: 'function', function: { name: 'add', parameters: { type: 'object', properties } } }];

    expect(parseResponse(responseTemplates.qwen3_coder, text, { tools }).tool_calls?.[0]?.function.arguments).toBe(
      '{"n": 3, "text": "3", "ok": true}',
    );
  });

  test('loses no text of a model that does not keep to its format', () => {
    expect(parseResponse(responseTemplates.gpt_oss, 'Hello!')).toEqual({ content: 'Hello!' });
  });
});

describe('a response template of a stranger', () => {
  const template = (field: object): object => ({ start_anchor: 'A', fields: { content: {}, x: field } });
  const read = (field: object): unknown => new ResponseReader(template(field));

  test.each([
    [{ open: 'a', opens: 'b' }, 'The field "x" of the response template has an unknown member "opens".'],
    [{ open: 'a', content: 'yaml' }, 'has the content "yaml", which is not known'],
    [{ open: 'a', open_pattern: 'b' }, 'has both `open` and `open_pattern`'],
    [{}, 'has two fields without `open`'],
    [{ open_pattern: '(' }, 'has a group without an end'],
    [{ open_pattern: '(?<=a)b' }, 'has a group of a kind that is not read here'],
    [{ open_pattern: 'a{1000}' }, 'repeats more than 100 times'],
    [{ open_pattern: '((a{99}){99}){99}' }, 'is too large'],
    [{ open: '' }, 'is no text of 1 to 1,000 characters'],
  ])('is refused by name: %j', (field, message) => {
    expect(() => read(field)).toThrow(message);
  });

  test.each(['(a+)+b', '(a|a)*b', '(?:a*)*b', 'a*a*a*a*a*b', '(.*)(.*)(.*)x'])(
    'takes no more than its length says: %s',
    (open_pattern) => {
      const reader = new ResponseReader(template({ open_pattern }));
      const text = 'a'.repeat(20_000);

      expect(ofParts([...reader.write(text), ...reader.end()]).content).toBe(text);
    },
  );
});
