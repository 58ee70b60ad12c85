import { describe, expect, test } from 'vitest';

import { TextEventReader } from '../../../../src/servers/fast/text-event.ts';
import { readTokenText } from '../../../../src/servers/fast/token-text.ts';
import { createChance, fuzz } from '../../../support/fuzz.ts';

/** Text as models write it, and as nobody should. */
const TEXTS = [
  '',
  ' the',
  '\n',
  '"',
  '\\',
  ' “old”',
  'grün',
  '🚀',
  '\u0000',
  '\u2028',
  'a'.repeat(40),
  '{"text":"',
  '"content":"',
  '\\"',
  '\uD800',
  '\uFEFF',
  '0',
  '/',
];

/** JSON of a string, in one of the ways servers write it. */
function write(text: string, pick: (below: number) => number): string {
  const json = JSON.stringify(text);
  if (pick(4) > 0) return json;
  return json
    .replaceAll(/[^\u0020-\u007e]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replaceAll('/', '\\/');
}

/** The text with one character put in, taken out or changed: valid JSON by luck only. */
function damage(text: string, pick: (below: number) => number): string {
  const at = pick(text.length);
  const put = ['', '"', '\\', '0', ' ', '}', ',', '\u0001', 'e', '-', 'null', 'true'][pick(12)] ?? '';
  return text.slice(0, at) + put + text.slice(at + pick(3));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const NUMBERS = ['0', '-0', '7', '-0.5', '1e5', '-1.5E-7', '12345678901234567890', '-2.8144014', '0.1'];

describe('readTokenText', () => {
  test.each([
    [
      '{"index":1,"token":{"id":220,"text":" ","logprob":-2.8144014,"special":false},"generated_text":null,"details":null}',
      ' ',
    ],
    [
      '{"index":1,"token":{"id":2,"text":"\\n\\"a\\"","logprob":0,"special":false},"generated_text":null,"details":null}',
      '\n"a"',
    ],
  ])('of %s is its text', (data, text) => {
    expect(readTokenText(data)).toBe(text);
  });

  test.each([
    '{"index":1,"token":{"id":2,"text":"</s>","logprob":0,"special":true},"generated_text":null,"details":null}',
    '{"index":1,"token":{"id":2,"text":"a","logprob":0,"special":false},"generated_text":"a","details":null}',
    '{"index":1,"token":{"id":2,"text":"a","logprob":0,"special":false},"top_tokens":[],"generated_text":null,"details":null}',
    '{"index":01,"token":{"id":2,"text":"a","logprob":0,"special":false},"generated_text":null,"details":null}',
    '{"index":1,"token":{"id":2,"text":"\\x","logprob":0,"special":false},"generated_text":null,"details":null}',
    '{"error":"Model is overloaded","error_type":"overloaded"}',
    '[DONE]',
    '',
  ])('of %s is left to JSON', (data) => {
    expect(readTokenText(data)).toBeUndefined();
  });

  test('is that of JSON, for whatever it takes', () => {
    let taken = 0;
    fuzz('readTokenText', (seed) => {
      const pick = createChance(seed);
      const number = () => NUMBERS[pick(NUMBERS.length)];
      const text = TEXTS[pick(TEXTS.length)] ?? '';
      const whole = `{"index":${number()},"token":{"id":${number()},"text":${write(text, pick)},"logprob":${number()},"special":false},"generated_text":null,"details":null}`;
      const data = pick(2) === 0 ? whole : damage(whole, pick);
      const read = readTokenText(data);
      if (read === undefined) return;
      taken += 1;
      const parsed = parse(data);
      expect({ data, parsed }).toMatchObject({
        parsed: { token: { text: read, special: false }, generated_text: null, details: null },
      });
    });
    expect(taken).toBeGreaterThan(100);
  });
});

const chunk = (content: string, rest = '"finish_reason":null') =>
  `{"object":"chat.completion.chunk","id":"","created":1736953800,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":${content}},"logprobs":null,${rest}}],"usage":null}`;

function learning(...events: string[]): TextEventReader {
  const reader = new TextEventReader();
  for (const event of events) reader.learn(event, JSON.parse(event));
  return reader;
}

describe('TextEventReader', () => {
  test('reads the text of events like the one it learnt', () => {
    const reader = learning(chunk('" a"'));

    expect([reader.read(chunk('" b"')), reader.read(chunk('"\\n"')), reader.read(chunk('""'))]).toEqual([
      ' b',
      '\n',
      '',
    ]);
  });

  test('reads completions too', () => {
    const event = (text: string) =>
      `{"id":"","choices":[{"index":0,"text":"${text}","logprobs":null,"finish_reason":""}]}`;

    expect(learning(event('a')).read(event(' b'))).toBe(' b');
  });

  test.each([
    ['nothing was learnt', new TextEventReader(), chunk('" b"')],
    ['it ends the text', learning(chunk('" a"')), chunk('""', '"finish_reason":"stop"')],
    ['another member differs', learning(chunk('" a"')), chunk('" b"').replace('1736953800', '1736953801')],
    ['it is cut', learning(chunk('" a"')), chunk('" b"').slice(0, -1)],
    ['its text is no string', learning(chunk('" a"')), chunk('null')],
    ['its text ends early', learning(chunk('" a"')), chunk('"b" "c"')],
    ['its text is broken', learning(chunk('" a"')), chunk('"\\x"')],
  ])('leaves an event to JSON where %s', (_, reader, event) => {
    expect(reader.read(event)).toBeUndefined();
  });

  test.each([
    chunk('""', '"finish_reason":"length"'),
    chunk('"a"').replace('"logprobs":null', '"logprobs":{"content":[]}'),
    chunk('"a"').replace('"usage":null', '"usage":{"prompt_tokens":1}'),
    chunk('"a"').replace('"role":"assistant"', '"reasoning":"because"'),
    chunk('"a"').replace('"content":"a"', '"content":"x","content":"a"'),
    '{"choices":[]}',
    '{"choices":[{"index":0,"delta":{"content":"a"}},{"index":1,"delta":{"content":"a"}}]}',
    '{"choices":[{"index":0,"delta":{"content":"a"}}],"error":"no"}',
  ])('learns nothing from %s', (event) => {
    expect(learning(event).read(event)).toBeUndefined();
  });

  test('gives up where the form changes with each event', () => {
    const reader = new TextEventReader();
    for (let created = 0; created < 20; created += 1) {
      const event = chunk('" a"').replace('1736953800', String(created));
      reader.learn(event, JSON.parse(event));
    }

    expect(reader.read(chunk('" b"').replace('1736953800', '19'))).toBeUndefined();
  });

  test('is that of JSON, for whatever it takes', () => {
    let taken = 0;
    fuzz('TextEventReader', (seed) => {
      const pick = createChance(seed);
      const reader = new TextEventReader();
      for (let round = 0; round < 6; round += 1) {
        const text = TEXTS[pick(TEXTS.length)] ?? '';
        const form = pick(5) === 0 ? '"finish_reason":null,"text":""' : '"finish_reason":null';
        const whole = chunk(write(text, pick), form);
        const data = pick(2) === 0 ? whole : damage(whole, pick);
        const read = reader.read(data);
        const event = parse(data) as Record<string, unknown> | undefined;
        if (read === undefined) {
          if (typeof event === 'object' && event !== null) reader.learn(data, event);
          continue;
        }
        taken += 1;
        expect({ data, event }).toMatchObject({ event: { choices: [{ delta: { content: read } }] } });
        // Nothing besides: a damaged name makes a member of no meaning.
        const { choices, usage = null } = event as { choices: { finish_reason?: unknown }[]; usage?: unknown };
        expect([data, choices.length, choices[0]?.finish_reason ?? null, usage]).toEqual([data, 1, null, null]);
      }
    });
    expect(taken).toBeGreaterThan(100);
  });
});
