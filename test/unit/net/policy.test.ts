import { describe, expect, test } from 'vitest';

import { ConfigurationError } from '../../../src/base/errors.ts';
import type { PolicyOptions } from '../../../src/net/policy.ts';
import { createPolicy } from '../../../src/net/policy.ts';

const NEVER = Number.POSITIVE_INFINITY;

describe('createPolicy', () => {
  test('without options retries twice, waits ten minutes for headers, and for nothing else', () => {
    expect(createPolicy({}, {}, 0)).toEqual({ maxRetries: 2, timeoutMs: 600_000 });
  });

  test('takes the call’s options over the client’s', () => {
    const client = { maxRetries: 5, timeout: 1000, idleTimeout: 50 };

    expect(createPolicy(client, { maxRetries: 0, timeout: 2000, firstTokenTimeout: 300 }, 0)).toEqual({
      maxRetries: 0,
      timeoutMs: 2000,
      idleTimeoutMs: 50,
      firstTokenTimeoutMs: 300,
    });
  });

  test('keeps the client’s options where the call’s are undefined', () => {
    expect(createPolicy({ maxRetries: 5 }, { maxRetries: undefined }, 0)).toMatchObject({ maxRetries: 5 });
  });

  test('ends the whole call from now', () => {
    expect(createPolicy({ totalTimeout: 500 }, {}, 1000)).toMatchObject({ endsAt: 1500 });
  });

  test('takes Infinity for no deadline at all', () => {
    expect(createPolicy({ timeout: NEVER, totalTimeout: NEVER }, {}, 1000)).toMatchObject({
      timeoutMs: NEVER,
      endsAt: NEVER,
    });
  });

  const onWait = () => {};

  test.each<[option: PolicyOptions['waitForModel'], want: object | undefined]>([
    [undefined, undefined],
    [false, undefined],
    [true, { maxMs: 300_000 }],
    [{}, { maxMs: 300_000 }],
    [{ maxMs: 1000 }, { maxMs: 1000 }],
    [{ onWait }, { maxMs: 300_000, onWait }],
  ])('reads waitForModel %j as %j', (waitForModel, want) => {
    expect(createPolicy({ waitForModel }, {}, 0).waitForModel).toEqual(want);
  });

  test('lets a call wait for no model where its client does', () => {
    expect(createPolicy({ waitForModel: true }, { waitForModel: false }, 0).waitForModel).toBeUndefined();
  });

  test.each<[param: string, options: object]>([
    ['timeout', { timeout: 0 }],
    ['timeout', { timeout: -1 }],
    ['timeout', { timeout: Number.NaN }],
    ['timeout', { timeout: '30' }],
    ['firstTokenTimeout', { firstTokenTimeout: 0 }],
    ['idleTimeout', { idleTimeout: -5 }],
    ['totalTimeout', { totalTimeout: 0 }],
    ['maxRetries', { maxRetries: -1 }],
    ['maxRetries', { maxRetries: 1.5 }],
    ['maxRetries', { maxRetries: '2' }],
    ['waitForModel.maxMs', { waitForModel: { maxMs: 0 } }],
    ['waitForModel.maxMs', { waitForModel: { maxMs: Number.NaN } }],
  ])('refuses a bad %s by name: %j', (param, options) => {
    expect(() => createPolicy({}, options, 0)).toThrow(ConfigurationError);
    expect(() => createPolicy({}, options, 0)).toThrow(
      expect.objectContaining({ param, message: expect.stringContaining(`\`${param}\` is `) }),
    );
  });
});
