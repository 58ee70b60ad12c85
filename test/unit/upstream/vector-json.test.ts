import { describe, expect, test } from 'vitest';

import { parseVectors } from '../../../src/upstream/vector-json.ts';
import { FUZZ_TIMEOUT_MS, createChance, fuzz } from '../../support/fuzz.ts';

/** With doubles, in which each bit shows, and as plain lists again. */
const parse = (text: string) => toPlain(parseVectors(new TextEncoder().encode(text), new Float64Array(4)));

function toPlain(value: unknown): unknown {
  if (value instanceof Float64Array) return [...value];
  if (Array.isArray(value)) return value.map(toPlain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, toPlain(member)]));
}

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
    '{"data":[{"embedding":"AAAAPw==","index":0}]}',
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
  ])('refuses %j, as JSON does', (text) => {
    expect(() => parse(text)).toThrow(SyntaxError);
  });

  test('gives float32 unless told otherwise, of any length', () => {
    const numbers = Array.from({ length: 10_000 }, (_, index) => index / 8);

    expect(parseVectors(new TextEncoder().encode(JSON.stringify([numbers, [0.1]])))).toEqual([
      Float32Array.from(numbers),
      Float32Array.of(0.1),
    ]);
  });

  test('leaves vectors of doubles to JSON', () => {
    const numbers = Array.from({ length: 100 }, (_, index) => Math.sin(index));

    expect(parseVectors(new TextEncoder().encode(JSON.stringify([numbers])))).toEqual([numbers]);
  });

  test('reads text in UTF-8 around the vectors', () => {
    const text = '{"model":"modèle 🚀","data":[{"embedding":[1,2]}],"object":"ü"}';

    expect(parse(text)).toStrictEqual(JSON.parse(text));
  });

  test('gives a million numbers to the last bit', { timeout: 60_000 }, () => {
    const pick = createChance(20261126);
    const float = new Float32Array(1);
    const write: ((value: number) => string)[] = [
      (value) => String(Math.fround(value)),
      (value) => String(Number(Math.fround(value).toPrecision(9))),
      (value) => value.toFixed(pick(20)),
      (value) => value.toExponential(pick(18)),
      (value) => String(value),
    ];
    for (let vector = 0; vector < 1000; vector += 1) {
      const form = vector % 7;
      const texts = Array.from({ length: 1000 }, () => {
        const scale = pick(3) === 0 ? 10 ** (pick(40) - 20) : 1;
        const value = (pick(2 ** 31) / 2 ** 30 - 1 + pick(2 ** 31) / 2 ** 60) * scale;
        float[0] = value;
        // Mostly what servers write; of the rest a little, so that the vector is not left to JSON.
        const writer = write[form < 3 ? 1 : pick(40) === 0 ? pick(5) : form % 5];
        return writer?.(value) ?? '0';
      });
      const text = `[[${texts.join(',')}]]`;
      const read = new Float64Array((parse(text) as number[][])[0] ?? []);
      const want = new Float64Array((JSON.parse(text) as number[][])[0] ?? []);
      expect(Buffer.compare(Buffer.from(read.buffer), Buffer.from(want.buffer)), `vector ${vector}`).toBe(0);
    }
  });

  test('is what JSON makes of anything', { timeout: FUZZ_TIMEOUT_MS }, () => {
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
      const base = pick(2) === 0 ? '[[0.1,-2],[3e-5,4]]' : '{"data":[{"embedding":[0.1,2],"index":0}],"model":"m"}';
      const at = pick(base.length);
      const text =
        base.slice(0, at) +
        Array.from({ length: pick(4) }, () => parts[pick(parts.length)]).join('') +
        base.slice(at + pick(3));

      expect({ text, read: attempt(() => parse(text)) }).toStrictEqual({ text, read: attempt(() => JSON.parse(text)) });
    });
  });
});
