import { describe, expect, test } from 'vitest';

import { parseVectors } from '../../../../src/servers/fast/vector-json.ts';
import { createChance, fuzz } from '../../../support/fuzz.ts';

const encode = (text: string) => new TextEncoder().encode(text);
const parse = (text: string) => parseVectors(encode(text));

const BASES = [
  '[[0.1,-2],[3e-5,4]]',
  '{"data":[{"embedding":[0.1,2],"index":0}],"model":"m"}',
  '{"data":[{"embedding":"AAAAPw==","index":0},{"embedding":"AAAAPwAAAL8=","index":1}],"model":"m"}',
];

describe('parseVectors', () => {
  test.each([
    '[[0.1,-0.2],[3,4e-5]]',
    '[0.5, 1]',
    '[[[0.1],[0.2]]]',
    '[[-0,0,-0.0,0.0]]',
    '[[1e400,-1e400,5e-324,1.7976931348623157e308]]',
    '[[0.24820350110530853,9007199254740993,123456789012345678901234567890]]',
    '[]',
    '[[]]',
    '[[1],null,["a"],{"b":[1]}]',
    '{"object":"list","data":[{"object":"embedding","embedding":[0.5,-1],"index":0}],"usage":{"prompt_tokens":1}}',
    '{"data":[{"embedding":[0.5, -1], "index": 0}, {"embedding": [2], "index": 1}]}',
    '{"data":[{"embedding":"AAAAPw==","index":0},{"embedding": "AAAAPw=="},{"embedding":"AAAAPwAAAL8="}]}',
    '{"data":[{"embedding":"AAAAPw=="},{"embedding":"AAA","a":"=="}]}',
    '{"data":[{"embedding":"AAAA\\/w=="},{"embedding":"\\"AAA="},{"embedding":"é"},{"embedding":""}]}',
    '{"embedding":null,"b":{"embedding":[[1],[2]]},"embedding ":[1],"c":"embedding"}',
    '{"\\"embedding":"AAAAPw=="}',
    '{"embedding":[]}',
    '{"a":"x,[1,2]","b":[1,[2]]}',
    '{"a":"\\"embedding\\":[1]","\\u0001":[1],"b":[[2]]}',
    '{"__proto__":{"embedding":[1]},"":[[1]]}',
    ' [ [1 , 2] ] ',
    '"[1]"',
    '7',
  ])('reads %s as JSON does', (text) => {
    expect(parse(text)).toStrictEqual(JSON.parse(text));
  });

  test.each([
    '',
    '[',
    '[[1,2]',
    '[[1,]]',
    '[[01]]',
    '[[.5]]',
    '[[1.]]',
    '[[-]]',
    '[[+1]]',
    '[[1e]]',
    '[[1]]x',
    '[[NaN]]',
    '[[0x1]]',
    '[[1 2]]',
    '[[1]\uFEFF]',
    '{"embedding":"\uFEFFAAAAPw=="',
    '{"embedding":"AAAAPw==',
    '{"embedding":"AAAAPw==}',
    '{"embedding":"AAAAPw=="',
    '{"embedding":"AA\nAAPw=="}',
    '{"embedding":',
    '{"embedding":[',
    '{"embedding":[1',
  ])('refuses %j, as JSON does', (text) => {
    expect(() => parse(text)).toThrow(SyntaxError);
  });

  test('puts in the place of a list what is made of its numbers', () => {
    const bytes = encode('{"data":[{"embedding":[0.1,-2],"index":0},{"embedding":"AAAAPw=="}]}');

    expect(parseVectors(bytes, (numbers) => new Float32Array(numbers))).toEqual({
      data: [{ embedding: Float32Array.of(0.1, -2), index: 0 }, { embedding: 'AAAAPw==' }],
    });
  });

  test('reads vectors of different lengths', () => {
    const vectors = [1, 5000, 3].map((length) => Array.from({ length }, (_, index) => Math.sin(index)));

    expect(parse(JSON.stringify(vectors))).toEqual(vectors);
  });

  test.each(['\uFEFF[[1]]', '\uFEFF{"embedding":[1]}'])('reads past a byte order mark, in %j', (text) => {
    expect(parse(text)).toEqual(JSON.parse(text.slice(1)));
  });

  test('reads text in UTF-8 around the vectors', () => {
    const text = '{"model":"modèle 🚀","data":[{"embedding":[1,2]}],"object":"ü"}';

    expect(parse(text)).toStrictEqual(JSON.parse(text));
  });

  test('is what JSON makes of anything', () => {
    const parts = [
      '[',
      ']',
      '[[',
      ']]',
      ',',
      '1',
      '-0.5',
      '0',
      '"',
      '"embedding":',
      '"embedding": ',
      '"AAAAPw=="',
      '\uFEFF',
      'é',
      '{',
      '}',
      ' ',
      'e5',
      '.',
      '"a"',
      ':',
      'null',
      '\\',
      '12345678901234567890',
      '{"":',
      '"\\u0001":',
    ];
    const attempt = (run: () => unknown) => {
      try {
        return { value: run() };
      } catch (error) {
        return (error as Error).name;
      }
    };
    fuzz('parseVectors', (seed) => {
      const pick = createChance(seed);
      const base = BASES[pick(BASES.length)] ?? '';
      const at = pick(base.length);
      const text =
        base.slice(0, at) +
        Array.from({ length: pick(4) }, () => parts[pick(parts.length)]).join('') +
        base.slice(at + pick(3));

      // The bytes are decoded as those of any answer are: without the mark.
      const decoded = text.replace(/^\uFEFF/, '');
      expect({ text, read: attempt(() => parse(text)) }).toStrictEqual({
        text,
        read: attempt(() => JSON.parse(decoded)),
      });
    });
  });
});
