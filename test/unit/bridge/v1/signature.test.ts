import { describe, expect, test } from 'vitest';
import { isOfAnother, isTgiAnswer } from '../../../../src/bridge/v1/signature.ts';

describe('isTgiAnswer', () => {
  test.each([
    [true, '3.3.6-sha-06d9d88'],
    [true, '1.4.0-native'],
    [true, '2.0.4-sha-f9ee2c4'],
    [false, 'b11434-5eae9cb1d'],
    [false, 'fp_ollama'],
    [false, undefined],
  ])('is %s for an answer with the fingerprint %s', (wanted, fingerprint) => {
    expect(isTgiAnswer({ system_fingerprint: fingerprint })).toBe(wanted);
  });
});

describe('isOfAnother', () => {
  test.each([
    [true, 'vllm-0.32.0-687246ce', true],
    [true, 'b11434-unknown', true],
    [true, 'fp_ollama', true],
    [true, '3.3.7-native', false],
    [true, '3.3.7-a-label-of-its-own', false],
    [true, '', false],
    [true, null, false],
    [false, '3.3.7-native', true],
    [false, 'vllm-0.32.0-687246ce', false],
    [undefined, '3.3.7-native', false],
  ])('spoken to as TGI: %s, signed %j: %s', (isTgi, signature, want) => {
    expect(isOfAnother({ system_fingerprint: signature }, isTgi)).toBe(want);
  });

  test('knows nothing of an answer without a signature', () => {
    expect(isOfAnother({}, true)).toBe(false);
  });
});
