import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { decodeFloat32, encodeFloat32, isEncodedFloat32 } from '../../../src/bridge/float32.ts';

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

      expect(encodeFloat32(vector)).toBe(buffer.toString('base64'));
    },
  );

  test('is read by the `openai` package’s own way of decoding', () => {
    const bytes = Buffer.from(encodeFloat32([0.5, -2]), 'base64');

    expect(Array.from(new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4))).toEqual([0.5, -2]);
  });
});

describe('decodeFloat32', () => {
  test.each(VECTORS.map((vector) => [vector]))('gives back %j in float32’s precision', (vector) => {
    expect(Array.from(decodeFloat32(encodeFloat32(vector)) ?? [7])).toEqual(vector.map((value) => Math.fround(value)));
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
    const text = encodeFloat32(vector);

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
  ])('of %j is %s', (text, want) => {
    expect(isEncodedFloat32(text)).toBe(want);
  });
});
