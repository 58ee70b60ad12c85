import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { decodeFloat32, encodeFloat32, isEncodedFloat32, toFloat32, toNumbers } from '../../../src/base/float32.ts';
import { createChance } from '../../support/fuzz.ts';

const VECTORS = [
  [],
  [0],
  [-0.6982422, 0.24820350110530853, 1, -1],
  [3.4028234663852886e38, 1e-45, -0],
  Array.from({ length: 384 }, (_, i) => Math.sin(i)),
];

describe('encodeFloat32', () => {
  test.each(VECTORS.map((vector) => [vector]))(
    'writes what a Buffer holds of little-endian float32, for %j',
    (vector) => {
      const buffer = Buffer.alloc(vector.length * 4);
      for (const [index, value] of vector.entries()) buffer.writeFloatLE(value, index * 4);

      expect(encodeFloat32(Float32Array.from(vector))).toBe(buffer.toString('base64'));
    },
  );

  test('is read by the `openai` package’s own way of decoding', () => {
    const bytes = Buffer.from(encodeFloat32(Float32Array.of(0.5, -2)), 'base64');

    expect(Array.from(new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4))).toEqual([0.5, -2]);
  });
});

describe('decodeFloat32', () => {
  test.each(VECTORS.map((vector) => [vector]))('gives back %j in float32’s precision', (vector) => {
    expect(Array.from(decodeFloat32(encodeFloat32(Float32Array.from(vector))) ?? [])).toEqual(
      vector.map((value) => Math.fround(value)),
    );
  });
});

describe('without Node’s Buffer', () => {
  const { Buffer: original } = globalThis;
  beforeEach(() => {
    Reflect.deleteProperty(globalThis, 'Buffer');
  });
  afterEach(() => {
    globalThis.Buffer = original;
  });

  test.each(VECTORS.map((vector) => [vector]))('the same is written and read, for %j', (vector) => {
    const text = encodeFloat32(Float32Array.from(vector));

    expect(text).toBe(original.from(Float32Array.from(vector).buffer).toString('base64'));
    expect(Array.from(decodeFloat32(text) ?? [])).toEqual(vector.map((value) => Math.fround(value)));
  });
});

describe('isEncodedFloat32', () => {
  test.each([
    ['AAAAPw==', true],
    ['AAAAPwAAAL8=', true],
    ['', false],
    ['AAAAPw', false],
    ['AAAA', false],
    ['AAA_Pw==', false],
    ['AA AAPw==', false],
    ['AA==AAAAAAA=', false],
    ['A'.repeat(60_000), true],
    [`${'A'.repeat(59_999)}!`, false],
  ])('of %j is %s', (text, want) => {
    expect(isEncodedFloat32(text)).toBe(want);
  });

  test.each([
    ['with', globalThis.Buffer],
    ['without', undefined],
  ])('%s Node’s Buffer it is what the alphabet and the length say, if its numbers are finite', (_, present) => {
    const { Buffer: original } = globalThis;
    Object.assign(globalThis, { Buffer: present });
    try {
      for (let seed = 0; seed < 2000; seed += 1) {
        const text = toAlmostBase64(createChance(seed));
        const isBase64 = /^[A-Za-z0-9+/]*={0,2}$/.test(text) && text.length % 4 === 0;
        const size = (text.length / 4) * 3 - (/=*$/.exec(text)?.[0].length ?? 0);
        const want = isBase64 && size > 0 && size % 4 === 0;

        const decoded = decodeFloat32(text);
        const areFinite = decoded?.every((number) => Number.isFinite(number)) === true;

        expect([text, isEncodedFloat32(text), decoded !== undefined]).toEqual([text, want && areFinite, want]);
      }
    } finally {
      globalThis.Buffer = original;
    }
  });
});

/** Base64 of float32, with up to two characters that may not belong there. */
function toAlmostBase64(pick: (below: number) => number): string {
  const strangers = [...'A/+-_= \n\t=.é\u0000\ud83d', '', '=='];
  let text = encodeFloat32(Float32Array.from({ length: 1 + pick(6) }, () => pick(1000) / 7));
  for (let count = pick(3); count > 0; count -= 1) {
    const at = pick(text.length + 1);
    text = text.slice(0, at) + (strangers[pick(strangers.length)] ?? '') + text.slice(at + pick(2));
  }
  return text;
}

describe('toFloat32 and toNumbers', () => {
  test.each(VECTORS.map((vector) => [vector]))('go there and back in float32’s precision, for %j', (vector) => {
    expect(toFloat32(vector)).toEqual(Float32Array.from(vector));
    expect(toNumbers(toFloat32(vector))).toEqual(vector.map((value) => Math.fround(value)));
  });
});

describe('encodeFloat32 of a part of an array', () => {
  test('writes that part alone', () => {
    const part = Float32Array.of(7, 0.5, -1, 7).subarray(1, 3);

    expect(encodeFloat32(part)).toBe(encodeFloat32(Float32Array.of(0.5, -1)));
  });
});
